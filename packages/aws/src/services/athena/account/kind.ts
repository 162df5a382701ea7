import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine, gauges, meters } from "./machine.ts";

/** The quotas of an account in a Region. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "quotas of queries",
  rules: [],
  metrics: { ...meters, ...gauges },
};
