import { drive } from "@orrery/testing";
import { functionEntry } from "./function-entry.ts";
import {
  resolveDeliveryStreamConfig,
  type DeliveryStreamConfig,
  type DeliveryStreamPlace,
  type DeliveryStreamSettings,
} from "../config.ts";
import { deliveryStreamInvariants } from "../delivery-stream/invariants.ts";
import { deliveryStreamMachine } from "../delivery-stream/machine.ts";
import type { DeliveryStreamReply, RecordContent } from "../protocol.ts";
import { noTrail } from "../../../service/origin.ts";

const bucketArn = "arn:aws:s3:::clicks";
/** The ARN of the function that changes records. */
export const functionArn = "arn:aws:lambda:us-east-1:123456789012:function:change";

/** Settings of the delivery stream `clicks`. */
export const settingsOf = (
  config: Partial<DeliveryStreamConfig> = {},
  place: DeliveryStreamPlace = {},
): DeliveryStreamSettings =>
  resolveDeliveryStreamConfig(
    "clicks",
    { bucketArn, ...config },
    { kindOf: (arn) => (arn === functionArn ? "a function" : null), ...place },
  );

/** A delivery stream by hand, whose function is of a kind that knows how functions answer. */
export const openDeliveryStream = (
  config?: Partial<DeliveryStreamConfig>,
  place?: DeliveryStreamPlace,
) =>
  drive(
    deliveryStreamMachine({ entryOf: () => functionEntry }),
    settingsOf(config, place),
    deliveryStreamInvariants,
  );
export type DrivenDeliveryStream = ReturnType<typeof openDeliveryStream>;

/** Data of so many bytes, or of a text. */
export const content = (data: string | number): RecordContent =>
  typeof data === "number"
    ? { data: "x".repeat(data), isBase64: false, size: data }
    : { data, isBase64: false, size: data.length };

/** Puts a record. */
export const put = (stream: DrivenDeliveryStream, data: string | number): DeliveryStreamReply =>
  stream.ask({ type: "putRecord", content: content(data), trail: noTrail });
