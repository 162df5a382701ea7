import type { ResourceKind } from "../../../service/resource-kind.ts";
import { exportReporting } from "../reporting/transfer-reporting.ts";
import { meters } from "./declarations.ts";
import { exportRules } from "./rules.ts";
import { exportInvariants } from "./invariants.ts";
import { exportMachine } from "./machine.ts";

/** An export of a table, as everybody else sees it. */
export const exportKind: ResourceKind = {
  machine: exportMachine,
  invariants: exportInvariants,
  noun: "table export",
  rules: exportRules,
  metrics: meters,
  canonicalRecord: ({ record: { startedAt: _at, ...record } }) => record,
  reporting: exportReporting,
};
