import type { ResourceKind } from "../../../service/resource-kind.ts";
import { archiveCharges } from "../pricing.ts";
import { archiveReporting } from "../reporting/archive-reporting.ts";
import { gauges, meters } from "./declarations.ts";
import { archiveInvariants } from "./invariants.ts";
import { archiveMachine } from "./machine.ts";

/** An archive, as everybody else sees it. */
export const archiveKind: ResourceKind = {
  machine: archiveMachine,
  invariants: archiveInvariants,
  noun: "archive",
  rules: [],
  metrics: { ...meters, ...gauges },
  charges: (read) => archiveCharges(read),
  reporting: archiveReporting,
};
