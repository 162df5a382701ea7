import { declare, noEffects, type Machine, type SettingsChanged } from "@orrery/kernel";

/** How often a part of distributions was changed. */
export interface SharedState {
  readonly changes: number;
}

/** A part of distributions, as its machine has it. Plain data. */
export interface SharedSettings {
  readonly id: string;
  readonly version: number;
}

/** A machine for what distributions share, such as policies: it is kept and changed, and nobody asks it. */
export const keptMachine = (
  kind: string,
): Machine<SharedSettings, SharedState, SettingsChanged<SharedSettings>, never> => ({
  kind,
  stateVersion: 1,
  inputs: declare("settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ changes: 0 }),
  transition(shared) {
    shared.changes += 1;
    return noEffects;
  },
  fingerprint: () => 0,
  // How often it was changed decides nothing.
  canonical: () => null,
});

/** What distributions share. */
export const sharedMachine = keptMachine("cloudfront.shared");
