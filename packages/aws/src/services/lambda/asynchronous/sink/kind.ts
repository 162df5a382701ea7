import type { ResourceKind } from "../../../../service/resource-kind.ts";
import { sinkReporting } from "../reporting/sinks.ts";
import { sinkInvariants } from "./invariants.ts";
import { meters, sinkMachine } from "./machine.ts";

/** A destination of asynchronous invocations that is not modeled. */
export const sinkKind: ResourceKind = {
  machine: sinkMachine,
  invariants: sinkInvariants,
  noun: "destination that is not modeled",
  rules: [],
  metrics: meters,
  reporting: sinkReporting,
};
