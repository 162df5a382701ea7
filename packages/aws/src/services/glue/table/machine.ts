import { declare, noEffects, type Machine } from "@orrery/kernel";
import { declareMeters } from "../../../service/metric.ts";
import type { TableSettings } from "../config.ts";
import type { KeptState } from "../database/machine.ts";
import { tableKindName } from "../names.ts";
import type { TableInput } from "../protocol.ts";

/** What can be read off a table at any instant. */
export const gauges = { Partitions: "level" } as const;

/** A table of the catalog: what is known of it is kept by the control plane. */
export const tableMachine: Machine<TableSettings, KeptState, TableInput, never> = {
  kind: tableKindName,
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
  gauges: (_state, { partitions }) => ({ Partitions: partitions }),
};
