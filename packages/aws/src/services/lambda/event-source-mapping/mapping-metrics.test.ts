import { minutes, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { deployStream } from "../stream-mapping/test/deployed-stream.ts";

type Stack = ReturnType<typeof deployStream>;

const mappingOf = ({ aws }: Stack): PlainObject =>
  (
    aws.client().call("lambda", "ListEventSourceMappings")["EventSourceMappings"] as PlainObject[]
  )[0]!;

/** How the state of an alarm on a metric is after three minutes with a record in each. */
function stateOf(stack: Stack, MetricName: string, dimension: PlainObject): string {
  const client = stack.aws.client();
  client.call("cloudwatch", "PutMetricAlarm", {
    AlarmName: "a",
    Namespace: "AWS/Lambda",
    MetricName,
    Dimensions: [dimension],
    Statistic: "Maximum",
    Period: 60,
    EvaluationPeriods: 1,
    ComparisonOperator: "GreaterThanThreshold",
    Threshold: 0,
  });
  for (let count = 0; count < 6; count += 1) {
    stack.put(`${count}`);
    stack.aws.run({ until: (stack.aws.now + minutes(0.5)) as Instant });
  }
  const answer = client.call("cloudwatch", "DescribeAlarms", { AlarmNames: ["a"] });
  return (answer["MetricAlarms"] as PlainObject[])[0]!["StateValue"] as string;
}

const ofMapping = (stack: Stack, metric: string): string =>
  stateOf(stack, metric, {
    Name: "EventSourceMappingUUID",
    Value: mappingOf(stack)["UUID"]!,
  });

it.each(["PolledEventCount", "InvokedEventCount"])(
  "event-source-mapping.metrics.config: CloudWatch has %s where MetricsConfig says so",
  (metric) => {
    const MetricsConfig = { Metrics: ["EventCount"] };
    const told = deployStream({ mapping: { MetricsConfig } });
    expect(mappingOf(told)).toMatchObject({ MetricsConfig });
    expect(ofMapping(told, metric)).toBe("ALARM");
    const untold = deployStream();
    expect(mappingOf(untold)).not.toHaveProperty("MetricsConfig");
    expect(ofMapping(untold, metric)).toBe("INSUFFICIENT_DATA");
    const others = deployStream({ mapping: { MetricsConfig: { Metrics: ["ErrorCount"] } } });
    expect(ofMapping(others, metric)).toBe("INSUFFICIENT_DATA");
  },
);

it("event-source-mapping.metrics.iterator-age: is of the function that reads", () => {
  const stack = deployStream();
  const name = String(mappingOf(stack)["FunctionArn"]).split(":").at(-1)!;
  expect(stateOf(stack, "IteratorAge", { Name: "FunctionName", Value: name })).toBe("ALARM");
  const nobody = { Name: "FunctionName", Value: "nobody" };
  expect(stateOf(deployStream(), "IteratorAge", nobody)).toBe("INSUFFICIENT_DATA");
});
