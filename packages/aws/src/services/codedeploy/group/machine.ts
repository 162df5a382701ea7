import { declare, noEffects, type Machine, type SettingsChanged } from "@orrery/kernel";
import type { KeptState } from "../account/machine.ts";
import type { GroupSettings } from "../config.ts";
import { gauges, metrics } from "../shifting/declarations.ts";

/** The kind of a deployment group's machine. */
export const groupKindName = "codedeploy.group";

const nothing = Object.fromEntries(Object.keys(gauges).map((name) => [name, 0]));

/** A deployment group does nothing itself: its deployments count on its meters. */
export const groupMachine: Machine<
  GroupSettings,
  KeptState,
  SettingsChanged<GroupSettings>,
  never
> = {
  kind: groupKindName,
  stateVersion: 1,
  inputs: declare("settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics,
  initialState: () => ({}),
  transition: () => noEffects,
  fingerprint: () => 0,
  canonical: () => null,
  gauges: () => nothing,
};
