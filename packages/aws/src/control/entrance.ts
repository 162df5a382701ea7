import type { Connection, Simulation } from "@orrery/kernel";
import { controlName } from "../service/service-model.ts";
import { judged } from "./joins.ts";
import type { Authorizer } from "./authorization.ts";
import type { ControlSettings, ControlState } from "./state.ts";

/**
 * Lets a component outside lead to the resource of an ARN, as far as the account may do what it does there. The
 * control plane asks again when the resource's policy changes. Gives the connection to make.
 */
export function entranceOf(
  simulation: Simulation,
  component: string,
  connection: Connection,
  { action, arn }: { readonly action: string; readonly arn: string },
  authorizer: Authorizer,
): Connection {
  const settings = simulation.settingsOf(controlName) as ControlSettings; // The control plane's own.
  const access = { caller: settings.caller, action, arn };
  const control = simulation.stateOf(controlName) as ControlState; // Likewise.
  const verdict = judged({ component, connection, access }, ({ caller }) =>
    authorizer.authorize(control, settings, caller, action, arn),
  );
  for (const change of verdict.changes) simulation.apply(change);
  const entrances = [...settings.entrances, verdict.join];
  simulation.apply({ do: "change", name: controlName, settings: { ...settings, entrances } });
  return verdict.connection;
}
