import type { ResourceKind } from "../../../service/resource-kind.ts";
import { storeValues } from "../extras.ts";
import { storeInvariants } from "./invariants.ts";
import { storeMachine } from "./machine.ts";

/** A store of keys and values of CloudFront Functions. */
export const storeKind: ResourceKind = {
  machine: storeMachine,
  invariants: storeInvariants,
  noun: "key value store",
  rules: [],
  stamps: ["LastModifiedTime"],
  metrics: {},
  extras: { Values: storeValues },
};
