import type { ResourceKind } from "../../../service/resource-kind.ts";
import { sharedInvariants } from "./invariants.ts";
import { sharedMachine } from "./machine.ts";

/** Policies, access controls, stores of keys and values: what distributions share. */
export const sharedKind: ResourceKind = {
  machine: sharedMachine,
  invariants: sharedInvariants,
  noun: "part of distributions",
  rules: [],
  stamps: ["LastModifiedTime"],
  metrics: {},
};
