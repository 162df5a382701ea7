import type { Chart, Outcome, Parts, Table, Times } from "../../../service/reporting.ts";
import { runsOf } from "../bus/tally.ts";
import type { BusState } from "../bus/state.ts";
import { targetsOf, type SeenBus } from "./seen-bus.ts";

/** What came to a bus, and what became of it. */
export const busTable: Table = {
  columns: [
    { title: "events", metrics: ["EventsTaken"], statistic: "sum" },
    { title: "scheduled", metrics: ["ScheduledRuns"], statistic: "sum", optional: true },
    { title: "replayed", metrics: ["EventsReplayed"], statistic: "sum", optional: true },
    {
      title: "throttled",
      metrics: ["PutEventsApproximateThrottledCount"],
      statistic: "sum",
      optional: true,
    },
    {
      title: "refused",
      metrics: ["PutEventsFailedEntriesCount"],
      statistic: "sum",
      optional: true,
    },
    { title: "unmatched", metrics: ["UnmatchedEvents"], statistic: "sum", optional: true },
    { title: "invocations", metrics: ["Invocations"], statistic: "sum" },
    {
      title: "tried again",
      metrics: ["RetryInvocationAttempts"],
      statistic: "sum",
      optional: true,
    },
    { title: "failed", metrics: ["FailedInvocations"], statistic: "sum", optional: true },
    { title: "dead letters", metrics: ["InvocationsSentToDlq"], statistic: "sum", optional: true },
    { title: "dropped", metrics: ["InvocationsDropped"], statistic: "sum", optional: true },
    { title: "under way", metrics: ["InvocationsUnderWay"], statistic: "end", optional: true },
  ],
};

/** What became of the events of each target. */
export const busParts: Parts = {
  noun: "target",
  columns: [
    { name: "matched", title: "matched" },
    { name: "delivered", title: "delivered" },
    { name: "failedAttempts", title: "failed attempts", optional: true },
    { name: "deadLetters", title: "dead letters", optional: true },
    { name: "dropped", title: "dropped", optional: true },
  ],
  of: (bus: SeenBus, run) =>
    targetsOf(bus, run).map(({ name, rule, tally }) => {
      const { delivered, failedAttempts, deadLetters, dropped } = tally;
      const matched = runsOf(bus.state as BusState, rule.number); // Of its kind.
      return {
        name: `${rule.name} → ${name}`,
        counts: { matched, delivered, failedAttempts, deadLetters, dropped },
      };
    }),
};

/** How long events take from the bus until a target has taken them. */
export const busTimes: readonly Times[] = [
  { metric: "IngestionToInvocationSuccessLatency", title: "delivery" },
];

/** What waits for a target, to be tried again or for its turn. */
export const busCharts: readonly Chart[] = [{ gauge: "InvocationsUnderWay", title: "under way" }];

/** What people ask of a run about a bus. */
export const busOutcomes: readonly Outcome[] = [
  {
    name: "IngestionToInvocationSuccessLatency",
    title: "longest delivery",
    form: "time",
    metrics: ["IngestionToInvocationSuccessLatency"],
    statistic: "max",
  },
  {
    name: "InvocationsSentToDlq",
    title: "dead letters",
    form: "count",
    metrics: ["InvocationsSentToDlq"],
    statistic: "sum",
  },
  {
    name: "InvocationsDropped",
    title: "events dropped",
    form: "count",
    metrics: ["InvocationsDropped"],
    statistic: "sum",
  },
];
