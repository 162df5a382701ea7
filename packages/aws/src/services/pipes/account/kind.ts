import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine, gauges, meters } from "./machine.ts";

/** The quota of executions of an account in a Region. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "quota of executions",
  rules: [],
  metrics: { ...meters, ...gauges },
};
