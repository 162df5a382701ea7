import type { ResourceKind } from "../../../service/resource-kind.ts";
import { entryWith } from "../entry.ts";
import { noStateMachine, qualifiedNameIn } from "../operations/records.ts";
import { qualifierInvariants } from "./invariants.ts";
import { meters, qualifierMachine } from "./machine.ts";

/** A version or an alias of a state machine, as everybody else sees it. */
export const qualifierKind: ResourceKind = {
  machine: qualifierMachine,
  invariants: qualifierInvariants,
  noun: "version or alias of a state machine",
  rules: [],
  metrics: meters,
  entry: entryWith({}),
  byArn: { service: "states", nameIn: qualifiedNameIn, absent: noStateMachine },
};
