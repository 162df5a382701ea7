import { bytesOfBase64, type Duration, type Instant, type Plain } from "@orrery/kernel";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wait, type Script } from "../../../service/script.ts";
import type { ServiceModel } from "../../../service/service-model.ts";
import { services } from "../../../services.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import type { Engine } from "../config.ts";

const none = { type: "constant", value: 0 } as const;

/** What reads of a broker give to be let in. */
export const access = (Type = "BASIC_AUTH"): PlainObject => ({
  Type,
  URI: "arn:aws:secretsmanager:us-east-1:123456789012:secret:broker-a1b2c3",
});

/** The data of the messages of an event. */
export function dataIn(event: PlainObject): readonly string[] {
  const messages =
    (event["messages"] as readonly PlainObject[] | undefined) ??
    Object.values(event["rmqMessagesByQueue"] as Record<string, readonly PlainObject[]>).flat();
  return messages.map(({ data }) => textOfUtf8(bytesOfBase64(data as string)!)!);
}

/** A broker, a function that consumes one of its queues, and the mapping between them. */
export function deployQueue({
  engine = "ACTIVEMQ",
  mapping = {},
  answer = () => undefined,
  takes,
  models = services,
}: {
  readonly engine?: Engine;
  readonly mapping?: PlainObject;
  readonly answer?: (data: readonly string[]) => void;
  readonly takes?: Duration;
  readonly models?: readonly ServiceModel[];
} = {}) {
  const invocations: { readonly at: number; readonly event: PlainObject }[] = [];
  const reader: Script = function* (given): Generator<never, Plain, never> {
    const event = given as PlainObject;
    invocations.push({ at: aws.now, event });
    if (takes !== undefined) yield wait(takes) as never;
    answer(dataIn(event));
    return null;
  };
  const zero = ["cold.platformOverhead", "cold.initDuration", "cold.firstCall"];
  const aws = simulate(
    {
      scripts: { reader },
      latencies: {
        ...Object.fromEntries(zero.map((name) => [`lambda.${name}`, none])),
        "mq.toLambda": none,
      },
    },
    models,
  );
  const client = aws.client();
  const { BrokerArn } = client.call("mq", "CreateBroker", {
    ...{ BrokerName: "broker", EngineType: engine, DeploymentMode: "SINGLE_INSTANCE" },
    ...{ HostInstanceType: "mq.m5.large", PubliclyAccessible: false },
  });
  client.call("lambda", "CreateFunction", {
    ...{ FunctionName: "reader", Runtime: "nodejs22.x", Handler: "index.handler", Timeout: 60 },
    ...{ Role: "arn:aws:iam::123456789012:role/reader", Code: { ZipFile: "" } },
    Behavior: { type: "script", name: "reader" },
  });
  const map = (more: PlainObject = {}) =>
    client.call("lambda", "CreateEventSourceMapping", {
      ...{ FunctionName: "reader", EventSourceArn: BrokerArn!, Queues: ["orders"] },
      ...{ SourceAccessConfigurations: [access()], ...mapping, ...more },
    });
  const made = map();
  let count = 0;
  return {
    client,
    map,
    made,
    invocations,
    batches: () => invocations.map(({ event }) => dataIn(event).join(" ")),
    run: (time: Duration) => aws.run({ until: (aws.now + time) as Instant }),
    put(data: string, queue: string | null = "orders") {
      count += 1;
      const content = { data, size: data.length };
      const trail = { from: 0, number: count, at: aws.now, lineage: null };
      aws.tell("mq.broker:broker", { type: "putMessage", content, queue, trail } as never);
    },
    sum: (metric: string): number =>
      aws.metersOf(`lambda.streamMapping:${made["UUID"] as string}`)[metric]?.sum ?? 0,
    brokerSum: (metric: string): number => aws.metersOf("mq.broker:broker")[metric]?.sum ?? 0,
  };
}
