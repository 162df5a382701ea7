import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { jobCharges } from "../pricing.ts";
import { jobReporting } from "../reporting/reporting.ts";
import { s3controlRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { jobInvariants } from "./invariants.ts";
import { jobMachine } from "./machine.ts";

/** A job of S3 Batch Operations, as everybody else sees it. */
export const jobKind = ({ entryOf }: World): ResourceKind => ({
  machine: jobMachine(entryOf),
  invariants: jobInvariants,
  noun: "batch job",
  rules: s3controlRules,
  metrics: { ...meters, ...gauges },
  charges: (read) => jobCharges(read),
  reporting: jobReporting,
});
