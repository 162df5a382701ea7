import { declareMeters, type MetricForms, type Readings } from "../../../service/metric.ts";
import {
  declare,
  unreachable,
  type Machine,
  type Reply,
  type SettingsChanged,
} from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type { OutsideSettings } from "../config.ts";
import type { Notify, OutsideReply } from "../protocol.ts";

/** What has reached a place outside AWS. */
export interface OutsideState {
  readonly count: number;
  /** The last few, the latest last. A value. */
  readonly lastBodies: readonly string[];
}

const kept = 10;
/** What it counts and measures. */
export const meters = {
  NotificationsReceived: "count",
  NotificationsRefused: "count",
  BytesReceived: "bytes",
  EndToEndLatency: "time", // Of what it took, from where that began.
} as const satisfies MetricForms;

/** The numbers of the meters. */
const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  NotificationsSent: "level",
} as const satisfies MetricForms;
const choices = declare(
  "answer", // It takes what it is sent, or fails as its settings say.
);

/**
 * A place outside AWS that topics deliver to: an HTTP endpoint, a mailbox, a phone, an app. It takes what
 * it is sent and counts it, unless a scenario says how often it fails.
 */
export const outsideMachine: Machine<
  OutsideSettings,
  OutsideState,
  Notify | SettingsChanged<OutsideSettings>,
  Reply<OutsideReply>
> = {
  kind: "sns.outsideEndpoint",
  stateVersion: 1,
  inputs: declare("notify", "settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices,
  metrics,

  // What is made by a call can be asked after it: so a message that makes it is there from the start.
  initialState: ({ firstBody }) =>
    firstBody === null ? { count: 0, lastBodies: [] } : { count: 1, lastBodies: [firstBody] },

  transition(outside, input, context) {
    switch (input.type) {
      case "notify": {
        const { answers } = context.settings;
        outside.count += 1;
        if (answers !== null) {
          const weights = [1 - answers.share, answers.share];
          const fails =
            answers.share === 1 || context.choose(choices.answer, outside.count, weights) === 1;
          if (fails) {
            context.observe(metrics.NotificationsRefused, 1);
            const body = refused(`${answers.status}`, `The endpoint answered ${answers.status}.`);
            return [{ type: "reply", to: context.request, body }];
          }
        }
        context.observe(metrics.NotificationsReceived, 1);
        context.observe(metrics.BytesReceived, input.size);
        context.observe(metrics.EndToEndLatency, context.now - input.trail.at);
        outside.lastBodies = [...outside.lastBodies, input.body].slice(-kept);
        const body: OutsideReply = { type: "notified", number: outside.count };
        return [{ type: "reply", to: context.request, body }];
      }
      case "settingsChanged":
        return [];
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "notify" ? input.size : 0),
  // What it has taken decides nothing.
  canonical: () => null,
  gauges: ({ count }): Readings<typeof gauges> => ({ NotificationsSent: count }),
};
