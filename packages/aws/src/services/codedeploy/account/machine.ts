import { declare, noEffects, type Machine, type SettingsChanged } from "@orrery/kernel";
import { declareMeters } from "../../../service/metric.ts";
import type { AccountSettings } from "../config.ts";

/** The kind of what an account has of applications and configurations. */
export const accountKindName = "codedeploy.account";

/** What is kept does nothing by itself. */
export type KeptState = Record<never, never>;

/** The applications and the deployment configurations of an account: names, which do nothing by themselves. */
export const accountMachine: Machine<
  AccountSettings,
  KeptState,
  SettingsChanged<AccountSettings>,
  never
> = {
  kind: accountKindName,
  stateVersion: 1,
  inputs: declare("settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declareMeters({}),
  initialState: () => ({}),
  transition: () => noEffects,
  fingerprint: () => 0,
  canonical: () => null,
};
