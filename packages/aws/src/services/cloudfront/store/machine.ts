import { declare, noEffects, type Machine, type SettingsChanged } from "@orrery/kernel";

/** A store has no state of its own: what it holds is among the settings of functions. */
export type StoreState = Readonly<Record<string, never>>;

/** A store of keys and values, which functions read. */
export const storeMachine: Machine<object, StoreState, SettingsChanged<object>, never> = {
  kind: "cloudfront.store",
  stateVersion: 1,
  inputs: declare("settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({}),
  transition: () => noEffects,
  fingerprint: () => 0,
  canonical: () => null,
};
