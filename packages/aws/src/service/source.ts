import type { Bounds, Distribution, Duration, Instant, Tagged } from "@orrery/kernel";
import type { FilterSource } from "../pattern/index.ts";
import type { BatchForm, BatchItem } from "./payload.ts";
import type { Refused } from "./refusal.ts";
import type { Resource } from "./resource.ts";

/**
 * How a kind is read by mappings and pipes. Its machine takes {@link Receive}, which it answers with
 * {@link Received}, and {@link Done}, which it answers with {@link EntryResults}; either it may refuse.
 */
export interface Source {
  readonly form: BatchForm;
  /** The service as ARNs have it, such as `sqs`; event patterns of filters are written for it. */
  readonly service: FilterSource;
  /** As messages of AWS name it, such as `SQS`. */
  readonly title: string;
  /** What a reader must be allowed to do: to receive, and to have done. */
  readonly actions: { readonly receive: string; readonly done: string };
  /** What the way from a resource to a reader's function takes; `latencies` are those that a scenario gives. */
  latency(resource: Resource, latencies: Readonly<Record<string, Distribution>>): Distribution;
  /** How programs read it that are no function: containers that poll. */
  readonly consumed: Consumed;
  /** What a reader has to know of a resource beforehand. */
  factsOf(resource: Resource): SourceFacts;
}

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

export interface SourceFacts {
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

/** An item as its reader gets it. */
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

/** How other services' resources are read, found late: no kind imports another. */
export interface Sources {
  /** By kind; `undefined` where it cannot be read. */
  of(kind: string): Source | undefined;
  /** By service, as ARNs have it. */
  in(service: string): Source | undefined;
  /** What AWS says where a reader's source is not there; `undefined`: the ARN is of nothing that is modeled. */
  missing(arn: string): string | undefined;
}
