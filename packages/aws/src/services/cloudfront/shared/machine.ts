import { declare, noEffects, type Machine, type SettingsChanged } from "@orrery/kernel";

/** A part of distributions has no state of its own. */
export type SharedState = Readonly<Record<string, never>>;

/** What distributions share, such as policies: it is kept, and nobody asks it. */
export const sharedMachine: Machine<object, SharedState, SettingsChanged<object>, never> = {
  kind: "cloudfront.shared",
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
