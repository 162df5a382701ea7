import type { Plain } from "@orrery/kernel";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import type { StartReplay } from "../protocol.ts";
import { replayIn } from "./subscription-attributes.ts";
import type { SubscriptionRecord } from "./topic-record.ts";

/** Asks a topic to replay what a subscription's policy says; `null` where it says nothing. */
export function replayOf(
  topic: Resource,
  { number, attributes }: SubscriptionRecord,
  plane: ControlPlane,
  kept: Plain,
): Step | null {
  const policy = replayIn(attributes["ReplayPolicy"] ?? "", plane.epochMilliseconds);
  if (policy === undefined) return null;
  const input: StartReplay = { type: "startReplay", subscription: number, ...policy };
  return { type: "ask", resource: topic.number, input, kept };
}
