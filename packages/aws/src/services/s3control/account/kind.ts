import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine } from "./machine.ts";

/** The order of an account's jobs, as everybody else sees it. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "account",
  rules: [],
  metrics: {},
};
