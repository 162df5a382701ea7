import { after, milliseconds, minutes, seconds, type Tagged } from "@orrery/kernel";
import { delivering } from "../../../delivery/delivering.ts";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import { usualVerdict } from "../../../delivery/verdict.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { cloudwatchToSns } from "../cloudwatch-to-sns.ts";
import type { ActionTarget, AlarmSettings } from "../config.ts";
import type { AlarmEffect } from "../protocol.ts";
import { alarmEvent, busEntry, type Change } from "./alarm-event.ts";
import { metrics, ports, purposes, timers, type Working } from "./declarations.ts";
import { remember } from "./history.ts";
import { alarmMessage, alarmSubject } from "./notification.ts";
import type { Action, AlarmMemory } from "./state.ts";

/** The deliveries of an alarm's actions. */
export type Acting = ReturnType<typeof actingWith>;

const policyOf = ({ assumed }: AlarmSettings): DeliveryPolicy => ({
  failed: {
    phases: [
      {
        type: "exponential",
        retries: null,
        base: milliseconds(500),
        factor: 2,
        cap: minutes(1),
      },
    ],
    jitter: null,
  },
  throttled: null,
  maximumAge: assumed.actionRetryAge,
  timeout: seconds(30),
  onGivenUp: null,
});

/** What is not there, or does not let the alarm in, is not tried again. */
const isFinal = ({ code }: Refused): boolean =>
  /NotFound|NonExistent|AccessDenied|Authorization|InvalidParameter|Validation/.test(code);

/** How actions are brought to where they go. */
export function actingWith(entryOf: EntryOf) {
  return delivering<AlarmMemory, Action, AlarmSettings, AlarmEffect>({
    ports: { target: ports.actions, givenUp: ports.actions },
    timer: timers.attempt,
    purpose: purposes.retry,
    policyOf: (_alarm, _delivery, { settings }) => policyOf(settings),
    inputOf: ({ item, target }, { settings }) => inputOf(item, target, settings, entryOf),
    verdictOf(body, _delivery, context) {
      const verdict = usualVerdict(body, isFinal);
      // Whether it is tried again, its age decides.
      if (verdict === "failed") context.observe(metrics["cloudwatch.actionRetryAge"], 1);
      return verdict;
    },
    ended(alarm, { item, target }, ending, body, context) {
      if (!item.isTold) return [];
      context.observe(ending === "taken" ? metrics.ActionsTaken : metrics.ActionsFailed, 1);
      const isTaken = ending === "taken";
      const error = isTaken ? null : body?.type === "refused" ? (body as Refused).message : ending;
      remember(alarm, context, {
        type: "Action",
        summary: isTaken
          ? `Successfully executed action ${target.arn}`
          : `Failed to execute action ${target.arn}. Received error: "${error}"`,
        data: {
          actionState: isTaken ? "Succeeded" : "Failed",
          notificationResource: target.arn,
          publishedMessage: item.text.body,
          ...(isTaken ? {} : { error }),
        },
      });
      return [];
    },
  });
}

function inputOf(
  { text, subject, trail }: Action,
  { arn, to }: Delivery<Action>["target"],
  settings: AlarmSettings,
  entryOf: EntryOf,
): Tagged {
  const { kind } = settings.targets[to]!; // Those that were known once stay known.
  const door = kind === null ? undefined : entryOf(kind)?.doors.event;
  if (door === undefined) {
    return { type: "deliver", body: text.body, size: text.size, key: null, trail } as Tagged;
  }
  const arrival = { text, group: null, deduplicationId: null, subject, trail };
  return door.inputOf(arn.endsWith(".fifo") ? { ...arrival, group: settings.name } : arrival);
}

/** What an action says to its target: topics and scaling policies get forms of their own. */
function textFor(
  arn: string,
  change: Change,
  value: number | null,
  settings: AlarmSettings,
): string {
  const service = arn.split(":")[2];
  if (service === cloudwatchToSns.service) return alarmMessage(change, settings);
  if (service !== "autoscaling") return alarmEvent(change, settings);
  const { definition, name } = settings;
  const threshold = definition.type === "metric" ? definition.threshold : 0;
  return JSON.stringify({ AlarmName: name, Value: value ?? threshold, Threshold: threshold });
}

/** Tells the default bus of a change, whatever becomes of the actions. */
export function tellBus(working: Working, change: Change, acting: Acting): void {
  const { context } = working;
  const bus = context.settings.targets[0]!; // It is always there.
  begin(working, bus, busEntry(change, context.settings), null, false, acting);
}

/** Begins the actions of the state that the alarm has now; `value` is the metric's newest, where there is one. */
export function act(
  working: Working,
  change: Change,
  value: number | null,
  acting: Acting,
  onlyRepeated = false,
): void {
  const { settings } = working.context;
  if (!settings.actionsEnabled) return;
  for (const target of settings.actions[change.current.value]) {
    if (onlyRepeated && !isRepeated(target)) continue;
    const text = textFor(target.arn, change, value, settings);
    const subject =
      target.arn.split(":")[2] === cloudwatchToSns.service ? alarmSubject(change, settings) : null;
    begin(working, target, text, subject, true, acting);
  }
}

/** Scaling policies hear of each evaluation while the state lasts. */
export const isRepeated = ({ arn }: ActionTarget): boolean => arn.split(":")[2] === "autoscaling";

function begin(
  { alarm, context, effects }: Working,
  { arn, to }: ActionTarget,
  body: string,
  subject: string | null,
  isTold: boolean,
  { deliver }: Acting,
): void {
  const { now, settings } = context;
  const { actionDelay } = settings.assumed;
  context.observe(metrics["cloudwatch.actionDelay"], 1);
  const trail = {
    from: -settings.number,
    number: alarm.changeCount,
    at: now,
    lineage: null,
  };
  const text = { body, size: sizeInUtf8(body) };
  const item: Action = { text, subject, trail, isTold };
  effects.push(...deliver(alarm, { arn, to }, item, context, { at: after(now, actionDelay) }));
}
