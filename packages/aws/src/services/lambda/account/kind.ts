import type { ResourceKind } from "../../../service/resource-kind.ts";
import { canonicalAccountRecord } from "../network/leaving-interfaces.ts";
import { accountMachine, gauges, meters } from "./machine.ts";
import { accountInvariants } from "./invariants.ts";

/** The account's pool of concurrency: there in every account, and no resource that anybody makes. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "account concurrency",
  rules: [],
  canonicalRecord: ({ record }, now) => canonicalAccountRecord(record, now),
  metrics: { ...meters, ...gauges },
};
