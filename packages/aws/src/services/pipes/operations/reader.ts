import type { Distribution, Duration, Instant } from "@orrery/kernel";
import { resolveEventSourceMappingConfig } from "../../../mapping/queue/config.ts";
import { resolveStreamMappingConfig } from "../../../mapping/shard/config.ts";
import { memberOf, numberOf, textOf } from "../../../request/params.ts";
import type { Caller } from "../../../service/caller.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  queueIn,
  type QueueSource,
  type ShardSource,
  type StartingPosition,
} from "../../../service/source.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import { saidOfMappings } from "../../../mapping/said-of-mappings.ts";
import { pipesLimits } from "../limits.ts";
import { streamMappingLimits as shardLimits } from "../../../mapping/shard/limits.ts";
import { readerKinds } from "../reader/kinds.ts";
import { unmodeledTarget } from "../unmodeled-target.ts";
import { filtersIn, windowIn, type ReadSource } from "./pipe-plan.ts";

/** What a reader reads for, and when. */
export interface ReadFor {
  readonly pipe: Resource;
  readonly params: PlainObject;
  readonly caller: Caller;
  readonly enabled: boolean;
  readonly activeFrom: Instant;
  /** How many events the target takes at once. */
  readonly most: number;
}

/** What reads for a pipe, as a component that is to be: its kind, its settings, and what it is joined to. */
export interface ReaderPlan {
  readonly kind: string;
  settings(number: number): unknown;
  readonly connections: readonly ResourceConnection[];
}

/** How a source is read for a pipe; `null`: nothing reads it, since it is not there, or not modeled. */
export function readerOf(read: ReadSource, what: ReadFor, plane: ControlPlane): ReaderPlan | null {
  const { source, resource } = read;
  if (source === undefined || resource === undefined) return null;
  const way = wayToPipe(read, resource, plane);
  const toPipe: ResourceConnection = {
    ...{ port: "function", to: 0, target: what.pipe.number },
    ...(way === undefined ? {} : { request: way }),
  };
  const plan =
    source.type === "queue"
      ? queueReader(read, resource, what, plane)
      : shardReader(source, read, resource, what, plane);
  return { ...plan, connections: [...plan.connections, toPipe] };
}

/** What is pushed takes its time on the way to the pipe: more comes meanwhile. */
function wayToPipe(
  { source, arn }: ReadSource,
  resource: Resource,
  { latencies }: ControlPlane,
): Distribution | undefined {
  if (source?.type !== "shards") return undefined;
  if (source.broker !== undefined) return source.latency(resource, latencies);
  return source.pushes === undefined || source.pushes.ownerOf(arn) === null
    ? undefined
    : source.pushes.latency(latencies);
}

const batchSizeOf = ({ params }: ReadSource, usual: number, most: number): number =>
  numberOf(params["BatchSize"]) ?? Math.min(usual, most);

function queueReader(
  read: ReadSource,
  resource: Resource,
  { pipe, params, caller, enabled, activeFrom, most }: ReadFor,
  plane: ControlPlane,
): ReaderPlan {
  const { number: target, arn, kind: sourceKind } = resource;
  const source: QueueSource = queueIn(plane.sources, sourceKind);
  const { visibilityTimeout } = source.factsOf(resource);
  const { receive, done } = source.actions;
  const reply = source.latency(resource, plane.latencies);
  return {
    kind: readerKinds.queue,
    settings: () =>
      resolveEventSourceMappingConfig(
        {
          batchSize: batchSizeOf(read, pipesLimits.batchSize.default, most),
          batchingWindow: windowIn(read.params),
          reportBatchItemFailures: true,
          filters: filtersIn(params),
          enabled,
        },
        {
          name: pipe.name,
          source: arn,
          sourceKind,
          region: plane.region,
          asOf: plane.asOf,
          epochMilliseconds: plane.epochMilliseconds,
          visibilityTimeout,
          functionTimeout: pipesLimits.executionTime,
          activeFrom,
          assumptions: saidOfMappings(plane.assumptions, "eventSourceMapping"),
          concurrentExecutions: plane.quota("pipes.concurrentExecutions"),
        },
      ),
    connections: [
      { port: "queue", to: 0, target, reply, access: { caller, action: receive, arn } },
      { port: "deletions", to: 0, target, access: { caller, action: done, arn } },
    ],
  };
}

function shardReader(
  source: ShardSource,
  read: ReadSource,
  resource: Resource,
  { pipe, params, caller, enabled, activeFrom, most }: ReadFor,
  plane: ControlPlane,
): ReaderPlan {
  const { params: own, arn, part } = read;
  const { broker, pushes } = source;
  const queues = broker?.queues;
  const owner = pushes?.ownerOf(arn) ?? null;
  const isPushed = arn !== resource.arn;
  const action = owner === null ? source.actions.read : pushes!.action;
  const access = { caller, action, arn };
  const { number: target } = resource;
  const letters = textOf(memberOf(own["DeadLetterConfig"], "Arn"));
  const lettersAt = letters === undefined ? null : plane.target(letters);
  const group =
    queues?.readerOf(part!, `pipe-${pipe.name}`) ?? // It is checked.
    textOf(own["ConsumerGroupID"]) ??
    `pipe-${pipe.name}`;
  const { mqConsumers, kafkaReaders } = pipesLimits;
  return {
    kind: readerKinds.shards,
    settings: (number) =>
      resolveStreamMappingConfig(
        {
          startingPosition: (own["StartingPosition"] ??
            (queues === undefined ? "LATEST" : "TRIM_HORIZON")) as StartingPosition, // Checked.
          startingInstant: instantIn(own["StartingPositionTimestamp"], plane),
          batchSize: batchSizeOf(read, pipesLimits.shardBatchSize, most),
          batchingWindow:
            broker !== undefined && own["MaximumBatchingWindowInSeconds"] === undefined
              ? shardLimits.brokerWindow
              : windowIn(own),
          parallelizationFactor: numberOf(own["ParallelizationFactor"]) ?? 1,
          bisects: own["OnPartialBatchItemFailure"] === "AUTOMATIC_BISECT",
          maximumRecordAge: numberOf(own["MaximumRecordAgeInSeconds"]) ?? -1,
          maximumRetryAttempts:
            numberOf(own["MaximumRetryAttempts"]) ?? queues?.retriesOf(resource) ?? -1,
          reportBatchItemFailures: broker === undefined,
          filters: filtersIn(params),
          enabled,
          onFailure:
            letters === undefined ? null : { arn: letters, to: 0, kind: lettersAt?.kind ?? null },
        },
        {
          name: pipe.name,
          mapping: number,
          source: arn,
          sourceKind: resource.kind,
          resource: broker === undefined ? (owner ?? arn) : resource.arn,
          reader: broker === undefined ? (owner === null ? null : arn) : group,
          readers:
            broker === undefined
              ? null
              : queues === undefined
                ? kafkaReaders
                : { least: mqConsumers, most: mqConsumers },
          pollInterval: owner === null ? source.pollInterval : (0 as Duration),
          functionArn: pipe.arn,
          functionNumber: pipe.number,
          role: textOf(params["RoleArn"])!, // It must be there.
          region: plane.region,
          epochMilliseconds: plane.epochMilliseconds,
          activeFrom,
          assumptions: saidOfMappings(plane.assumptions, "streamMapping"),
        },
      ),
    connections: [
      { port: "shards", to: 0, target, access },
      {
        port: "records",
        to: 0,
        target,
        ...(isPushed || broker !== undefined
          ? {}
          : { reply: source.latency(resource, plane.latencies) }),
        access,
      },
      ...(letters === undefined
        ? []
        : [
            lettersAt === null
              ? { port: "destinations", to: 0, target: sinkAt(unmodeledTarget, letters, plane) }
              : {
                  port: "destinations",
                  to: 0,
                  target: lettersAt.component,
                  access: { caller, action: lettersAt.action, arn: letters },
                },
          ]),
    ],
  };
}

function instantIn(value: PlainObject[string] | undefined, plane: ControlPlane): Instant {
  const text = textOf(value);
  const given =
    text === undefined ? (numberOf(value) ?? 0) * 1_000 : parseWallClock("timestamp", text);
  return Math.max(0, Math.round((given - plane.epochMilliseconds) * 1_000)) as Instant;
}
