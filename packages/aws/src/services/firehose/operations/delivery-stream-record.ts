import type { Instant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";

/** The kind of a delivery stream's machine. */
export const deliveryStreamKindName = "firehose.deliveryStream";

/** What the control plane keeps of a delivery stream. */
export interface DeliveryStreamKept {
  readonly type: string;
  /** The name of the parameter that configures its destination, without `DestinationConfiguration`. */
  readonly destination: string;
  /** The destination, as it was asked for. */
  readonly configuration: PlainObject;
  readonly version: number;
  readonly activeAt: Instant;
  readonly updatedAt: Instant | null;
  /** `null`: it is not encrypted. */
  readonly encryption: PlainObject | null;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is kept of a delivery stream. */
export const keptOf = (stream: Resource): DeliveryStreamKept =>
  stream.record as unknown as DeliveryStreamKept; // Made by plainKept.

/** A record as the control plane stores it. */
export const plainKept = (kept: DeliveryStreamKept): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** An argument is wrong. */
export const invalid = (message: string): Refused => refused("InvalidArgumentException", message);

/** The ARN of a delivery stream of this name in the account. */
export const deliveryStreamArnOf = (
  name: string,
  { partition, region, accountId }: Pick<ControlPlane, "partition" | "region" | "accountId">,
): string => `arn:${partition}:firehose:${region}:${accountId}:deliverystream/${name}`;

/** The name in the ARN of a delivery stream; `undefined` in other ARNs. */
export const deliveryStreamNameIn = (arn: string): string | undefined =>
  nameInArn(arn, "firehose", "deliverystream/");

/** The delivery stream that a request names, or the refusal that there is none. */
export function deliveryStreamOf(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const name = textOf(params["DeliveryStreamName"])!; // It is there.
  return (
    plane.find(deliveryStreamKindName, name) ??
    refused(
      "ResourceNotFoundException",
      `Firehose ${name} under account ${plane.accountId} not found.`,
    )
  );
}

/** Whether there is no delivery stream. */
export const isRefused = (found: Resource | Refused): found is Refused =>
  "type" in found && found.type === "refused";

/** The delivery stream that a request names, which takes records and changes. */
export function activeDeliveryStream(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const stream = deliveryStreamOf(params, plane);
  if (isRefused(stream) || plane.now >= keptOf(stream).activeAt) return stream;
  return refused(
    "ResourceInUseException",
    `Firehose ${stream.name} under account ${plane.accountId} is not in the ACTIVE state.`, // Assumed: the words.
  );
}

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (at: Instant, { epochMilliseconds }: ControlPlane): number =>
  wallClockAt(epochMilliseconds, at) / 1_000;
