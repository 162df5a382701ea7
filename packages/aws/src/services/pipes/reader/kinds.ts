import { declare } from "@orrery/kernel";
import { eventSourceMappingInvariants } from "../../../mapping/queue/invariants.ts";
import {
  gauges as queueGauges,
  metersNamed as queueMetersNamed,
} from "../../../mapping/queue/declarations.ts";
import { eventSourceMappingMachine } from "../../../mapping/queue/machine.ts";
import {
  gauges as shardGauges,
  metersNamed as shardMetersNamed,
  timers,
} from "../../../mapping/shard/declarations.ts";
import { streamMappingInvariants } from "../../../mapping/shard/invariants.ts";
import { streamMappingMachine } from "../../../mapping/shard/machine.ts";
import { queueReaderStory } from "../../../mapping/story/queue-reader-story.ts";
import { streamReaderStory } from "../../../mapping/story/stream-reader-story.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { queueFigures } from "../../../mapping/queue/limits.ts";
import { shardFigures } from "../../../mapping/shard/limits.ts";
import { pipeFailure } from "./failure-record.ts";

/** The kinds of what reads for pipes. */
export const readerKinds = { queue: "pipes.queueReader", shards: "pipes.streamReader" } as const;

const pipeOf = (_record: unknown, arn: string): string => arn.slice(0, arn.lastIndexOf("/"));

/** What reads a queue for a pipe, as a mapping does for a function. */
export const queueReaderKind = ({ sources }: World): ResourceKind => ({
  machine: eventSourceMappingMachine({ kind: readerKinds.queue, figures: queueFigures }, sources),
  invariants: eventSourceMappingInvariants,
  noun: "reader of a queue",
  rules: [],
  metrics: { ...queueMetersNamed(queueFigures), ...queueGauges },
  reporting: { story: queueReaderStory("pipe") },
  partOf: pipeOf,
});

/** What reads a stream for a pipe, as a mapping does for a function. */
export const streamReaderKind = ({ sources, entryOf }: World): ResourceKind => ({
  machine: {
    ...streamMappingMachine(
      { kind: readerKinds.shards, figures: shardFigures },
      sources,
      entryOf,
      pipeFailure,
    ),
    // The last one is that of tumbling windows, which pipes do not have.
    timers: declare(...timers.names.slice(0, timers.tumble)),
  },
  invariants: streamMappingInvariants,
  noun: "reader of a stream",
  rules: [],
  metrics: { ...shardMetersNamed(shardFigures), ...shardGauges },
  reporting: { story: streamReaderStory("pipe", "target") },
  partOf: pipeOf,
});
