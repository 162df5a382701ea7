import {
  declare,
  noEffects,
  sampleDuration,
  unreachable,
  type Machine,
  type Reply,
  type SettingsChanged,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import { unreachedCode } from "../distribution/fetching.ts";
import type { OriginBehavior, OriginRequest } from "../protocol.ts";

/** How many requests have reached an origin outside. */
export interface OriginState {
  readonly count: number;
}

/** An origin outside, as its machine has it. Plain data. */
export interface OutsideSettings {
  readonly domainName: string;
  readonly behavior: OriginBehavior;
}

/** What it counts and measures. */
export const meters = {
  RequestsReceived: "count",
  RequestsFailed: "count",
  RequestsUnreached: "count",
  RequestsUnchanged: "count",
  ResponseTime: "time",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);
const purposes = declare("latency");
const choices = declare("answer");

/** An origin outside AWS: it takes what it is asked, counts it, and answers as a scenario says. */
export const originMachine: Machine<
  OutsideSettings,
  OriginState,
  OriginRequest | SettingsChanged<OutsideSettings>,
  Reply<HttpAnswer | Refused>
> = {
  kind: "cloudfront.origin",
  stateVersion: 1,
  inputs: declare("originRequest", "settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes,
  choices,
  metrics,

  initialState: () => ({ count: 0 }),

  transition(origin, input, context) {
    switch (input.type) {
      case "settingsChanged":
        return noEffects;
      case "originRequest": {
        const { latency, failures, unreachable: lost } = context.settings.behavior;
        origin.count += 1;
        const good = Math.max(0, 1 - failures - lost);
        const outcome =
          failures > 0 || lost > 0
            ? context.choose(choices.answer, origin.count, [good, failures, lost])
            : 0;
        if (outcome === 2) {
          context.observe(metrics.RequestsUnreached, 1);
          return [{ type: "reply", to: context.request, body: unreached }];
        }
        context.observe(outcome === 1 ? metrics.RequestsFailed : metrics.RequestsReceived, 1);
        const after = sampleDuration(latency, () => context.random(purposes.latency));
        context.observe(metrics.ResponseTime, after);
        const { good: whole, failed, unchanged } = answersOf(context.settings.behavior);
        const isUnchanged = outcome === 0 && input.http.headers["if-none-match"] === etag;
        if (isUnchanged) context.observe(metrics.RequestsUnchanged, 1);
        const body = outcome === 1 ? failed : isUnchanged ? unchanged : whole;
        return [{ type: "reply", to: context.request, body, after }];
      }
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "originRequest" ? input.size : 0),
  // What it has taken decides nothing.
  canonical: () => null,
};

const unreached = refused(unreachedCode, "The origin cannot be reached.");

/** The tag of what it answers: that never changes. */
const etag = '"1"';

interface Answers {
  readonly good: HttpAnswer;
  readonly failed: HttpAnswer;
  readonly unchanged: HttpAnswer;
}

// A memo of a pure function: one object for all answers.
const known = new WeakMap<OriginBehavior, Answers>();

function answersOf(behavior: OriginBehavior): Answers {
  let answers = known.get(behavior);
  if (answers === undefined) {
    const { status, body, failureStatus, cacheControl, size } = behavior;
    const lifetime: Readonly<Record<string, string>> =
      cacheControl === "" ? {} : { "cache-control": cacheControl };
    const headers = {
      "content-type": "application/json",
      ...(status < 400 ? { etag } : {}),
      ...lifetime,
      ...(size === 0 ? {} : { "content-length": `${size}` }),
    };
    const good: HttpAnswer = {
      type: "answered",
      status,
      headers,
      cookies: [],
      body,
      isBase64Encoded: false,
    };
    const failed = { ...good, status: failureStatus, headers: lifetime, body: "" };
    answers = { good, failed, unchanged: { ...good, status: 304, body: "" } };
    known.set(behavior, answers);
  }
  return answers;
}
