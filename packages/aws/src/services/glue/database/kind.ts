import type { ResourceKind } from "../../../service/resource-kind.ts";
import { databaseInvariants } from "./invariants.ts";
import { databaseMachine, gauges } from "./machine.ts";

/** A database, as everybody else sees it. */
export const databaseKind: ResourceKind = {
  machine: databaseMachine,
  invariants: databaseInvariants,
  noun: "database",
  rules: [],
  metrics: gauges,
};
