import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../text/json.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { QueueChance } from "../config.ts";
import { isObject, spelled } from "../../../request/params.ts";

/** The kind of a queue's machine. */
export const queueKind = "sqs.queue";

/** What the control plane keeps of a queue. */
export interface QueueRecord {
  /** The attributes that users set, all that the queue has, as SQS spells them. */
  readonly attributes: QueueAttributes;
  readonly tags: Readonly<Record<string, string>>;
  /** When attributes were set last, in microseconds of the run. */
  readonly modifiedAt: number;
  /** `null` for none. */
  readonly chance: QueueChance | null;
  /** ARNs of queues that it has exchanged messages with or may, by resource number; also of deleted ones. */
  readonly peers: Readonly<Record<string, string>>;
}

/** Attributes of a queue by name. */
export type QueueAttributes = Readonly<Record<string, string>>;

/** The record of a queue. */
export const recordOf = (queue: Resource): QueueRecord => queue.record as unknown as QueueRecord; // Made by plainRecord.

/** A record as the control plane stores it. */
export const plainRecord = (record: QueueRecord): PlainObject => record as unknown as PlainObject; // Plain data by its type.

/** What a redrive policy says. */
export interface RedrivePolicy {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** The redrive policy among attributes; `undefined` for none. */
export function redrivePolicyOf(attributes: QueueAttributes): RedrivePolicy | undefined {
  const policy = documentOf(attributes["RedrivePolicy"]);
  if (!isObject(policy)) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  return {
    deadLetterTargetArn: spelled(deadLetterTargetArn),
    maxReceiveCount: Number(maxReceiveCount),
  };
}

/** The JSON that a text is; `undefined` when it is none. */
export function documentOf(text: string | undefined): Plain | undefined {
  return text === undefined ? undefined : parseJson(text);
}

/** Whether a queue is FIFO. */
export const isFifo = (attributes: QueueAttributes): boolean => attributes["FifoQueue"] === "true";

/** The ARN of the queue of this name in the account. */
export const queueArnOf = (name: string, plane: ControlPlane): string =>
  `arn:${plane.partition}:sqs:${plane.region}:${plane.accountId}:${name}`;

/** The URL of the queue of this name in the account. */
export function queueUrlOf(name: string, plane: ControlPlane): string {
  const domain = plane.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  return `https://sqs.${plane.region}.${domain}/${plane.accountId}/${name}`;
}
