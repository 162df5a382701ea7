import { declare, noEffects, type Machine } from "@orrery/kernel";
import { declareMeters } from "../../../service/metric.ts";
import type { DatabaseSettings } from "../config.ts";
import { databaseKindName } from "../names.ts";
import type { DatabaseInput } from "../protocol.ts";

/** What is kept does nothing by itself. */
export type KeptState = Record<never, never>;

/** What can be read off a database at any instant. */
export const gauges = { Tables: "level" } as const;

/** A database of the catalog: a name for its tables. */
export const databaseMachine: Machine<DatabaseSettings, KeptState, DatabaseInput, never> = {
  kind: databaseKindName,
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
  gauges: (_state, { tables }) => ({ Tables: tables }),
};
