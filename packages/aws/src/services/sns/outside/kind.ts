import type { ResourceKind } from "../../../service/resource-kind.ts";
import { outsideSpans } from "../story/spans.ts";
import { gauges, meters, outsideMachine } from "./machine.ts";
import { outsideInvariants } from "./invariants.ts";

/** A place outside AWS that topics deliver to. */
export const outsideKind: ResourceKind = {
  machine: outsideMachine,
  invariants: outsideInvariants,
  noun: "endpoint outside AWS",
  rules: [],
  takesFaults: true,
  metrics: { ...meters, ...gauges },
  reporting: { spans: outsideSpans },
};
