import { valueAsOf } from "@orrery/kernel";
import { numberOf, textMapOf, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { consumersOfStream, kinesisLimits } from "../limits.ts";
import { activeAt } from "./stream-operations.ts";
import {
  activeStream,
  changeStream,
  invalid,
  isRefused,
  keptOf,
  respond,
  streamByArn,
  streamOf,
  timestampAt,
  type Checked,
  type ConsumerKept,
} from "./stream-record.ts";

/** Operations on consumers with enhanced fan-out. */
export const consumerOperations: Operations = {
  RegisterStreamConsumer: { begin: register },
  DeregisterStreamConsumer: { begin: deregister },
  DescribeStreamConsumer: { begin: describe },
  ListStreamConsumers: { begin: list },
};

function register(params: PlainObject, plane: ControlPlane): Step {
  const stream = activeStream(params, plane);
  if (isRefused(stream)) return stream;
  const name = textOf(params["ConsumerName"])!; // It is there.
  const { consumers } = keptOf(stream);
  const wrong = againstConsumer(name, consumers, stream, plane);
  if (wrong !== null) return wrong;
  const made = Math.floor(timestampAt(plane.now, plane));
  const consumer: ConsumerKept = {
    name,
    arn: `${stream.arn}/consumer/${name}:${made}`,
    createdAt: plane.now,
    activeAt: activeAt("consumer", plane),
    tags: Object.fromEntries(textMapOf(params["Tags"])),
  };
  changeStream(stream, { consumers: [...consumers, consumer] }, plane);
  // The answer of a registration says CREATING, however soon it is over.
  return respond({ Consumer: { ...shown(consumer, plane), ConsumerStatus: "CREATING" } });
}

function againstConsumer(
  name: string,
  consumers: readonly ConsumerKept[],
  stream: Resource,
  plane: ControlPlane,
): Refused | null {
  if (consumers.some((consumer) => consumer.name === name)) {
    return refused(
      "ResourceInUseException",
      `Consumer ${name} under stream ${stream.name} already exists for account ${plane.accountId}.`,
    );
  }
  const making = consumers.filter((each) => plane.now < each.activeAt).length;
  const isFull = consumers.length >= valueAsOf(consumersOfStream, plane.asOf);
  return isFull || making >= kinesisLimits.consumersInCreation
    ? refused(
        "LimitExceededException",
        `Stream ${stream.name} under account ${plane.accountId} has ${consumers.length} consumers, ${making} of them in CREATING state.`, // Assumed: the words.
      )
    : null;
}

const shown = (consumer: ConsumerKept, plane: ControlPlane): PlainObject => ({
  ConsumerName: consumer.name,
  ConsumerARN: consumer.arn,
  ConsumerStatus: plane.now < consumer.activeAt ? "CREATING" : "ACTIVE",
  ConsumerCreationTimestamp: timestampAt(consumer.createdAt, plane),
});

/** A consumer with its stream. */
export interface LocatedConsumer {
  readonly stream: Resource;
  readonly consumer: ConsumerKept;
}

/** The consumer of this ARN; `undefined` when there is none. */
export function consumerByArn(arn: string, plane: ControlPlane): LocatedConsumer | undefined {
  const stream = streamByArn(arn.split("/consumer/")[0]!, plane);
  const consumer = stream && keptOf(stream).consumers.find((each) => each.arn === arn);
  return stream === undefined || consumer === undefined ? undefined : { stream, consumer };
}

/** The consumer that a request names: by its ARN, or by its name and its stream. */
export function consumerOf(params: PlainObject, plane: ControlPlane): Checked<LocatedConsumer> {
  const arn = textOf(params["ConsumerARN"]);
  if (arn !== undefined) {
    return (
      consumerByArn(arn, plane) ??
      refused("ResourceNotFoundException", `Consumer ${arn}, account ${plane.accountId} not found.`)
    );
  }
  const stream = streamOf(params, plane);
  if (isRefused(stream)) return stream;
  const name = textOf(params["ConsumerName"]);
  if (name === undefined) return invalid("Neither a ConsumerARN nor a ConsumerName was given."); // Assumed: the words.
  const consumer = keptOf(stream).consumers.find((each) => each.name === name);
  return consumer === undefined
    ? refused(
        "ResourceNotFoundException",
        `Consumer ${name}, account ${plane.accountId} not found.`,
      )
    : { stream, consumer };
}

function deregister(params: PlainObject, plane: ControlPlane): Step {
  const located = consumerOf(params, plane);
  if (isRefused(located)) return located;
  const { stream, consumer } = located;
  const consumers = keptOf(stream).consumers.filter(({ arn }) => arn !== consumer.arn);
  changeStream(stream, { consumers }, plane);
  return respond();
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const located = consumerOf(params, plane);
  if (isRefused(located)) return located;
  const { stream, consumer } = located;
  return respond({
    ConsumerDescription: { ...shown(consumer, plane), StreamARN: stream.arn },
  });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const stream = streamOf(params, plane);
  if (isRefused(stream)) return stream;
  const most = numberOf(params["MaxResults"]) ?? kinesisLimits.consumerPage.default;
  const listed = page(keptOf(stream).consumers, params["NextToken"], most);
  if (listed === null) return invalid("NextToken is invalid."); // Assumed: the words.
  const { items, next } = listed;
  return respond({
    Consumers: items.map((consumer) => shown(consumer, plane)),
    ...(next === null ? {} : { NextToken: next }),
  });
}
