import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine, meters } from "./machine.ts";

/** The rates of requests of an account in a Region. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "rates of user pools",
  rules: [],
  metrics: meters,
};
