import type { Reporting } from "../../../service/reporting.ts";
import type { RelationSaid } from "../../../service/seen.ts";
import { retriesOf } from "../../../delivery/retry-schedule.ts";
import { talliedOf } from "../bus/tally.ts";
import type { BusState } from "../bus/state.ts";
import { busSpans } from "../story/spans.ts";
import { busStory } from "../story/bus-story.ts";
import { lossesOf } from "./losses.ts";
import type { SeenBus } from "./seen-bus.ts";
import { busCharts, busOutcomes, busParts, busTable, busTimes } from "./summary.ts";
import { fitWarnings, givingUpWarnings, growthWarnings, lossWarnings } from "./warnings.ts";
import { usualArrivals, wants } from "./usual-arrivals.ts";
import { waysLost } from "./ways-lost.ts";

/** What a bus says of itself in reports. */
export const busReporting: Reporting = {
  relations: ({ settings, state }: SeenBus) =>
    settings.rules.flatMap(({ targets }) =>
      targets.flatMap(({ number, arn, policy }): readonly RelationSaid[] => {
        const tally = talliedOf(state as BusState, number); // Of its kind.
        const sendsTo: RelationSaid = { role: "sendsTo", arn, times: tally.delivered };
        if (policy.onGivenUp === null) return [sendsTo];
        const after = 1 + retriesOf(policy.failed)!; // A target's retries have an end.
        const { arn: deadLetters } = policy.onGivenUp;
        return [sendsTo, { role: "givesUpTo", arn: deadLetters, after, times: tally.deadLetters }];
      }),
    ),
  incoming: ["PutEventsEntriesCount", "EventsTaken", "ScheduledRuns"],
  usualExpectations: (name) => [`${name}.FailedInvocations = 0`],
  usualArrivals,
  wants,
  warnings: {
    fit: fitWarnings,
    givingUp: givingUpWarnings,
    growth: growthWarnings,
    loss: lossWarnings,
  },
  losses: lossesOf,
  backlog: { there: ["InvocationsUnderWay"] },
  accepted: ({ sum }) => sum("EventsTaken") + sum("ScheduledRuns"),
  waysLost,
  outcomes: busOutcomes,
  table: busTable,
  parts: busParts,
  times: busTimes,
  charts: busCharts,
  story: busStory,
  spans: busSpans,
};
