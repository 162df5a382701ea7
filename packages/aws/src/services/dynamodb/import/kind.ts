import type { ResourceKind } from "../../../service/resource-kind.ts";
import { importCharges } from "../pricing.ts";
import { importReporting } from "../reporting/transfer-reporting.ts";
import type { ImportSettings } from "./config.ts";
import { meters } from "./declarations.ts";
import { importRules } from "./rules.ts";
import { importInvariants } from "./invariants.ts";
import { importLogGroup, loggedEvents } from "./log.ts";
import { importMachine } from "./machine.ts";
import type { ImportState } from "./state.ts";

/** An import of a table, as everybody else sees it. */
export const importKind: ResourceKind = {
  machine: importMachine,
  invariants: importInvariants,
  noun: "table import",
  rules: importRules,
  metrics: meters,
  stamps: ["startedAt"],
  canonicalRecord: ({ record: { startedAt: _at, ...record } }) => record,
  charges: (meters) => importCharges(meters),
  logs: {
    groupsOf: () => [{ group: importLogGroup }],
    read: (state, settings) => loggedEvents(state as ImportState, settings as ImportSettings), // Of this kind.
  },
  reporting: importReporting,
};
