import type { Connection, Simulation } from "@orrery/kernel";
import { controlName } from "../service/service-model.ts";
import { judged } from "./joins.ts";
import type { Authorizer } from "./authorization.ts";
import type { ControlSettings, ControlState, Join } from "./state.ts";

/**
 * Lets a component outside lead to the resource of an ARN, as far as the account may do what it does there. Gives the
 * connection to make, and puts on `entrances` what {@link keepEntrances} takes.
 */
export function entranceOf(
  simulation: Simulation,
  component: string,
  connection: Connection,
  { action, arn }: { readonly action: string; readonly arn: string },
  authorizer: Authorizer,
  entrances: Join[],
): Connection {
  const settings = simulation.settingsOf(controlName) as ControlSettings; // The control plane's own.
  const access = { caller: settings.caller, action, arn };
  const control = simulation.stateOf(controlName) as ControlState; // Likewise.
  const verdict = judged({ component, connection, access }, ({ caller }) =>
    authorizer.authorize(control, settings, caller, action, arn),
  );
  for (const change of verdict.changes) simulation.apply(change);
  entrances.push(verdict.join);
  return verdict.connection;
}

/** Has the control plane ask again when the policy changes of what these lead to: of all at once, who may be many. */
export function keepEntrances(simulation: Simulation, entrances: readonly Join[]): void {
  if (entrances.length === 0) return;
  const settings = simulation.settingsOf(controlName) as ControlSettings; // Likewise.
  const all = [...settings.entrances, ...entrances];
  simulation.apply({ do: "change", name: controlName, settings: { ...settings, entrances: all } });
}
