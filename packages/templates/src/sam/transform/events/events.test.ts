import { describe, expect, it } from "vitest";
import { property, refusalOf, resourcesOf, workerWith } from "../../../../test/transformed.ts";
import { memberOf } from "../json.ts";
import { functionEvents } from "./types.ts";

const common = [
  "BatchSize StartingPosition StartingPositionTimestamp Enabled MaximumBatchingWindowInSeconds",
  "MaximumRetryAttempts BisectBatchOnFunctionError MaximumRecordAgeInSeconds DestinationConfig",
  "ParallelizationFactor Topics Queues SourceAccessConfigurations SecretsManagerKmsKeyId",
  "TumblingWindowInSeconds FunctionResponseTypes KafkaBootstrapServers FilterCriteria KmsKeyArn",
  "ConsumerGroupId ScalingConfig ProvisionedPollerConfig SchemaRegistryConfig MetricsConfig",
  "LoggingConfig",
].join(" ");
const rule =
  "Pattern EventBusName RuleName Input InputPath InputTransformer Target Enabled State DeadLetterConfig RetryPolicy";

/** SAM writes these itself where the template does not. */
const filledIn: readonly string[] = ["RestApiId"];

describe("an event takes the properties that its type has, and demands the required ones", () => {
  it.each([
    ["s3", "S3", "Bucket* Events* Filter"],
    ["sns", "SNS", "Topic* Region FilterPolicy FilterPolicyScope SqsSubscription RedrivePolicy"],
    ["sqs", "SQS", `Queue* ${common}`],
    ["kinesis", "Kinesis", `Stream* StartingPosition* ${common}`],
    ["dynamo-db", "DynamoDB", `Stream* StartingPosition* ${common}`],
    ["msk", "MSK", `Stream* StartingPosition* ${common}`],
    ["mq", "MQ", `Broker* DynamicPolicyName ${common}`],
    ["self-managed-kafka", "SelfManagedKafka", common],
    ["document-db", "DocumentDB", `Cluster* DatabaseName* CollectionName FullDocument ${common}`],
    [
      "api",
      "Api",
      "Path* Method* RestApiId Stage Auth RequestModel RequestParameters TimeoutInMillis ResponseTransferMode",
    ],
    [
      "http-api",
      "HttpApi",
      "Path Method ApiId Stage Auth TimeoutInMillis RouteSettings PayloadFormatVersion",
    ],
    [
      "schedule",
      "Schedule",
      "Schedule* RuleName Input Enabled State Name Description DeadLetterConfig RetryPolicy",
    ],
    [
      "schedule-v2",
      "ScheduleV2",
      "ScheduleExpression* FlexibleTimeWindow Name State Description StartDate EndDate ScheduleExpressionTimezone GroupName KmsKeyArn Input RoleArn PermissionsBoundary DeadLetterConfig RetryPolicy OmitName",
    ],
    ["cloud-watch-event", "CloudWatchEvent", rule],
    ["event-bridge-rule", "EventBridgeRule", rule],
    ["cloud-watch-logs", "CloudWatchLogs", "LogGroupName* FilterPattern*"],
    ["io-t-rule", "IoTRule", "Sql* AwsIotSqlVersion"],
    ["alexa-skill", "AlexaSkill", "SkillId"],
    ["cognito", "Cognito", "UserPool* Trigger*"],
  ])("sam.event.%s: %s", (_row, type, listed) => {
    const words = listed.split(" ");
    const required = words.filter((word) => word.endsWith("*")).map((word) => word.slice(0, -1));
    const all = new Set(words.map((word) => word.replace("*", "")));
    const rules = functionEvents[type]?.rules ?? {};
    expect(Object.keys(rules).sort()).toEqual([...all].sort());
    const demanded = Object.entries(rules).flatMap(([name, { required: is }]) =>
      is && !filledIn.includes(name) ? name : [],
    );
    expect(demanded.sort()).toEqual([...required].sort());

    const refusalWith = (names: readonly string[]) =>
      refusalOf(
        `Resources:${workerWith(`{Type: ${type}, Properties: {${names.map((name) => `${name}: x`).join(", ")}}}`)}`,
      ).join();
    expect(refusalWith([...required, "Color"])).toMatch(/Color|Bucket|Path|Api/);
    for (const missing of required) {
      expect(refusalWith(required.filter((name) => name !== missing))).toContain(missing);
    }
  });
});

it("sam.event.common: what all mappings have goes to the mapping as it is", () => {
  const given = {
    BatchSize: 7,
    Enabled: false,
    MaximumBatchingWindowInSeconds: 3,
    MaximumRetryAttempts: 4,
    BisectBatchOnFunctionError: true,
    MaximumRecordAgeInSeconds: 90,
    ParallelizationFactor: 2,
    StartingPosition: "AT_TIMESTAMP",
    StartingPositionTimestamp: 5,
    TumblingWindowInSeconds: 30,
    FunctionResponseTypes: ["ReportBatchItemFailures"],
    FilterCriteria: { Filters: [{ Pattern: "{}" }] },
    KmsKeyArn: "arn:k",
    DestinationConfig: { OnFailure: { Destination: "arn:q" } },
    ScalingConfig: { MaximumConcurrency: 5 },
    ProvisionedPollerConfig: { MinimumPollers: 1 },
    MetricsConfig: { Metrics: ["EventCount"] },
    LoggingConfig: { SystemLogLevel: "DEBUG" },
  };
  const resources = resourcesOf(
    `Resources:${workerWith(`{Type: Kinesis, Properties: ${JSON.stringify({ Stream: "arn:s", ...given })}}`)}`,
  );
  for (const [name, value] of Object.entries(given)) {
    expect(property(resources, "WorkerIn", name), name).toEqual(value);
  }
  expect(property(resources, "WorkerIn", "EventSourceArn")).toBe("arn:s");
  const kafka = resourcesOf(
    `Resources:${workerWith(
      "{Type: SelfManagedKafka, Properties: {Topics: [t], KafkaBootstrapServers: ['a:9092'], ConsumerGroupId: g, SchemaRegistryConfig: {EventRecordFormat: JSON, SchemaRegistryURI: 'https://r', SchemaValidationConfigs: [{Attribute: KEY}]}, SourceAccessConfigurations: [{Type: SASL_SCRAM_512_AUTH, URI: arn:s}]}}",
    )}`,
  );
  expect(property(kafka, "WorkerIn", "SelfManagedEventSource")).toEqual({
    Endpoints: { KafkaBootstrapServers: ["a:9092"] },
  });
  expect(property(kafka, "WorkerIn", "SelfManagedKafkaEventSourceConfig")).toMatchObject({
    ConsumerGroupId: "g",
    SchemaRegistryConfig: { EventRecordFormat: "JSON", SchemaRegistryURI: "https://r" },
  });
  expect(property(kafka, "WorkerIn", "Topics")).toEqual(["t"]);
});

describe("what an event says of requests", () => {
  const integrationOf = (event: string, api: string): unknown => {
    const body = property(resourcesOf(`Resources:${workerWith(event)}`), api, "Body");
    const method = memberOf(memberOf(memberOf(body, "paths"), "/a"), "get");
    return memberOf(method, "x-amazon-apigateway-integration");
  };
  const get = (more = "") => `{Type: HttpApi, Properties: {Path: /a, Method: get${more}}}`;

  it("sam.event.http-payload: has version 2.0 of the payload, unless it says another", () => {
    expect(integrationOf(get(), "ServerlessHttpApi")).toMatchObject({
      payloadFormatVersion: "2.0",
    });
    expect(integrationOf(get(", PayloadFormatVersion: '1.0'"), "ServerlessHttpApi")).toMatchObject({
      payloadFormatVersion: "1.0",
    });
  });

  it("sam.event.http-timeout: has no timeout, unless it says one", () => {
    expect(integrationOf(get(), "ServerlessHttpApi")).not.toHaveProperty("timeoutInMillis");
    expect(integrationOf(get(", TimeoutInMillis: 900"), "ServerlessHttpApi")).toMatchObject({
      timeoutInMillis: 900,
    });
  });
});
