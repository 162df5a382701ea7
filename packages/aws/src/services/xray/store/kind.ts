import type { ResourceKind } from "../../../service/resource-kind.ts";
import { canonicalStoreRecord } from "../operations/store-record.ts";
import { storeCharges } from "../pricing.ts";
import { xrayRules } from "../rules.ts";
import { storeInvariants } from "./invariants.ts";
import { gauges, meters, storeMachine } from "./machine.ts";

/** The segments that an account has sent, as everybody else sees them. */
export const storeKind: ResourceKind = {
  machine: storeMachine,
  invariants: storeInvariants,
  noun: "account's traces",
  canonicalRecord: ({ record }, now) => canonicalStoreRecord(record, now),
  rules: xrayRules,
  metrics: { ...meters, ...gauges },
  billedAs: "the account",
  charges: (given) => storeCharges(given),
};
