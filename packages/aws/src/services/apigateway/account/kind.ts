import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine, meters } from "./machine.ts";

/** The limits of an account in a Region, as everybody else sees them. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "account's limits of APIs",
  rules: [],
  metrics: meters,
};
