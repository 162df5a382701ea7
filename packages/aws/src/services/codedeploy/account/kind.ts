import type { ResourceKind } from "../../../service/resource-kind.ts";
import { canonicalAccount } from "../operations/records.ts";
import { accountInvariants } from "./invariants.ts";
import { accountMachine } from "./machine.ts";

/** What an account has of CodeDeploy beside its groups. */
export const accountKind: ResourceKind = {
  machine: accountMachine,
  invariants: accountInvariants,
  noun: "account's deployments",
  rules: [],
  metrics: {},
  canonicalRecord: canonicalAccount,
};
