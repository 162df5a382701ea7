import { ConfigError, formatDuration, type Instant } from "@orrery/kernel";
import { callOfLine, type ActionTargets } from "../action/action-line.ts";
import {
  actorName,
  type ActionOutcome,
  type ActorSettings,
  type ActorState,
  type PlannedAction,
} from "../action/machine.ts";
import { checkOperationName } from "../control/not-modeled.ts";
import { controlName } from "../service/service-model.ts";
import type { Scenario, ScenarioAction } from "./scenario.ts";
import type { AwsSimulation } from "./simulate.ts";

/** An action of a run, and what became of it. */
export interface ActionReport {
  /** In microseconds. */
  readonly at: number;
  /** As the scenario says it, such as `redrive OrdersDlq`. */
  readonly do: string;
  /** `null`: the run ends before it is answered, or before its time. */
  readonly outcome: ActionOutcome | null;
}

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
const shownAction = ({ do: said }: ScenarioAction): string =>
  said.type === "line"
    ? said.line.trim().replace(/\s+/g, " ")
    : `call ${said.service}:${said.operation}`;

/** The operation of an action. @throws ConfigError about `path` */
function plannedAction(
  path: string,
  action: ScenarioAction,
  targets: ActionTargets,
): PlannedAction {
  const { at, do: what } = action;
  if (what.type === "call") checkOperationName(path, `${what.service}:${what.operation}`);
  const call = what.type === "call" ? what : callOfLine(path, what.line, targets);
  const { service, operation, params } = call;
  const said = shownAction(action);
  return { at: at as number as Instant, said, service, operation, params };
}

/** Has a simulation do what a scenario says at its times. @throws ConfigError */
export function startActions(
  simulation: AwsSimulation,
  { actions = [], duration }: Scenario,
  targets: ActionTargets,
): void {
  if (actions.length === 0) return;
  const planned = actions.map((action, place) => {
    const path = `action ${place + 1} (${shownAction(action)})`;
    if (action.at >= duration) {
      const expected = `less than the run's ${formatDuration(duration)}`;
      throw new ConfigError(`${path} at`, expected, formatDuration(action.at));
    }
    return plannedAction(path, action, targets);
  });
  const settings: ActorSettings = { actions: planned };
  const connections = [{ port: "calls", to: 0, target: controlName }];
  simulation.apply({ do: "create", name: actorName, kind: "actor", settings, connections });
  simulation.tell(actorName, { type: "start" });
}

/** The operations that are called at times of a run. */
export const plannedIn = ({ scenario, simulation }: ActedRun): readonly PlannedAction[] =>
  (scenario.actions ?? []).length === 0
    ? []
    : (simulation.settingsOf(actorName) as ActorSettings).actions; // The actor's own.

/** What a run's actions came to, in the order of the scenario's. */
export function actionsOf({ scenario, simulation }: ActedRun): readonly ActionReport[] {
  const { actions = [] } = scenario;
  if (actions.length === 0) return [];
  const { outcomes } = simulation.stateOf(actorName) as ActorState; // Of its kind.
  return actions.map((action, place) => ({
    at: action.at,
    do: shownAction(action),
    outcome: outcomes[place]!,
  }));
}
