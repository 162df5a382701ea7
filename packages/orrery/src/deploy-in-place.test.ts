import { Folder } from "../../cli/test/captured.ts";
import { afterAll, expect, it } from "vitest";
import { run, type RunResult } from "./index.ts";

const folder = new Folder();
afterAll(() => folder.remove());

/** A function whose variables Lambda refuses, which comes last and takes all back. */
const wrongAfter = (all: string) => `
  Wrong:
    Type: AWS::Lambda::Function
    DependsOn: [${[...all.matchAll(/^ {2}(\w+):/gm)].map(([, id]) => id).join(", ")}]
    Properties: { Runtime: nodejs22.x, Handler: i.h, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: x }, Environment: { Variables: { Q: x } } }
`;

let count = 0;
/**
 * Updates one template to the other after a minute, and back after half an hour, with what fails, unless it does not come to
 * that; and makes the other at once.
 */
function updated(before: string, after: string, goesBack = true) {
  count += 1;
  folder.write(`${count}-1.yaml`, `Resources:\n${before}`);
  folder.write(`${count}-2.yaml`, `Resources:\n${after}`);
  folder.write(`${count}-3.yaml`, `Resources:\n${before}${wrongAfter(before)}`);
  const of = (template: string, actions: string) =>
    run(
      folder.write(
        `${count}.scenario.yaml`,
        `template: ./${template}\nduration: 1h\nactions: [${actions}]\n`,
      ),
    );
  const there = `{ at: 1m, do: deploy ${count}-2.yaml }`;
  const back = `{ at: 30m, do: deploy ${count}-3.yaml }`;
  const result = of(`${count}-1.yaml`, goesBack ? `${there}, ${back}` : there);
  return { result, fresh: of(`${count}-2.yaml`, ""), actions: result.report.actions };
}

/** What says when, how often or under which number something was made or changed, and not what it is. */
const passing = [
  "deploymentId",
  "activeFrom",
  "version",
  "arn",
  "to",
  // Shards are a stream's state; and a stream does not change its mode a third time on one day.
  "shardCount",
  "mode",
];

/** The settings of what is there at the end, by logical id. */
function settingsIn({ run: { resources, simulation } }: RunResult): unknown {
  const there = resources.filter(({ component }) => simulation.has(component));
  const all = there.map(({ logicalId, component }) => [
    logicalId.replace(/~.*/, ""),
    simulation.settingsOf(component),
  ]);
  return JSON.parse(
    JSON.stringify(Object.fromEntries(all), (name, value: unknown) =>
      passing.includes(name) ? undefined : value,
    ),
  );
}

const table = (more: string, attributes = "{ AttributeName: id, AttributeType: S }") =>
  `  Store: { Type: AWS::DynamoDB::Table, Properties: { AttributeDefinitions: [${attributes}], KeySchema: [{ AttributeName: id, KeyType: HASH }], ${more} } }`;
const onDemand = "BillingMode: PAY_PER_REQUEST";
const bought = (units: number) =>
  `ProvisionedThroughput: { ReadCapacityUnits: ${units}, WriteCapacityUnits: ${units} }`;
const index = (name: string, key = "id", projection = "ALL") =>
  `{ IndexName: ${name}, KeySchema: [{ AttributeName: ${key}, KeyType: HASH }], Projection: { ProjectionType: ${projection} } }`;
const indexes = (...all: readonly string[]) =>
  `${onDemand}, GlobalSecondaryIndexes: [${all.join(", ")}]`;
const resource = (type: string, properties: string) => (id: string) =>
  `  ${id}: { Type: "AWS::${type}", Properties: { ${properties} } }`;
const stream = (properties: string) => resource("Kinesis::Stream", properties)("Stream");

const api = (stage: string, more = "", deployment = "One", uri = "https://a.example/") => `
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop${more} } }
  Orders: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: orders } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Orders
      HttpMethod: GET
      Integration: { Type: HTTP_PROXY, IntegrationHttpMethod: GET, Uri: "${uri}" }
  ${deployment}: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
  Prod: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: prod, DeploymentId: !Ref ${deployment}, ${stage} } }
  Plan: { Type: AWS::ApiGateway::UsagePlan, Properties: { UsagePlanName: plan, ApiStages: [{ ApiId: !Ref Api, Stage: !Ref Prod }], Throttle: { RateLimit: ${stage.includes("TracingEnabled") ? 20 : 10}, BurstLimit: 5 } } }`;

const http = (timeout: number, rate: number, key = "GET /orders") => `
  Front: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: front, ProtocolType: HTTP, CorsConfiguration: { AllowOrigins: ["https://${rate}.example"] } } }
  Ask: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Front, IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: "https://a.example", PayloadFormatVersion: "1.0", TimeoutInMillis: ${timeout} } }
  Way: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Front, RouteKey: "${key}", Target: !Sub "integrations/\${Ask}" } }
  Live: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Front, StageName: live, AutoDeploy: true, DefaultRouteSettings: { ThrottlingRateLimit: ${rate}, ThrottlingBurstLimit: 5 } } }`;

const web = (key: string, variables: string) => `
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET, RouteSelectionExpression: "$request.body.${key}" } }
  Live: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Chat, StageName: live, AutoDeploy: true, StageVariables: { ${variables} } } }`;

const pipe = (batch: number, state = "RUNNING") => `
  In: { Type: AWS::SQS::Queue }
  Out: { Type: AWS::SQS::Queue }
  Line: { Type: AWS::Pipes::Pipe, Properties: { Name: line, RoleArn: "arn:aws:iam::123456789012:role/pipes", Source: !GetAtt In.Arn, Target: !GetAtt Out.Arn, DesiredState: ${state}, SourceParameters: { SqsQueueParameters: { BatchSize: ${batch} } } } }`;

const firehose = (size: number) => `
  Bucket: { Type: AWS::S3::Bucket }
  Hose: { Type: AWS::KinesisFirehose::DeliveryStream, Properties: { DeliveryStreamName: hose, ExtendedS3DestinationConfiguration: { BucketARN: !GetAtt Bucket.Arn, RoleARN: "arn:aws:iam::123456789012:role/hose", BufferingHints: { SizeInMBs: ${size}, IntervalInSeconds: 60 } } } }`;

const balancer = (status: string, path: string, idle: number) => `
  Front: { Type: "AWS::ElasticLoadBalancingV2::LoadBalancer", Properties: { Name: front, LoadBalancerAttributes: [{ Key: idle_timeout.timeout_seconds, Value: "${idle}" }] } }
  Group: { Type: "AWS::ElasticLoadBalancingV2::TargetGroup", Properties: { Name: group, Protocol: HTTP, Port: 80, HealthCheckPath: ${path} } }
  Door: { Type: "AWS::ElasticLoadBalancingV2::Listener", Properties: { LoadBalancerArn: !Ref Front, Port: 80, Protocol: HTTP, DefaultActions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "${status}" } }] } }
  Rule: { Type: "AWS::ElasticLoadBalancingV2::ListenerRule", Properties: { ListenerArn: !Ref Door, Priority: ${idle}, Conditions: [{ Field: path-pattern, Values: ["${path}"] }], Actions: [{ Type: forward, TargetGroupArn: !Ref Group }] } }`;

const fn = (id: string) =>
  `  ${id}: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: i.h, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: x } } }`;

const cases: readonly (readonly [
  name: string,
  before: string,
  after: string,
  changes: readonly string[],
])[] = [
  ["a table's billing mode", table(bought(5)), table(onDemand), ["changes Store"]],
  ["a table's throughput", table(bought(5)), table(bought(9)), ["changes Store"]],
  [
    "one index of a table more",
    table(indexes(index("one"))),
    table(
      indexes(index("one"), index("two", "kind")),
      "{ AttributeName: id, AttributeType: S }, { AttributeName: kind, AttributeType: S }",
    ),
    ["changes Store"],
  ],
  [
    "one index for another",
    table(indexes(index("one"))),
    table(indexes(index("two"))),
    ["changes Store"],
  ],
  [
    "what a table has beside its items",
    table(onDemand),
    table(
      `${onDemand}, StreamSpecification: { StreamViewType: NEW_IMAGE }, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }, TableClass: STANDARD_INFREQUENT_ACCESS, DeletionProtectionEnabled: true, Tags: [{ Key: a, Value: b }]`,
    ),
    ["changes Store"],
  ],
  [
    "another view of a stream",
    table(`${onDemand}, StreamSpecification: { StreamViewType: NEW_IMAGE }`),
    table(`${onDemand}, StreamSpecification: { StreamViewType: KEYS_ONLY }`),
    ["changes Store"],
  ],
  ["a stream's shards", stream("ShardCount: 2"), stream("ShardCount: 4"), ["changes Stream"]],
  [
    "a stream's mode, retention and records",
    stream("ShardCount: 2, RetentionPeriodHours: 48"),
    stream(
      "StreamModeDetails: { StreamMode: ON_DEMAND }, MaxRecordSizeInKiB: 2048, DesiredShardLevelMetrics: [IncomingBytes], Tags: [{ Key: a, Value: b }]",
    ),
    ["changes Stream"],
  ],
  [
    "a log group's retention",
    resource("Logs::LogGroup", "LogGroupName: g, RetentionInDays: 7")("Group"),
    resource("Logs::LogGroup", "LogGroupName: g, Tags: [{ Key: a, Value: b }]")("Group"),
    ["changes Group"],
  ],
  [
    "a bus",
    resource("Events::EventBus", "Name: b")("Bus"),
    resource(
      "Events::EventBus",
      "Name: b, Description: orders, Tags: [{ Key: a, Value: b }]",
    )("Bus"),
    ["changes Bus"],
  ],
  [
    "a stage of a REST API",
    api(
      "Variables: { a: x, b: y }, MethodSettings: [{ ResourcePath: /*, HttpMethod: '*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 5 }]",
    ),
    api("Variables: { a: z }, TracingEnabled: true"),
    ["changes Prod", "changes Plan"],
  ],
  [
    "another deployment of a REST API, with another method",
    api("Variables: { a: x }"),
    api(
      "Variables: { a: x }",
      ", BinaryMediaTypes: [image/png], ApiKeySourceType: AUTHORIZER",
      "Two",
      "https://b.example/",
    ),
    ["changes Api", "changes Get", "adds Two", "changes Prod", "removes One"],
  ],
  [
    "an HTTP API",
    http(1_000, 10),
    http(2_000, 20, "POST /orders"),
    ["changes Front", "changes Ask", "changes Live", "changes Way"],
  ],
  [
    "a WebSocket API",
    web("action", "a: x, b: y"),
    web("type", "a: z"),
    ["changes Chat", "changes Live"],
  ],
  ["a pipe", pipe(1), pipe(5, "STOPPED"), ["changes Line"]],
  ["a delivery stream", firehose(5), firehose(10), ["changes Hose"]],
  [
    "a load balancer",
    balancer("404", "/a", 60),
    balancer("503", "/b", 90),
    ["changes Front", "changes Group", "changes Door", "changes Rule"],
  ],
  [
    "a user pool",
    `  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: p } }\n  Client: { Type: AWS::Cognito::UserPoolClient, Properties: { ClientName: c, UserPoolId: !Ref Pool } }`,
    `  Pool: { Type: AWS::Cognito::UserPool, Properties: { UserPoolName: p, Policies: { PasswordPolicy: { MinimumLength: 12 } } } }\n  Client: { Type: AWS::Cognito::UserPoolClient, Properties: { ClientName: c, UserPoolId: !Ref Pool, ExplicitAuthFlows: [ALLOW_USER_PASSWORD_AUTH, ALLOW_REFRESH_TOKEN_AUTH] } }`,
    ["changes Pool", "changes Client"],
  ],
  [
    "a permission and a function URL",
    `${fn("Work")}\n  May: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Work, Action: "lambda:InvokeFunction", Principal: sns.amazonaws.com } }\n  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Work, AuthType: NONE, Cors: { AllowOrigins: ["*"] } } }`,
    `${fn("Work")}\n  May: { Type: AWS::Lambda::Permission, Properties: { FunctionName: !Ref Work, Action: "lambda:InvokeFunction", Principal: events.amazonaws.com } }\n  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Work, AuthType: AWS_IAM } }`,
    ["replaces May~2", "changes Url", "removes May"],
  ],
];

it.each(cases)(
  "%s is changed in place to what a new stack has, and a step that fails takes another change back",
  (_name, before, after, changes) => {
    const { result, fresh, actions } = updated(before, after);
    const [there, back] = actions;
    expect(there!.outcome).toEqual({ type: "deployed" });
    const done = there!.steps!.map(({ change, logicalId }) => `${change} ${logicalId}`);
    expect(done.sort()).toEqual([...changes].sort());
    expect(back!.outcome).toMatchObject({ type: "rolledBack", logicalId: "Wrong" });
    const ends = back!.steps!.filter(({ change }) => change !== "removes").map(({ end }) => end);
    expect(ends).toEqual([...ends.slice(1).map(() => "undone"), "failed"]);
    expect(settingsIn(result)).toEqual(settingsIn(fresh));
  },
);

it("AWS refuses to take back what it lets change once in an hour", () => {
  const until = `${onDemand}, TimeToLiveSpecification: { AttributeName: until, Enabled: true }`;
  const [there, back] = updated(table(onDemand), table(until)).actions;
  expect(there!.outcome).toEqual({ type: "deployed" });
  expect(back!.outcome).toMatchObject({
    type: "rolledBack",
    logicalId: "Store",
    message: expect.stringContaining("Time to live has been modified multiple times") as string,
  });
});

it("two indexes more fail the step before it does anything, and the others go back", () => {
  const bucket = "  Files: { Type: AWS::Logs::LogGroup }";
  const [action] = updated(
    table(onDemand),
    `${bucket}\n${table(indexes(index("one"), index("two")))}`,
    false,
  ).actions;
  expect(action!.outcome).toMatchObject({
    type: "rolledBack",
    message: "Cannot perform more than one GSI creation or deletion in a single update",
  });
  const ends = action!.steps!.map(({ logicalId, end }) => [logicalId, end]);
  expect(ends.sort()).toEqual([
    ["Files", "undone"],
    ["Store", "failed"],
  ]);
});
