import type { ResourceKind } from "../../../service/resource-kind.ts";
import { accountCharges } from "../pricing.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine, meters } from "./machine.ts";

/** The quota of an account in a Region, as everybody else sees it. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "account's logs",
  rules: [],
  metrics: meters,
  billedAs: "the account",
  charges: (given) => accountCharges(given),
};
