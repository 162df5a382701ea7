import { bytesOfBase64, type Duration, type Instant, type Plain } from "@orrery/kernel";
import { simulate } from "../../../../run/simulate.ts";
import type { PlainObject } from "../../../../service/refusal.ts";
import { wait, type Script } from "../../../../service/script.ts";
import type { ServiceModel } from "../../../../service/service-model.ts";
import { services } from "../../../../services.ts";
import { textOfUtf8 } from "../../../../text/utf8.ts";

const none = { type: "constant", value: 0 } as const;
/** A record as the function gets it. */
export type EventRecord = PlainObject & { readonly value: string };
interface Invocation {
  readonly at: number;
  readonly event: PlainObject;
  readonly values: string;
}

/** A topic, a function that reads it, and the mapping between them. */
export function deployTopic({
  mapping = {},
  partitions = 1,
  answer = () => null,
  takes,
  timeout = 60,
  latency = none,
  models = services,
}: {
  readonly mapping?: PlainObject;
  readonly partitions?: number;
  readonly answer?: (values: string, nth: number, event: PlainObject) => Plain;
  /** The services, perhaps with a defect in one. */
  readonly models?: readonly ServiceModel[];
  readonly takes?: Duration;
  readonly timeout?: number;
  readonly latency?: { readonly type: "constant"; readonly value: number };
} = {}) {
  const invocations: Invocation[] = [];
  const reader: Script = function* (given) {
    const event = given as PlainObject;
    const records = Object.values(event["records"] as Record<string, readonly EventRecord[]>);
    const values = records
      .flat()
      .map(({ value }) => textOfUtf8(bytesOfBase64(value)!))
      .join("");
    invocations.push({ at: aws.now, event, values });
    if (takes !== undefined) yield wait(takes);
    return answer(values, invocations.length, event);
  };
  const aws = simulate(
    {
      scripts: { reader },
      latencies: {
        "lambda.cold.platformOverhead": none,
        "lambda.cold.initDuration": none,
        "lambda.cold.firstCall": none,
        "kafka.toLambda": latency,
      },
    },
    models,
  );
  const client = aws.client();
  const { ClusterArn } = client.call("kafka", "CreateClusterV2", {
    ClusterName: "events",
    Serverless: { VpcConfigs: [{ SubnetIds: ["a"] }] },
  });
  const topic = { ClusterArn: ClusterArn!, TopicName: "orders" };
  client.call("kafka", "CreateTopic", {
    ...topic,
    PartitionCount: partitions,
    ReplicationFactor: 1,
  });
  client.call("sqs", "CreateQueue", { QueueName: "failed" });
  client.call("lambda", "CreateFunction", {
    FunctionName: "reader",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::123456789012:role/reader",
    Timeout: timeout,
    Code: { ZipFile: "" },
    Behavior: { type: "script", name: "reader" },
  });
  const map = (more: PlainObject = {}) =>
    client.call("lambda", "CreateEventSourceMapping", {
      FunctionName: "reader",
      EventSourceArn: ClusterArn!,
      Topics: ["orders"],
      StartingPosition: "TRIM_HORIZON",
      ...mapping,
      ...more,
    });
  const made = map();
  let count = 0;
  return {
    aws,
    topic,
    client,
    map,
    made,
    invocations,
    run: (time: Duration) => aws.run({ until: (aws.now + time) as Instant }),
    put(data: string, key: string | null = null) {
      count += 1;
      aws.tell("kafka.topic:events/orders", {
        type: "produce",
        content: { data, isBase64: false, size: data.length },
        key,
        size: data.length + (key?.length ?? 0),
        trail: { from: 0, number: count, at: aws.now, lineage: null },
      } as never);
    },
    batches: () => invocations.map(({ values }) => values),
    meters: () => aws.metersOf(`lambda.streamMapping:${made["UUID"] as string}`),
    topicMeters: () => aws.metersOf("kafka.topic:events/orders"),
    failed: (): readonly PlainObject[] => {
      const { Messages = [] } = client.call("sqs", "ReceiveMessage", {
        QueueUrl: "failed",
        MaxNumberOfMessages: 10,
      }) as { readonly Messages?: readonly { readonly Body: string }[] };
      return Messages.map(({ Body }) => JSON.parse(Body) as PlainObject);
    },
  };
}
