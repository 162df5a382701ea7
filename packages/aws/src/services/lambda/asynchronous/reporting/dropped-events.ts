import { formatDuration } from "@orrery/kernel";
import type { LossSaid, WayLost } from "../../../../service/reporting.ts";
import type { SeenRun } from "../../../../service/seen.ts";
import { number, percentage, plural } from "../../../../text/figures.ts";
import { asyncInvocation } from "../../limits.ts";
import type { SeenFunction } from "../../function/reporting/seen-function.ts";
import { destinationsOf, nameAt, sourcesRead, takersOf } from "./seen-destinations.ts";

/** Events that a function was given and dropped, and that nobody has. */
export const droppedEventWarnings = (
  functions: readonly SeenFunction[],
  run: SeenRun,
): readonly string[] =>
  functions.flatMap((fn) => {
    const { name, sum } = fn;
    const lost = sum("AsyncEventsLost");
    if (lost === 0) return [];
    const taken = sum("AsyncEventsReceived") + sum("DuplicateEvents");
    const events = taken === 1 ? "the one event" : `${number(lost)} of the ${number(taken)} events`;
    return [
      `${name} lost ${events} that it was invoked with asynchronously. ${reasonsOf(fn)}; ${fateOf(fn, run)}.`,
    ];
  });

/** Why events were dropped, by count. */
function reasonsOf(fn: SeenFunction): string {
  const reasons = reasonsFor(fn).filter(([count]) => count > 0);
  const [[count, first] = [0, ""], ...more] = reasons;
  if (more.length === 0) return `${count === 1 ? "It" : "They"} ${first}`;
  return `Of those that it dropped, ${reasons.map(([each, text]) => `${number(each)} ${text}`).join(", ")}`;
}

function reasonsFor({ settings, sum }: SeenFunction): readonly (readonly [number, string])[] {
  const { configs } = settings.asynchronous;
  const { maximumRetryAttempts, maximumEventAge } = asyncInvocation;
  const [only] = configs;
  const usual = {
    maximumRetryAttempts: maximumRetryAttempts.default,
    maximumEventAge: maximumEventAge.default,
  };
  const { maximumRetryAttempts: retries, maximumEventAge: age } =
    configs.length === 1 ? only! : usual;
  const attempts = configs.length > 1 ? "all attempts" : plural(retries + 1, "attempt");
  const limit = configs.length > 1 ? "" : ` of ${formatDuration(age)}`;
  const of = (reason: string) => sum(`AsyncEventsDroppedBy${reason}`);
  return [
    [of("Retries"), `failed at ${attempts}`],
    [of("Age"), `would have been older than the maximum age${limit} at the next attempt`],
    [of("ReservedConcurrency"), "came while the reserved concurrency was 0"],
    [of("Recursion"), "would have gone on with a loop"],
    [of("Deletion"), "waited when the function was deleted"],
  ];
}

function fateOf(fn: SeenFunction, run: SeenRun): string {
  const takers = takersOf(fn, run);
  return takers === null
    ? "it has no dead-letter queue and no destination for failures"
    : `${takers} did not take them`;
}

/** Records and dead letters that were not taken, where that lost nothing. */
export const deliveryFailureWarnings = (
  functions: readonly SeenFunction[],
  run: SeenRun,
): readonly string[] =>
  functions.flatMap((fn) => {
    const { name, sum } = fn;
    const { onSuccess, onFailure, deadLetterQueue } = destinationsOf(fn);
    const named = [...onSuccess, ...onFailure].map(({ arn }) => nameAt(arn, run));
    const failures = sum("DestinationDeliveryFailures");
    const errors = sum("DeadLetterErrors");
    const cause =
      "it is not there, takes none from the function's role, is FIFO, or has no room for so many bytes";
    return [
      ...(failures === 0
        ? []
        : [
            `${plural(failures, "record")} of events of ${name} did not reach ${[...new Set(named)].join(" or ")} (DestinationDeliveryFailures): ${cause}. Lambda does not try again.`,
          ]),
      ...(errors === 0 || deadLetterQueue === null
        ? []
        : [
            `${plural(errors, "event")} of ${name} did not reach its dead-letter queue ${nameAt(deadLetterQueue.arn, run)} (DeadLetterErrors): ${cause}. Lambda does not try again.`,
          ]),
    ];
  });

/** Dead-letter queues and destinations of functions that no event comes to, since mappings invoke with answers. */
export const idleDestinationWarnings = (
  functions: readonly SeenFunction[],
  run: SeenRun,
): readonly string[] =>
  functions.flatMap((fn) => {
    const takers = takersOf(fn, run);
    const { queues, streams } = sourcesRead(fn, run);
    const sources = [...queues, ...streams];
    if (takers === null || sources.length === 0 || fn.sum("AsyncEventsReceived") > 0) return [];
    const where = [
      ...(queues.length === 0
        ? []
        : [`Messages that fail go to the dead-letter queue of ${queues.join(" and ")} itself.`]),
      ...(streams.length === 0
        ? []
        : [
            `Records of ${streams.join(" and ")} that fail go to the destination for failures of the event source mapping.`,
          ]),
    ];
    return [
      `${takers} gets nothing of what ${fn.name} reads from ${sources.join(" and ")}: a dead-letter queue or a destination of a function is for asynchronous invocations. ${where.join(" ")}`,
    ];
  });

/** Events that a function gave up to others, and those that nobody has. */
export function eventLosses(fn: SeenFunction, run: SeenRun): readonly LossSaid[] {
  const { name, sum } = fn;
  const lost = sum("AsyncEventsLost");
  const kept = keptOf(fn);
  const taken = sum("AsyncEventsReceived") + sum("DuplicateEvents");
  const details = [reasonsOf(fn)];
  const part = (count: number) =>
    `${plural(count, "event")}, ${percentage(count, taken)} of those that it took`;
  return [
    ...(kept === 0
      ? []
      : [
          {
            type: "givenUp" as const,
            text: `${name} → ${takersOf(fn, run)}: ${part(kept)}`,
            details,
          },
        ]),
    ...(lost === 0
      ? []
      : [
          {
            type: "lost" as const,
            text: `${name}: ${part(lost)}, lost: ${fateOf(fn, run)}`,
            details,
          },
        ]),
  ];
}

/** Events that were dropped and that somebody has, or is about to have. */
const keptOf = ({ sum }: SeenFunction): number =>
  sum("AsyncEventsDropped") - sum("AsyncEventsLost");

/** How events that a function took are lost. */
export const eventWaysLost = (
  fn: SeenFunction,
  run: SeenRun,
  never: (metric: string) => string | null,
): readonly WayLost[] => [
  {
    type: "lost",
    count: fn.sum("AsyncEventsLost"),
    never: never("AsyncEventsLost"),
    text: `dropped by ${fn.name}`,
  },
  {
    type: "deadLetters",
    count: keptOf(fn),
    never:
      takersOf(fn, run) === null ? `${fn.name} gives up to nobody` : never("AsyncEventsDropped"),
    text: `given up by ${fn.name} to ${takersOf(fn, run) ?? "a dead-letter queue"}`,
  },
];
