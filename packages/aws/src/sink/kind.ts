import type { ResourceKind } from "../service/resource-kind.ts";
import { sinkInvariants } from "./invariants.ts";
import { meters, sinkMachine } from "./machine.ts";
import { sinkReporting } from "./reporting.ts";

/** Places that are not modeled, as everybody else sees them; `noun`: such as `destination that is not modeled`. */
export const sinkKind = (kind: string, noun: string): ResourceKind => ({
  machine: sinkMachine(kind),
  invariants: sinkInvariants,
  noun,
  rules: [],
  metrics: meters,
  reporting: sinkReporting,
});
