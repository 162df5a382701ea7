import {
  invariant,
  type Bounds,
  type Distribution,
  type Duration,
  type Instant,
  type Tagged,
} from "@orrery/kernel";
import type { FilterSource } from "../pattern/index.ts";
import type { Assumptions } from "./assumed-figure.ts";
import type { Home } from "./caller.ts";
import type { BatchForm, BatchItem } from "./payload.ts";
import type { PlainObject, Refused } from "./refusal.ts";
import type { Resource } from "./resource.ts";

/**
 * How a kind is read by mappings and pipes: as a queue, whose items go once somebody has done with them, or as
 * shards, whose items stay in order until they expire.
 */
export type Source = QueueSource | ShardSource;

/** What both forms have. */
interface AnySource {
  readonly form: BatchForm;
  /** The service as ARNs have it, such as `sqs`; event patterns of filters are written for it. */
  readonly service: FilterSource;
  /** As messages of AWS name it, such as `SQS`. */
  readonly title: string;
  /** What the way from a resource to a reader's function takes; `latencies` are those that a scenario gives. */
  latency(resource: Resource, latencies: Readonly<Record<string, Distribution>>): Distribution;
}

/**
 * A kind that is read as a queue. Its machine takes {@link Receive}, which it answers with
 * {@link Received}, and {@link Done}, which it answers with {@link EntryResults}; either it may refuse.
 */
export interface QueueSource extends AnySource {
  readonly type: "queue";
  /** What a reader must be allowed to do: to receive, and to have done. */
  readonly actions: { readonly receive: string; readonly done: string };
  /** How programs read it that are no function: containers that poll. */
  readonly consumed: Consumed;
  /** What a reader has to know of a resource beforehand. */
  factsOf(resource: Resource): QueueFacts;
}

/**
 * A kind that is read shard by shard. Its machine takes {@link DescribeShards}, which it answers with
 * {@link ShardsDescribed}, {@link FindPlace}, which it answers with {@link PlaceFound}, and {@link ReadShard},
 * which it answers with {@link RecordsGot}; each it may refuse. It keeps nothing of its readers: how far each has
 * come, the reader knows.
 *
 * A shard is told by its number, from 0 in the order of their making, and an item of it by its place there, from 1,
 * without holes. A shard ends once it is closed and all of it was read; what came after it are its children, which a
 * reader begins with when it has done with all their parents.
 */
export interface ShardSource extends AnySource {
  readonly type: "shards";
  /** What a reader must be allowed to do: to get records. */
  readonly actions: { readonly read: string };
  /** All that a reader needs, of a stream: what it hears lists it. Left out: it is no stream. */
  readonly readerNeeds?: readonly string[];
  /** Where a reader may begin, as AWS names it. */
  readonly positions: readonly StartingPosition[];
  /** How often a mapping polls each shard that has nothing for it. */
  readonly pollInterval: Duration;
  /** The member of a record about what a reader gave up, such as `KinesisBatchInfo`. */
  readonly batchInfo: string;
  /** A shard as AWS names it, such as `shardId-000000000000`. */
  shardNameOf(item: ShardItem): string;
  /** What is in order in a shard: the items of one key. */
  keyOf(item: ShardItem): string;
  /** Bytes of an item as a record of an event, about. */
  sizeOf(item: ShardItem): number;
  /** What filters are matched against: data that is sent in base64 as the text that it is. */
  filteredOf(item: ShardItem, epochMilliseconds: number): PlainObject;
  /** How it pushes to readers that have an ARN and a throughput of their own; left out: it does not. */
  readonly pushes?: ShardPushes;
  /** How its groups of readers read; left out: readers know by themselves how far they have come. */
  readonly broker?: ShardBroker;
  /** An item for readers that pass on what somebody put there; left out: nobody puts anything there. */
  passedOn?(item: ShardItem, epochMilliseconds: number): PassedOn;
}

/**
 * How a resource pushes items to those of its readers that are registered: its machine takes {@link OpenSubscription},
 * which it answers with {@link Subscribed}, and then {@link NextEvent} for each event of a subscription: the answer is
 * there once there is something to push, so that nobody polls.
 */
export interface ShardPushes {
  /** What a reader must be allowed to do. */
  readonly action: string;
  /** The ARN of the resource that a reader's ARN is of; `null`: it is no reader's. */
  ownerOf(arn: string): string | null;
  /** Whether the resource has this reader. */
  has(resource: Resource, reader: string): boolean;
  /** What the way of items to a reader's function takes; `latencies` are those that a scenario gives. */
  latency(latencies: Readonly<Record<string, Distribution>>): Distribution;
}

/**
 * How a broker is read: by groups of readers who have a resource's partitions among them. Each reader is a shard, of which
 * the broker knows how far it has come; where the group changes, all its shards end, and the new ones are their children.
 * Its machine takes {@link OpenSubscription} and {@link NextEvent} for each.
 */
export interface ShardBroker {
  /** The ARN of what is read of a resource, such as of a topic of a cluster. */
  partOf(arn: string, part: string): string;
  /** What a record about items that a reader gave up says of them: their event has so many bytes. */
  batchInfoOf(items: readonly ShardItem[], arn: string, size: number): PlainObject;
  /** How one is read that is no resource of AWS, by where its brokers are; left out: none is. */
  readonly outside?: {
    /** What stands for its ARN. */
    sourceOf(servers: readonly string[], home: Home): string;
    /** Makes what is read of it, where nobody has done so. */
    make(servers: readonly string[], part: string, maker: ResourceMaker): void;
  };
  /** Makes a part of one of AWS that its clients make, where nobody has done so; left out: they make none. */
  imply?(arn: string, part: string, maker: ResourceMaker): void;
  /** How its queues are consumed; left out: it has topics, which are read from a position on. */
  readonly queues?: BrokerQueues;
  /** How the changes of its databases are read, by one reader each; left out: it has none. */
  readonly changes?: {
    /** The name of a reader of a database, or of a collection as `shop/orders`, which has a UUID. */
    readerOf(part: string, uuid: string): string;
    /** Types of what readers give to be let in; the first is needed. */
    readonly accessTypes: readonly string[];
  };
}

/** How queues of a broker are consumed: by so many consumers, each of whom is a shard that never ends. */
export interface BrokerQueues {
  /** The name of a reader of a queue, which has a UUID. */
  readerOf(queue: string, uuid: string): string;
  consumersOf(broker: Resource): number;
  /** Attempts beyond the first at a batch; `null`: any number. */
  retriesOf(broker: Resource): number | null;
  /** Types of what readers give to be let in; the first is needed. */
  accessTypesOf(broker: Resource): readonly string[];
}

/** The control plane, as far as somebody makes what a reader needs. */
export interface ResourceMaker extends Home {
  readonly epochMilliseconds: number;
  readonly assumptions: Assumptions;
  findByArn(arn: string): Resource | undefined;
  create(
    resource: Pick<Resource, "kind" | "name" | "arn" | "record"> & { readonly part?: string },
    settings: (number: number) => unknown,
  ): Resource;
}

/** What a reader passes on of an item. */
export interface PassedOn {
  /** As it is, or in base64. */
  readonly data: string;
  readonly isBase64: boolean;
  /** Bytes of the data. */
  readonly size: number;
  /** What else is known of it, as AWS names it. */
  readonly metadata: PlainObject;
}

/** Where a reader begins in a shard that is there when it begins; it reads what comes after that from its start. */
export type StartingPosition = "TRIM_HORIZON" | "LATEST" | "AT_TIMESTAMP";

/** What programs ask of a source for items that they have. */
export interface Consumed {
  /** What the answer to each request takes; `latencies` are those that a scenario gives. */
  latency(latencies: Readonly<Record<string, Distribution>>): Distribution;
  /** How long they may wait for items, and hide them. */
  readonly bounds: {
    readonly waitTime: Bounds<Duration>;
    readonly visibilityTimeout: Bounds<Duration>;
  };
  /** What they must be allowed to do to hide items for longer, such as `sqs:ChangeMessageVisibility`. */
  readonly hideAction: string;
  /** Has done with items: one by one (`each`), or several together. */
  done(receipts: readonly unknown[], how: "each" | "batch"): Tagged;
  /** Hides an item for so long from now on. */
  hide(receipt: unknown, visibilityTimeout: Duration): Tagged;
}

export interface QueueFacts {
  /** Whether items of a group come in order, one batch at a time. */
  readonly fifo: boolean;
  /** How long items stay hidden from others that were received. */
  readonly visibilityTimeout: Duration;
}

/** Asks for items, as the operation that receives does. */
export interface Receive {
  readonly type: "receive";
  /** At most so many, 1 to 10. */
  readonly maxNumberOfMessages: number;
  /** How long they are hidden from others; `null`: as long as the source has it. */
  readonly visibilityTimeout: Duration | null;
  /** `null`: the source's; 0 polls short. */
  readonly waitTime: Duration | null;
  /** `null` for none. */
  readonly receiveRequestAttemptId: string | null;
}

/** Has done with up to ten items: they are deleted, or passed. */
export interface Done {
  readonly type: "finish";
  readonly receipts: readonly unknown[];
}

/** What a source gives. */
export interface Received<Item extends SourceItem = SourceItem> {
  readonly type: "received";
  readonly messages: readonly Item[];
}

/** Of a batch of requests: `null` for each that succeeded, in order. */
export interface EntryResults {
  readonly type: "entryResults";
  readonly results: readonly (Refused | null)[];
}

/** An item of a queue as its reader gets it. */
export interface SourceItem extends BatchItem {
  /** What the reader gives back when it has done with it. */
  readonly receipt: unknown;
  readonly sentAt: Instant;
  readonly firstReceivedAt: Instant;
  /** This receive included. */
  readonly receiveCount: number;
  /** `null` for none. */
  readonly groupId: string | null;
}

/** Asks for all shards; of a broker, for those of a group of readers. */
export interface DescribeShards {
  readonly type: "describeShards";
  /** The group. */
  readonly reader?: string;
  /** How many readers it has at least and at most. */
  readonly readers?: { readonly least: number; readonly most: number };
}

/** All shards that have items or may get some, in order of their making. */
export interface ShardsDescribed<Shard extends ShardFacts = ShardFacts> {
  readonly type: "shardsDescribed";
  readonly shards: readonly Shard[];
}

/** A shard, as its readers know it. */
export interface ShardFacts {
  readonly number: number;
  /** Those that it came after: none, one, or two that were merged. They need not be there any more. */
  readonly parents: readonly number[];
  readonly createdAt: Instant;
  /** `null`: it is open. */
  readonly closedAt: Instant | null;
}

/** Finds the place in a shard that a reader begins at. */
export interface FindPlace {
  readonly type: "findPlace";
  readonly shard: number;
  readonly start: StartingPlace;
}

/** Where a reader begins in a shard: `timestamp` with the first item that came then or later. */
export type StartingPlace =
  | { readonly type: "trimHorizon" }
  | { readonly type: "latest" }
  | { readonly type: "sequence"; readonly sequence: number }
  | { readonly type: "timestamp"; readonly timestamp: Instant };

/** The place of the first item to be read, which need not be there yet. */
export interface PlaceFound {
  readonly type: "placeFound";
  readonly sequence: number;
}

/** Reads a shard from a place on; items before it that have expired are passed over. */
export interface ReadShard {
  readonly type: "readShard";
  readonly shard: number;
  /** The place of the first item to be read, from 1. */
  readonly sequence: number;
  /** At most so many. */
  readonly limit: number;
}

/** Begins to be pushed the items of a shard from a place on. */
export interface OpenSubscription {
  readonly type: "openSubscription";
  /** The ARN of the reader. */
  readonly reader: string;
  readonly shard: number;
  readonly start: StartingPlace;
}

/** A subscription is open. */
export interface Subscribed {
  readonly type: "subscribed";
  /** Tells it from those of the same reader before and after it. */
  readonly subscription: number;
  /** The place of the first item to be pushed. */
  readonly sequence: number;
}

/**
 * Takes the next event of a subscription, which is answered with {@link RecordsGot} once there is one, or with
 * {@link SubscriptionEnded}. While nobody takes any, none is pushed.
 */
export interface NextEvent {
  readonly type: "nextEvent";
  readonly reader: string;
  readonly shard: number;
  /** `null`: that which the reader has. */
  readonly subscription: number | null;
  /** Of a broker: at most so many items, so that the rest is left for other readers. */
  readonly limit?: number;
}

/** A subscription had its time, or was taken over: whoever wants more subscribes again. */
export interface SubscriptionEnded {
  readonly type: "subscriptionEnded";
}

/** Items of a shard, in order. */
export interface RecordsGot<Item extends ShardItem = ShardItem> {
  readonly type: "recordsGot";
  readonly shard: number;
  /** The place of the first: later than was asked for where items expired unread. */
  readonly first: number;
  readonly records: readonly Item[];
  /** Where reading goes on; `null`: the shard is closed, and all of it was read. */
  readonly next: number | null;
  /** How long ago what is read next came; no time at the tip. */
  readonly behind: Duration;
  /** Where the shard is closed and all of it was read: what came after it. */
  readonly children: readonly ShardFacts[];
  /** How long an item is kept. */
  readonly retention: Duration;
}

/** An item of a shard as its readers get it. A value: all readers get the same one. */
export interface ShardItem extends BatchItem {
  readonly writtenAt: Instant;
}

/** How other services' resources are read, found late: no kind imports another. */
export interface Sources {
  /** By kind; `undefined` where it cannot be read. */
  of(kind: string): Source | undefined;
  /** By service, as ARNs have it. */
  in(service: string): Source | undefined;
  /** What AWS says where a reader's source is not there; `undefined`: the ARN is of nothing that is modeled. */
  missing(arn: string): string | undefined;
}

/** What an ARN leads to, which may be that of a resource, of a reader that this has, or of what has it as a part. */
export function readResource(
  arn: string,
  part: string | undefined,
  read: Source,
  findByArn: (arn: string) => Resource | undefined,
): Resource | undefined {
  const { pushes, broker } = read.type === "shards" ? read : {};
  if (broker !== undefined) return findByArn(broker.partOf(arn, part ?? ""));
  const owner = pushes?.ownerOf(arn) ?? null;
  if (owner === null) return findByArn(arn);
  const resource = findByArn(owner);
  return resource !== undefined && pushes!.has(resource, arn) ? resource : undefined;
}

/** How a broker is read that is no resource of AWS, and is of the kind of those of a service. */
export function outsideBroker(
  service: string,
  sources: Pick<Sources, "in">,
): NonNullable<ShardBroker["outside"]> {
  const read = sources.in(service);
  const outside = read?.type === "shards" ? read.broker?.outside : undefined;
  invariant(outside !== undefined, "nothing outside is read");
  return outside;
}

/** How a kind is read that was taken for a queue before. */
export function queueIn({ of }: Pick<Sources, "of">, kind: string): QueueSource {
  const source = of(kind);
  invariant(source?.type === "queue", `${kind} is not read as a queue`);
  return source;
}
