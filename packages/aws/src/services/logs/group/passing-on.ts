import { after, milliseconds, minutes, seconds, table, type Tagged } from "@orrery/kernel";
import { delivering } from "../../../delivery/delivering.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { GroupSettings, Subscription } from "../config.ts";
import { destinationServiceOf } from "../destination-service.ts";
import { logsLimits } from "../limits.ts";
import type { GroupEffect } from "../protocol.ts";
import { metrics, ports, purposes, timers } from "./declarations.ts";
import type { Batch, GroupState } from "./state.ts";

/** The deliveries of a log group. */
export type Passing = ReturnType<typeof passingWith>;

const policy: DeliveryPolicy = {
  failed: {
    phases: [
      { type: "exponential", retries: null, base: milliseconds(500), factor: 2, cap: minutes(1) },
    ],
    jitter: null,
  },
  throttled: null,
  maximumAge: logsLimits.retryAge,
  timeout: seconds(30),
  onGivenUp: null,
};

/** What is not there, or does not let logs in, is not tried again. */
const isFinal = (code: string): boolean =>
  /NotFound|NonExistent|AccessDenied|Authorization|Validation|InvalidParameter/.test(code);
const isThrottled = (code: string): boolean =>
  /Throttl|TooManyRequests|Throughput|LimitExceeded|SlowDown/.test(code);

const subscriptionIn = (
  { subscriptions }: GroupSettings,
  number: number,
): Subscription | undefined => subscriptions.find((each) => each.number === number);

/** How log events are brought to where they go. */
export function passingWith(entryOf: EntryOf) {
  return delivering<GroupState, Batch, GroupSettings, GroupEffect>({
    ports: { target: ports.destinations, givenUp: ports.destinations },
    timer: timers.attempt,
    purpose: purposes.retry,
    // Of a filter that was deleted nothing is delivered.
    policyOf: (_group, { item }, { settings }) =>
      subscriptionIn(settings, item.subscription) === undefined ? null : policy,
    inputOf: ({ item }, { settings }) =>
      inputOf(item, subscriptionIn(settings, item.subscription)!, entryOf), // It has a policy.
    verdictOf(body, _delivery, context) {
      if (body.type === "lost") {
        context.observe(metrics.DeliveryErrors, 1);
        return "failed";
      }
      if (body.type !== "refused") return "taken";
      const { code } = body as Refused; // It says so.
      if (isThrottled(code)) {
        context.observe(metrics.DeliveryThrottling, 1);
        return "failed";
      }
      context.observe(metrics.DeliveryErrors, 1);
      return isFinal(code) ? "final" : "failed";
    },
    ended(group, { item }, ending, _body, context) {
      if (ending === "taken") {
        context.observe(metrics.ForwardedLogEvents, item.events);
        context.observe(metrics.ForwardedBytes, item.bytes);
        return [];
      }
      context.observe(metrics.SkippedLogEvents, item.events);
      if (ending === "refused") {
        const until = after(context.now, logsLimits.disabled);
        table.set(group.disabled, `${item.subscription}`, until);
      }
      return [];
    },
  });
}

function inputOf(
  { text, stream, trail }: Batch,
  subscription: Subscription,
  entryOf: EntryOf,
): Tagged {
  const { kind, isRandom } = subscription;
  const door = kind === null ? undefined : entryOf(kind)?.doors.event;
  if (door === undefined) {
    return { type: "deliver", body: text.body, size: text.size, key: null, trail } as Tagged;
  }
  // By log stream: those of one stream are in order.
  const group = isRandom || isFunction(subscription) ? null : stream;
  return door.inputOf({ text, group, deduplicationId: null, trail });
}

/** Whether a subscription's destination is a function. */
export const isFunction = ({ arn }: Subscription): boolean =>
  destinationServiceOf(arn)?.getsEvent === true;
