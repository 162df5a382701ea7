import { metricsOf } from "../../../service/metric.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { outsideSpans } from "../story/spans.ts";
import { outsideMachine } from "./machine.ts";
import { outsideInvariants } from "./invariants.ts";

/** A place outside AWS that topics deliver to. */
export const outsideKind: ResourceKind = {
  machine: outsideMachine,
  invariants: outsideInvariants,
  noun: "endpoint outside AWS",
  rules: [],
  takesFaults: true,
  metrics: {
    ...metricsOf("count", "NotificationsReceived", "NotificationsRefused"),
    ...metricsOf("level", "NotificationsSent"),
    ...metricsOf("bytes", "BytesReceived"),
    ...metricsOf("time", "EndToEndLatency"),
  },
  reporting: { spans: outsideSpans },
};
