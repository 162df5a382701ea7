import { ConfigError, formatDuration, own, type Duration, type Instant } from "@orrery/kernel";
import { callOfLine, type ActionTargets } from "../action/action-line.ts";
import type { DeployStep, PlannedStep, UpdateBranch } from "../action/update-state.ts";
import { actorName, type ActorSettings, type PlannedAction } from "../action/machine.ts";
import { checkOperationName } from "../control/not-modeled.ts";
import type { Extras } from "../service/construct.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { NamedCall } from "../service/resource-action.ts";
import { controlName } from "../service/service-model.ts";
import type { TemplateOperation } from "../service/template-type.ts";
import { stackAssumptions } from "../action/limits.ts";
import { deploymentFigures, deploymentOf } from "../services.ts";
import { withExtra } from "./deployed.ts";
import type { Scenario, ScenarioAction } from "./scenario.ts";
import type { AwsSimulation } from "./simulate.ts";

/** What is asked about its actions. */
interface ActedRun {
  readonly scenario: Scenario;
  readonly simulation: AwsSimulation;
}

/** What an action says that is wrong. @throws ConfigError about `path` */
export function checkAction(path: string, action: ScenarioAction, targets: ActionTargets): void {
  plannedAction(path, action, targets);
}

/** How summaries and reports say an action. */
export const shownAction = ({ do: said }: ScenarioAction): string =>
  said.type === "call"
    ? `call ${said.service}:${said.operation}`
    : said.line.trim().replace(/\s+/g, " ");

/** What an action does. @throws ConfigError about `path` */
function plannedAction(
  path: string,
  action: ScenarioAction,
  targets: ActionTargets,
): PlannedAction {
  const { do: what } = action;
  const at = action.at as number as Instant;
  const said = shownAction(action);
  if (what.type === "deploy") {
    const branches = what.branches.map(({ steps: _, ...branch }) => branch);
    return { at, said, type: "deploy", stack: what.stack ?? null, branches };
  }
  if (what.type === "call") checkOperationName(path, `${what.service}:${what.operation}`);
  const call = what.type === "call" ? what : callOfLine(path, what.line, targets);
  const { service, operation, params } = call;
  return { at, said, type: "call", service, operation, params };
}

/** Has a simulation do what a scenario says at its times. @throws ConfigError */
export function startActions(
  simulation: AwsSimulation,
  scenario: Scenario,
  targets: ActionTargets,
  responses: ReadonlyMap<string, readonly PlainObject[]>,
): void {
  const { actions = [], duration, assumptions } = scenario;
  if (actions.length === 0) return;
  const planned = actions.map((action, place) => {
    const path = `action ${place + 1} (${shownAction(action)})`;
    if (action.at >= duration) {
      const expected = `less than the run's ${formatDuration(duration)}`;
      throw new ConfigError(`${path} at`, expected, formatDuration(action.at));
    }
    return plannedAction(path, action, targets);
  });
  const steps = plannedSteps(scenario, responses);
  const assumed = Object.fromEntries(
    deploymentFigures().map(({ name, default: ours }) => [
      name.slice(name.lastIndexOf(".") + 1),
      own(assumptions ?? {}, name) ?? ours,
    ]),
  );
  const { name: checks, default: usualCheck } = stackAssumptions.checkInterval;
  const check = {
    every: (own(assumptions ?? {}, checks) ?? usualCheck) as Duration,
    figure: deploymentFigures().findIndex(({ name }) => name === checks),
  };
  const settings: ActorSettings = { actions: planned, steps, check, assumed };
  const connections = [{ port: "calls", to: 0, target: controlName }];
  simulation.apply({ do: "create", name: actorName, kind: "actor", settings, connections });
  simulation.tell(actorName, { type: "start" });
}

/** The operations that are called at times of a run. */
export const plannedIn = ({ scenario, simulation }: ActedRun): readonly NamedCall[] =>
  (scenario.actions ?? []).length === 0
    ? []
    : (simulation.settingsOf(actorName) as ActorSettings).actions.flatMap((action) =>
        // The actor's own.
        action.type === "call" ? [action] : [],
      );

/** The steps of all updates of stacks, in each branch, with what makes them in this run. */
function plannedSteps(
  { actions = [], assumptions = {}, extras = {} }: Scenario,
  responses: ReadonlyMap<string, readonly PlainObject[]>,
): readonly PlannedStep[] {
  const steps: PlannedStep[] = [];
  const planned: Branch[] = [];
  const places = actions.map((_, place) => place);
  // What a later update changes an earlier one may have made.
  for (const action of places.sort((one, other) => actions[one]!.at - actions[other]!.at)) {
    const said = actions[action]!.do;
    if (said.type !== "deploy") continue;
    for (const [branch, { after, steps: listed }] of said.branches.entries()) {
      const first = steps.length;
      const madeBy = makersIn(planned, after);
      for (const step of listed) {
        const { takes } = deploymentOf(step.type)!; // Whoever planned it has looked.
        const of = step.of ?? step.logicalId;
        const given =
          own(extras, step.logicalId) ?? own(extras, step.logicalId.replace(/~\d+$/, ""));
        const isMade = step.change === "adds" || step.change === "replaces";
        steps.push({
          ...step,
          ...saidOf(step, isMade, given),
          action,
          branch,
          needs: step.needs.map((place) => first + place),
          responses: responses.get(of) ?? [],
          from: madeBy.get(of) ?? null,
          takes:
            step.answer?.after ?? ((own(assumptions, takes.name) ?? takes.default) as Duration),
          figure: deploymentFigures().indexOf(takes),
        });
      }
      planned.push({ action, after, first, steps: listed });
    }
  }
  return steps;
}

/** A branch of an update, with the place of its first step among all. */
interface Branch extends Pick<UpdateBranch, "after" | "steps"> {
  readonly action: number;
  readonly first: number;
}

/** By which steps that was made which is there after updates that ended so. */
function makersIn(
  planned: readonly Branch[],
  after: UpdateBranch["after"],
): ReadonlyMap<string, number> {
  const ends = new Map(after.map(({ action, end }) => [action, end]));
  const madeBy = new Map<string, number>();
  for (const { action, after: before, first, steps } of planned) {
    const isIt = before.every((each) => ends.get(each.action) === each.end);
    if (!isIt || ends.get(action) !== "deployed") continue;
    steps.forEach(({ change, logicalId }, place) => {
      if (change !== "removes") madeBy.set(logicalId, first + place);
    });
  }
  return madeBy;
}

/** The operations of a step, with what a scenario says of what they make, where the update says nothing else. */
function saidOf(
  { change, before, after }: DeployStep,
  isMade: boolean,
  given: Extras | undefined,
): Pick<DeployStep, "before" | "after"> {
  if (given === undefined || change === "removes") return { before, after };
  const said = (operations: readonly TemplateOperation[]) => {
    const missing = Object.entries(given).filter(
      ([name]) => own(operations[0]!.params, name) === undefined,
    );
    return withExtra(operations, Object.fromEntries(missing));
  };
  return isMade ? { before, after: said(after) } : { before: said(before), after: said(after) };
}
