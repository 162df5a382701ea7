import type { Plain } from "@orrery/kernel";
import { isObject, memberOf, textOf } from "../../request/params.ts";
import { parseJson } from "../../text/json.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { ScriptContext, ScriptStep } from "../../service/script.ts";
import { deleteObject, putObject } from "../s3/calls.ts";
import { getObject } from "../s3/get-object.ts";
import { sendMessage } from "./calls.ts";
import type { SQSRecord } from "./event-types.ts";
import { payloadSizeAttributes, pointerText, type PayloadPlace } from "./payload-pointer.ts";

/** How the SQS Extended Client Library is configured. What is left out takes its default. */
export interface ExtendedClientProps {
  /** Where large messages lie. */
  readonly bucket: string | { readonly bucketName: string };
  /** Every message goes through the bucket. @defaultValue false */
  readonly alwaysThroughS3?: boolean;
  /** Bytes of body and attributes up to which a message goes as it is. @defaultValue 262,144 */
  readonly payloadSizeThreshold?: number;
  /** The attribute is `SQSLargePayloadSize`, as before version 1.1. @defaultValue false */
  readonly useLegacyAttribute?: boolean;
  /** What keys of objects begin with. @defaultValue nothing */
  readonly s3KeyPrefix?: string;
}

type SendProps = NonNullable<Parameters<typeof sendMessage>[2]>;
type Sent =
  ReturnType<typeof sendMessage> extends {
    [Symbol.iterator](): Generator<ScriptStep, infer Response, Plain>;
  }
    ? Response
    : never;

const usualThreshold = 262_144;

/**
 * The SQS Extended Client Library, for scripts: what is large goes through a bucket, and the queue has a pointer.
 *
 * ```ts
 * const large = new sqs.ExtendedClient({ bucket: payloads });
 * yield* large.sendMessage(context, orders, body);
 * const text = yield* large.bodyOf(record);
 * yield* large.deletePayload(record);
 * ```
 *
 * A function that is given messages sees pointers: AWS's library does not read them there either.
 */
export class ExtendedClient {
  private readonly props: ExtendedClientProps;

  constructor(props: ExtendedClientProps) {
    this.props = props;
  }

  /**
   * Sends a message: a large one is put into the bucket before, under a key of its own. Where the bucket refuses it,
   * nothing is sent.
   */
  *sendMessage(
    context: Pick<ScriptContext, "random">,
    queue: Parameters<typeof sendMessage>[0],
    body: string,
    props: SendProps = {},
  ): Generator<ScriptStep, Sent, Plain> {
    const { bucket, useLegacyAttribute = false, s3KeyPrefix = "" } = this.props;
    const size = sizeInUtf8(body);
    if (!this.isLarge(size, props)) return yield* sendMessage(queue, body, props);
    const form = useLegacyAttribute ? "legacy" : "usual";
    const s3Key = `${s3KeyPrefix}${uuidOf(context)}`;
    yield* putObject(bucket, body, { Key: s3Key });
    const s3BucketName = typeof bucket === "string" ? bucket : bucket.bucketName;
    const pointer: PayloadPlace = { s3BucketName, s3Key };
    return yield* sendMessage(queue, pointerText(pointer, form), {
      ...props,
      MessageAttributes: {
        ...props.MessageAttributes,
        [payloadSizeAttributes[form]]: { DataType: "Number", StringValue: `${size}` },
      },
    });
  }

  /** The body of a message: what its pointer points at, where it has one. */
  *bodyOf(
    record: Pick<SQSRecord, "body" | "messageAttributes">,
  ): Generator<ScriptStep, string, Plain> {
    const pointer = pointerOf(record);
    if (pointer === null) return record.body;
    const { Body } = yield* getObject(pointer.s3BucketName, { Key: pointer.s3Key });
    return Body.transformToString();
  }

  /** Deletes what the pointer of a message points at; a message without one is left alone. */
  *deletePayload(
    record: Pick<SQSRecord, "body" | "messageAttributes">,
  ): Generator<ScriptStep, void, Plain> {
    const pointer = pointerOf(record);
    if (pointer === null) return;
    yield* deleteObject(pointer.s3BucketName, { Key: pointer.s3Key });
  }

  private isLarge(size: number, { MessageAttributes = {} }: SendProps): boolean {
    const { alwaysThroughS3 = false, payloadSizeThreshold = usualThreshold } = this.props;
    if (alwaysThroughS3) return true;
    let whole = size;
    for (const [name, value] of Object.entries(MessageAttributes)) {
      const { DataType, StringValue = "" } = value;
      whole += sizeInUtf8(name) + sizeInUtf8(DataType) + sizeInUtf8(StringValue);
    }
    return whole > payloadSizeThreshold;
  }
}

/** Where the payload of a message lies; `null`: it is the message's own body. */
function pointerOf({
  body,
  messageAttributes,
}: Pick<SQSRecord, "body" | "messageAttributes">): PayloadPlace | null {
  const isMarked = Object.values(payloadSizeAttributes).some((name) =>
    Object.hasOwn(messageAttributes, name),
  );
  if (!isMarked) return null;
  const said = parseJson(body);
  const pointer = Array.isArray(said) ? (said[1] as Plain | undefined) : undefined;
  const s3BucketName = textOf(memberOf(pointer, "s3BucketName"));
  const s3Key = textOf(memberOf(pointer, "s3Key"));
  if (!isObject(pointer) || s3BucketName === undefined || s3Key === undefined) {
    throw new Error("The message has no pointer to its payload.");
  }
  return { s3BucketName, s3Key };
}

const word = 4_294_967_296;

/** A UUID of the invocation's own numbers. */
function uuidOf({ random }: Pick<ScriptContext, "random">): string {
  const digits = [0, 1, 2, 3]
    .map(() =>
      Math.floor(random() * word)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}
