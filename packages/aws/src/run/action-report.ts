import type { PlannedStep, StepState, UpdateFailure, UpdateState } from "../action/update-state.ts";
import {
  actorName,
  type ActionOutcome,
  type ActorSettings,
  type ActorState,
} from "../action/machine.ts";
import { shownAction } from "./actions.ts";
import type { RunView } from "./run-view.ts";
import {
  heldAt,
  timelineOf,
  trafficDuring,
  windowsOf,
  type UpdateTimeline,
} from "./update/timeline.ts";
import type { StepReport } from "./update/step-report.ts";
import type { UpdateWatch } from "./update/update-watch.ts";

/** An action of a run, and what became of it. */
export interface ActionReport {
  /** In microseconds. */
  readonly at: number;
  /** As the scenario says it, such as `redrive OrdersDlq`. */
  readonly do: string;
  /** `null`: the run ends before it is answered, or before its time. */
  readonly outcome: ActionOutcome | UpdateOutcome | null;
  /** Of an update of stacks: what was done to each resource, in the order of its beginning. */
  readonly steps?: readonly StepReport[];
  /** Of an update of stacks that has begun: what those outside met; left out: nobody watched. */
  readonly timeline?: UpdateTimeline;
}

/** What became of an update of stacks. */
export type UpdateOutcome =
  | { readonly type: "deployed" }
  /** A step failed, and all is as it was before. */
  | ({ readonly type: "rolledBack" } & UpdateFailure);

/** What a run's actions came to, in the order of the scenario's; without a watch, not what those outside met. */
export function actionsOf(
  view: RunView,
  watch: UpdateWatch | null = view.run.updates,
): readonly ActionReport[] {
  const { scenario, simulation } = view.run;
  const { actions = [] } = scenario;
  if (actions.length === 0) return [];
  const { outcomes, updates, steps } = simulation.stateOf(actorName) as ActorState; // Of its kind.
  const settings = simulation.settingsOf(actorName) as ActorSettings;
  const { now } = simulation;
  const stepsOf = actions.map((_, place) => {
    const branch = updates[place]!.branch ?? 0; // Before its time, the likeliest.
    const own = settings.steps.flatMap((step, number) =>
      step.action === place && step.branch === branch
        ? [stepReport(step, steps[number]!, watch, now)]
        : [],
    );
    return own.sort(byBeginning);
  });
  const windows = windowsOf(
    actions.map(({ at }, place) => ({
      at,
      over: overAt(stepsOf[place]!, at),
      isUpdate: stepsOf[place]!.length > 0,
    })),
    now,
  );
  return actions.map((action, place): ActionReport => {
    const said = { at: action.at, do: shownAction(action) };
    if (action.do.type !== "deploy") return { ...said, outcome: outcomes[place]! };
    const own = stepsOf[place]!;
    const window = windows[place]; // Of those that have steps.
    const timeline =
      watch === null || window === undefined ? null : timelineOf(watch, own, window, view);
    return {
      ...said,
      outcome: outcomeOf(updates[place]!),
      steps: own,
      ...(timeline === null ? {} : { timeline }),
    };
  });
}

/** When the last step was over, or taken back. */
const overAt = (steps: readonly StepReport[], at: number): number =>
  Math.max(at, ...steps.map(({ until, back }) => back?.until ?? until ?? at));

const outcomeOf = ({ isOver, refusal, failure }: UpdateState): ActionReport["outcome"] => {
  if (!isOver) return null;
  if (refusal !== null) return { type: "refused", ...refusal };
  return failure === null ? { type: "deployed" } : { type: "rolledBack", ...failure };
};

function stepReport(
  { logicalId, type, change, interruption }: PlannedStep,
  { status, startedAt, doneAt, undoingAt, undoneAt }: StepState,
  watch: UpdateWatch | null,
  now: number,
): StepReport {
  const met = (from: number | null, until: number | null) =>
    watch === null || from === null ? {} : { traffic: trafficDuring(watch, from, until ?? now) };
  const held =
    watch === null || change !== "removes" || startedAt === null
      ? undefined
      : heldAt(watch, logicalId, startedAt);
  return {
    logicalId,
    type,
    change,
    interruption,
    from: startedAt,
    until: doneAt,
    ...(status === "failed" || undoingAt !== null
      ? { end: undoingAt === null ? ("failed" as const) : ("undone" as const) }
      : {}),
    ...(undoingAt === null
      ? {}
      : { back: { from: undoingAt, until: undoneAt, ...met(undoingAt, undoneAt) } }),
    ...met(startedAt, doneAt),
    ...(held === undefined ? {} : { held }),
  };
}

const byBeginning = (one: StepReport, other: StepReport): number =>
  (one.from ?? Infinity) === (other.from ?? Infinity)
    ? 0
    : (one.from ?? Infinity) - (other.from ?? Infinity);
