import type { RelationSaid, Seen, SeenRun } from "../../../../service/seen.ts";
import type { SeenFunction } from "../../function/reporting/seen-function.ts";
import type { Destination } from "../../../../delivery/record-input.ts";

/** The destinations of a function's events and its dead-letter queue, as far as it has any. */
export interface SeenDestinations {
  readonly onSuccess: readonly Destination[];
  readonly onFailure: readonly Destination[];
  readonly deadLetterQueue: Destination | null;
}

/** What a function's events go to in the end. */
export function destinationsOf({ settings }: SeenFunction): SeenDestinations {
  const { configs, deadLetterQueue } = settings.asynchronous;
  return {
    onSuccess: distinct(configs.map(({ onSuccess }) => onSuccess)),
    onFailure: distinct(configs.map(({ onFailure }) => onFailure)),
    deadLetterQueue,
  };
}

const distinct = (all: readonly (Destination | null)[]): readonly Destination[] => {
  const there = all.filter((one) => one !== null);
  return there.filter((one, place) => there.findIndex(({ to }) => to === one.to) === place);
};

/** How a function is joined to what its events go to. */
export function destinationRelations(fn: SeenFunction): readonly RelationSaid[] {
  const { onSuccess, onFailure, deadLetterQueue } = destinationsOf(fn);
  const { sum } = fn;
  return [
    ...onSuccess.map(({ arn }) => said("sendsTo", arn, sum("OnSuccessDelivered"))),
    ...onFailure.map(({ arn }) => said("givesUpTo", arn, sum("OnFailureDelivered"))),
    ...(deadLetterQueue === null
      ? []
      : [said("givesUpTo", deadLetterQueue.arn, sum("DeadLettersSent"))]),
  ];
}

const said = (role: RelationSaid["role"], arn: string, times: number): RelationSaid => ({
  role,
  arn,
  times,
});

/** Who gets what a function drops, by name; `null`: nobody. */
export function takersOf(fn: SeenFunction, run: SeenRun): string | null {
  const { onFailure, deadLetterQueue } = destinationsOf(fn);
  const all = deadLetterQueue === null ? onFailure : [...onFailure, deadLetterQueue];
  const names = all.map(({ arn }) => nameAt(arn, run));
  return names.length === 0 ? null : [...new Set(names)].join(" and ");
}

/** What reports call a resource by its ARN. */
export const nameAt = (arn: string, run: Pick<SeenRun, "at">): string =>
  run.at(arn)?.name ?? arn.slice(arn.lastIndexOf(":") + 1);

/** The queues and the streams that a function reads by event source mappings. */
export function sourcesRead(
  fn: Seen,
  run: SeenRun,
): { readonly queues: readonly string[]; readonly streams: readonly string[] } {
  const readers = run.into(fn, "sendsTo").map(({ from }) => from);
  const readBy = (mappings: readonly Seen[]) => [
    ...new Set(
      mappings.flatMap((from) => run.outOf(from, "reads").map(({ arn }) => nameAt(arn, run))),
    ),
  ];
  const isOfStreams = ({ kind }: Seen) => kind === streamMappingKindName;
  return {
    queues: readBy(readers.filter((each) => !isOfStreams(each))),
    streams: readBy(readers.filter(isOfStreams)),
  };
}

const streamMappingKindName = "lambda.streamMapping";
