import { slab } from "@orrery/kernel";
import type { PartSaid, Reporting } from "../../../service/reporting.ts";
import type { RelationSaid, Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";
import { never } from "../config.ts";
import type { GroupState, Scheduled } from "../group/state.ts";
import { recordOf } from "../operations/group-record.ts";
import { groupStory } from "../story/group-story.ts";

const schedulesOf = ({ state }: Pick<Seen, "state">): readonly Scheduled[] =>
  slab.list((state as GroupState).schedules); // Of this kind.

/** A group that has more is summed up, and not listed schedule by schedule. */
const mostListed = 12;

function partsOf(seen: Seen): readonly PartSaid[] {
  const all = schedulesOf(seen);
  if (all.length > mostListed) return [];
  return all.map(({ name, count }) => ({ name: `${seen.name}, ${name}`, counts: { count } }));
}

const lossWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ name, sum }) => {
    const lost = sum("InvocationsLost");
    const dropped = sum("InvocationDroppedCount");
    if (dropped === 0) return [];
    const kept = dropped - lost;
    const where =
      lost === 0
        ? "Dead-letter queues have them."
        : kept === 0
          ? "No dead-letter queue has any of them."
          : `Dead-letter queues have ${kept} of them.`;
    return [`Schedules of ${name} gave up ${plural(dropped, "invocation")}. ${where}`];
  });

const fitWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap((seen) => {
    const { name, sum } = seen;
    const delayed = sum("InvocationThrottleCount");
    const silent = schedulesOf(seen).filter(
      ({ plan, next, count }) => plan.isEnabled && count === 0 && next === never,
    );
    return [
      ...(delayed === 0
        ? []
        : [
            `${plural(delayed, "invocation")} of ${name} waited for their turn: the account makes so many in a second (quota scheduler.invocationsPerSecond).`,
          ]),
      ...silent
        .slice(0, 3)
        .map(
          (each) =>
            `The schedule ${each.name} never invokes anything: its expression has no time that is still to come.`,
        ),
      ...(silent.length > 3
        ? [`Neither do ${plural(silent.length - 3, "more schedule")} of ${name}.`]
        : []),
    ];
  });

const assumptionWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ name, sum }) => {
    const calls = sum("InvocationsUnmodeled");
    if (calls === 0) return [];
    return [
      `${plural(calls, "invocation")} of ${name} called operations that are not modeled: they are taken, and nothing follows. Say under unmodeled what they answer.`,
    ];
  });

/** Where schedules send, and where they give up to: each place once, after as many attempts as the most patient schedule makes. */
function relationsOf(seen: Seen): readonly RelationSaid[] {
  const attempts = new Map<string, number>();
  for (const { plan } of schedulesOf(seen)) {
    const { deadLetters, retryAttempts } = plan.target;
    if (deadLetters === null) continue;
    attempts.set(deadLetters.arn, Math.max(attempts.get(deadLetters.arn) ?? 0, 1 + retryAttempts));
  }
  const letters = [...attempts.keys()];
  return [
    ...recordOf(seen.resource)
      .known.filter(({ arn }) => !letters.includes(arn))
      .map(({ arn }) => ({ role: "sendsTo" as const, arn })),
    ...letters.map((arn) => ({ role: "givesUpTo" as const, arn, after: attempts.get(arn)! })), // It is there.
  ];
}

/** What a group of schedules says of itself in reports. */
export const groupReporting: Reporting = {
  story: groupStory,
  relations: (seen) => relationsOf(seen),
  incoming: ["InvocationsScheduled"],
  usualExpectations: (name) => [
    `${name}.TargetErrorCount = 0`,
    `${name}.InvocationDroppedCount = 0`,
  ],
  warnings: { fit: fitWarnings, loss: lossWarnings, assumption: assumptionWarnings },
  accepted: ({ sum }) => sum("InvocationsScheduled"),
  waysLost: (seen) => [
    {
      type: "lost",
      count: seen.sum("InvocationsLost"),
      never: null,
      text: `were given up by schedules of ${seen.name}`,
    },
    {
      type: "deadLetters",
      count: seen.sum("InvocationsSentToDeadLetterCount"),
      never: schedulesOf(seen).some(({ plan }) => plan.target.deadLetters !== null)
        ? null
        : `no schedule of ${seen.name} has a dead-letter queue`,
      text: `went from schedules of ${seen.name} to dead-letter queues`,
    },
  ],
  table: {
    columns: [
      { title: "times", metrics: ["InvocationsScheduled"], statistic: "sum" },
      { title: "attempts", metrics: ["InvocationAttemptCount"], statistic: "sum" },
      { title: "errors", metrics: ["TargetErrorCount"], statistic: "sum", optional: true },
      { title: "delayed", metrics: ["InvocationThrottleCount"], statistic: "sum", optional: true },
      { title: "given up", metrics: ["InvocationDroppedCount"], statistic: "sum", optional: true },
      { title: "schedules", metrics: ["Schedules"], statistic: "end" },
    ],
  },
  parts: {
    noun: "schedule",
    columns: [{ name: "count", title: "times" }],
    of: partsOf,
  },
  times: [{ metric: "StartDelay", title: "start after its time" }],
};
