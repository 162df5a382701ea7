import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { templateOperations } from "./plan.ts";
import type { ResolveOptions } from "./resolution.ts";
import { resolveTemplate } from "./stacks.ts";

const planOf = (text: string, options?: ResolveOptions) =>
  templateOperations(resolveTemplate(readTemplate(text, "t.yaml"), options));
const requestsOf = (text: string, options?: ResolveOptions) =>
  planOf(text, options).operations.map(({ operation, params }) => [operation, params]);
const verdictsOf = (text: string, logicalId: string) => {
  const report = planOf(text).resources.find((each) => each.logicalId === logicalId);
  return Object.fromEntries((report?.properties ?? []).map(({ path, verdict }) => [path, verdict]));
};
const meaningOf = (text: string, logicalId: string) =>
  planOf(text).resources.find((each) => each.logicalId === logicalId)?.meaning;
const messageOf = (text: string) => {
  try {
    planOf(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no error";
};
const arn = (name: string) => `arn:aws:sqs:us-east-1:123456789012:${name}`;

it("says by an operation of its own whether a function may loop, where the template does", () => {
  const operationsOf = (more: string) =>
    requestsOf(
      `Resources: {F: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.12, Handler: a.b, Role: r, Code: {ZipFile: x}${more}}}}`,
    ).slice(1);
  expect(operationsOf("")).toEqual([]);
  for (const RecursiveLoop of ["Allow", "Terminate"]) {
    const [[operation, params] = []] = operationsOf(`, RecursiveLoop: ${RecursiveLoop}`);
    expect([operation, params]).toMatchObject(["PutFunctionRecursionConfig", { RecursiveLoop }]);
  }
});

it("finds what is named by an ARN that is made of another's, and what an API spells in other letters", () => {
  const text = `
Resources:
  Flow: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: "arn:aws:iam::123456789012:role/r", DefinitionString: '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}'}}
  Version: {Type: AWS::StepFunctions::StateMachineVersion, Properties: {StateMachineArn: !Ref Flow}}
  Live: {Type: AWS::StepFunctions::StateMachineAlias, Properties: {Name: live, RoutingConfiguration: [{StateMachineVersionArn: !Ref Version, Weight: 100}]}}
  ToAlias: {Type: AWS::Scheduler::Schedule, Properties: {FlexibleTimeWindow: {Mode: "OFF"}, ScheduleExpression: rate(1 hour), Target: {Arn: !Ref Live, RoleArn: "arn:aws:iam::123456789012:role/r"}}}
  ToVersion: {Type: AWS::Scheduler::Schedule, Properties: {FlexibleTimeWindow: {Mode: "OFF"}, ScheduleExpression: rate(1 hour), Target: {Arn: !Ref Version, RoleArn: "arn:aws:iam::123456789012:role/r"}}}
  ToTask: {Type: AWS::Scheduler::Schedule, Properties: {FlexibleTimeWindow: {Mode: "OFF"}, ScheduleExpression: rate(1 hour), Target: {Arn: "arn:aws:ecs:us-east-1:123456789012:cluster/c", RoleArn: "arn:aws:iam::123456789012:role/r", EcsParameters: {TaskDefinitionArn: "arn:aws:ecs:us-east-1:123456789012:task-definition/t:1", NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [s]}}}}}}
`;
  const plan = planOf(text);
  expect(plan.warnings).toEqual([]);
  const targets = plan.operations
    .filter(({ operation }) => operation === "CreateSchedule")
    .map(({ params }) => params["Target"]);
  expect(targets).toMatchObject([
    { Arn: expect.stringMatching(/:live$/) as string },
    { Arn: expect.stringMatching(/:1$/) as string },
    { EcsParameters: { NetworkConfiguration: { awsvpcConfiguration: { Subnets: ["s"] } } } },
  ]);
});

it("publishes layers and permits their use, and gives a function's layers where they are too many", () => {
  const layer =
    "L: {Type: AWS::Lambda::LayerVersion, Properties: {LayerName: base, Content: {S3Bucket: b, S3Key: k}, CompatibleRuntimes: [python3.12]}}";
  const permission = `P: {Type: AWS::Lambda::LayerVersionPermission, Properties: {LayerVersionArn: !Ref L, Action: "lambda:GetLayerVersion", Principal: "*"}}`;
  expect(requestsOf(`Resources: {${permission}, ${layer}}`)).toEqual([
    [
      "PublishLayerVersion",
      { LayerName: "base", Content: { ZipFile: "" }, CompatibleRuntimes: ["python3.12"] },
    ],
    [
      "AddLayerVersionPermission",
      {
        LayerName: "base",
        VersionNumber: 1,
        StatementId: "P",
        Action: "lambda:GetLayerVersion",
        Principal: "*",
      },
    ],
  ]);
  const layersOf = (count: number) => {
    const layers = Array.from(
      { length: count },
      (_, number) => `arn:aws:lambda:us-east-1:123456789012:layer:l${number}:1`,
    );
    const [[, params] = []] = requestsOf(
      `Resources: {F: {Type: AWS::Lambda::Function, Properties: {Runtime: python3.12, Handler: a.b, Role: r, Code: {ZipFile: x}, Layers: ${JSON.stringify(layers)}}}}`,
    );
    return (params as { readonly Layers?: readonly string[] }).Layers?.length;
  };
  expect([layersOf(5), layersOf(6)]).toEqual([undefined, 6]);
});

describe("a queue", () => {
  const queue = (properties: string) =>
    `Resources: {Q: {Type: AWS::SQS::Queue, Properties: ${properties}}}`;

  it("is made with its attributes as strings", () => {
    const text = queue(`{QueueName: q.fifo, DelaySeconds: 1, MaximumMessageSize: "2048",
      MessageRetentionPeriod: 60, ReceiveMessageWaitTimeSeconds: 20, VisibilityTimeout: 30,
      FifoQueue: "true", ContentBasedDeduplication: false, DeduplicationScope: messageGroup,
      FifoThroughputLimit: perMessageGroupId, KmsMasterKeyId: alias/aws/sqs,
      KmsDataKeyReusePeriodSeconds: 300, SqsManagedSseEnabled: true, Tags: [{Key: a, Value: b}],
      RedriveAllowPolicy: {redrivePermission: denyAll}}`);
    expect(requestsOf(text)).toEqual([
      [
        "CreateQueue",
        {
          QueueName: "q.fifo",
          Attributes: {
            DelaySeconds: "1",
            MaximumMessageSize: "2048",
            MessageRetentionPeriod: "60",
            ReceiveMessageWaitTimeSeconds: "20",
            VisibilityTimeout: "30",
            FifoQueue: "true",
            ContentBasedDeduplication: "false",
            DeduplicationScope: "messageGroup",
            FifoThroughputLimit: "perMessageGroupId",
            KmsMasterKeyId: "alias/aws/sqs",
            KmsDataKeyReusePeriodSeconds: "300",
            SqsManagedSseEnabled: "true",
            RedriveAllowPolicy: '{"redrivePermission":"denyAll"}',
          },
          tags: { a: "b" },
        },
      ],
    ]);
    expect(verdictsOf(text, "Q")).toMatchObject({
      VisibilityTimeout: "modeled",
      KmsMasterKeyId: "ignored",
      Tags: "ignored",
    });
  });

  it("asks for FifoQueue false as CloudFormation does, for SQS to refuse", () => {
    expect(requestsOf(queue("{QueueName: q, FifoQueue: false}"))).toEqual([
      ["CreateQueue", { QueueName: "q", Attributes: { FifoQueue: "false" } }],
    ]);
  });

  it("comes after its dead-letter queue, and says so in JSON", () => {
    const text = `
Resources:
  Source:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: source
      RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: "3"}
  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}`;
    expect(requestsOf(text)).toEqual([
      ["CreateQueue", { QueueName: "dead" }],
      [
        "CreateQueue",
        {
          QueueName: "source",
          Attributes: {
            RedrivePolicy: `{"deadLetterTargetArn":"${arn("dead")}","maxReceiveCount":3}`,
          },
        },
      ],
    ]);
  });

  it("comes after a dead-letter queue that it names by a literal ARN in a string of JSON", () => {
    const policy = JSON.stringify({ deadLetterTargetArn: arn("dead"), maxReceiveCount: 3 });
    const text = `
Resources:
  Source: {Type: AWS::SQS::Queue, Properties: {QueueName: source, RedrivePolicy: '${policy}'}}
  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: dead}}`;
    const names = planOf(text).operations.map(({ logicalId }) => logicalId);
    expect(names).toEqual(["Dead", "Source"]);
  });

  it("whose dead-letter queue is elsewhere gets a stand-in, with a warning", () => {
    const target = "arn:aws:sqs:eu-west-1:1:shared";
    const text = queue(
      `{QueueName: q, RedrivePolicy: {deadLetterTargetArn: "${target}", maxReceiveCount: 3}}`,
    );
    expect(requestsOf(text)).toEqual([
      ["CreateQueue", { QueueName: "shared" }],
      [
        "CreateQueue",
        {
          QueueName: "q",
          Attributes: {
            RedrivePolicy: `{"deadLetterTargetArn":"${arn("shared")}","maxReceiveCount":3}`,
          },
        },
      ],
    ]);
    expect(planOf(text).warnings).toEqual([
      "Q: the queue that it names is not in this template; QDeadLetterQueue, with the defaults of SQS, stands in for it.",
    ]);
  });

  it("whose dead-letter queue is only known once deployed gets a stand-in of its own kind", () => {
    const text = queue(
      "{FifoQueue: true, RedrivePolicy: {deadLetterTargetArn: !ImportValue dlq, maxReceiveCount: 3}}",
    );
    expect(requestsOf(text)[0]).toEqual([
      "CreateQueue",
      { QueueName: "QDeadLetterQueue.fifo", Attributes: { FifoQueue: "true" } },
    ]);
  });

  it("takes the default of AWS for a number that only a deployment knows, with a warning", () => {
    const text = `Parameters: {N: {Type: Number}}
${queue("{QueueName: q, VisibilityTimeout: !Ref N, RedrivePolicy: {deadLetterTargetArn: !GetAtt D.Arn, maxReceiveCount: !Ref N}}").replace(/}$/, ", D: {Type: AWS::SQS::Queue, Properties: {QueueName: d}}}")}`;
    const plan = planOf(text);
    expect(plan.operations[1]?.params).toEqual({
      QueueName: "q",
      Attributes: { RedrivePolicy: `{"deadLetterTargetArn":"${arn("d")}"}` },
    });
    expect(plan.warnings.slice(1)).toEqual([
      "Q.VisibilityTimeout: its value is known only once deployed; the default of AWS is used.",
      "Q.RedrivePolicy.maxReceiveCount: its value is known only once deployed; the default of AWS is used.",
    ]);
    expect(verdictsOf(text, "Q")).toMatchObject({ VisibilityTimeout: "opaque" });
  });

  it("leaves out properties that queues do not have, with a warning", () => {
    const text = queue("{QueueName: q, VisibilityTimout: 30}");
    expect(requestsOf(text)).toEqual([["CreateQueue", { QueueName: "q" }]]);
    expect(planOf(text).warnings).toEqual([
      "Q.VisibilityTimout: AWS::SQS::Queue has no such property; it is left out.",
    ]);
  });

  it.each([
    [
      "{VisibilityTimeout: soon}",
      't.yaml:1:72: Resources.Q.Properties.VisibilityTimeout: expected a whole number, received "soon"',
    ],
    [
      "{VisibilityTimeout: 1.5}",
      "t.yaml:1:72: Resources.Q.Properties.VisibilityTimeout: expected a whole number, received 1.5",
    ],
    [
      "{FifoQueue: maybe}",
      't.yaml:1:64: Resources.Q.Properties.FifoQueue: expected true or false, received "maybe"',
    ],
    [
      "{QueueName: [q]}",
      "t.yaml:1:64: Resources.Q.Properties.QueueName: expected a string, received a list",
    ],
    [
      "{RedrivePolicy: [q]}",
      "t.yaml:1:68: Resources.Q.Properties.RedrivePolicy: expected a JSON object, received a list",
    ],
    [
      "{RedrivePolicy: 'not JSON'}",
      't.yaml:1:68: Resources.Q.Properties.RedrivePolicy: expected a JSON object, received "not JSON"',
    ],
    ["{Tags: 7}", "t.yaml:1:59: Resources.Q.Properties.Tags: expected a list of tags, received 7"],
    [
      "{Tags: [7]}",
      "t.yaml:1:60: Resources.Q.Properties.Tags[0]: expected a tag with Key and Value, received 7",
    ],
  ])("with %s is refused", (properties, message) => {
    expect(messageOf(queue(properties))).toBe(message);
  });
});

describe("a function", () => {
  it("of CloudFormation is made and its concurrency reserved", () => {
    const text = `
Resources:
  F:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: f
      Runtime: nodejs22.x
      Handler: index.handler
      Role: arn:aws:iam::1:role/r
      Code: {S3Bucket: b, S3Key: k}
      MemorySize: "512"
      Timeout: 30
      Architectures: [arm64]
      EphemeralStorage: {Size: "1024"}
      Environment: {Variables: {ACCOUNT: 012345678901, FLAG: true, N: 1}}
      ReservedConcurrentExecutions: 5
      TracingConfig: {Mode: Active}
      DeadLetterConfig: {TargetArn: x}
      Tags: [{Key: a, Value: b}]`;
    expect(requestsOf(text)).toEqual([
      [
        "CreateFunction",
        {
          FunctionName: "f",
          Runtime: "nodejs22.x",
          Handler: "index.handler",
          Role: "arn:aws:iam::1:role/r",
          MemorySize: 512,
          Timeout: 30,
          Architectures: ["arm64"],
          EphemeralStorage: { Size: 1024 },
          Environment: { Variables: { ACCOUNT: "012345678901", FLAG: "true", N: "1" } },
          DeadLetterConfig: { TargetArn: "x" },
          TracingConfig: { Mode: "Active" },
          Code: { S3Bucket: "b", S3Key: "k" },
          Tags: { a: "b" },
        },
      ],
      ["PutFunctionConcurrency", { FunctionName: "f", ReservedConcurrentExecutions: 5 }],
    ]);
    expect(verdictsOf(text, "F")).toMatchObject({
      MemorySize: "modeled",
      Code: "ignored",
      TracingConfig: "modeled",
      DeadLetterConfig: "modeled",
    });
    expect(meaningOf(text, "F")).toBe("A function with 512 MB and a timeout of 30 s, simulated.");
  });

  it("of SAM is made with its implied role, and says what of it is not modeled", () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: f
      PackageType: Image
      ImageUri: x
      AutoPublishAlias: live
      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 5}
      DeploymentPreference: {Type: AllAtOnce}
      DeadLetterQueue: {Type: SQS, TargetArn: x}
      EventInvokeConfig: {MaximumRetryAttempts: 0}
      Policies: [AWSLambdaBasicExecutionRole]
      Events:
        Call: {Type: HttpApi}
        Tick: {Type: Schedule, Properties: {Schedule: rate(1 minute)}}`;
    expect(requestsOf(text)).toEqual([
      [
        "CreateFunction",
        {
          FunctionName: "f",
          PackageType: "Image",
          Role: expect.stringMatching(/^arn:aws:iam::123456789012:role\/stack-FRole-/),
          DeadLetterConfig: { TargetArn: "x" },
          Code: { ImageUri: "x" },
          Tags: { "lambda:createdBy": "SAM" },
        },
      ],
      ["PublishVersion", { FunctionName: "f" }],
      [
        "CreateApplication",
        {
          applicationName: expect.stringContaining("stack-ServerlessDeploymentApplication-"),
          computePlatform: "Lambda",
        },
      ],
      [
        "CreateDeploymentGroup",
        expect.objectContaining({
          deploymentGroupName: expect.stringContaining("stack-FDeploymentGroup-"),
          deploymentConfigName: "CodeDeployDefault.LambdaAllAtOnce",
          deploymentStyle: {
            deploymentType: "BLUE_GREEN",
            deploymentOption: "WITH_TRAFFIC_CONTROL",
          },
        }),
      ],
      ["CreateAlias", { FunctionName: "f", Name: "live", FunctionVersion: "1" }],
      [
        "PutProvisionedConcurrencyConfig",
        { FunctionName: "f", Qualifier: "live", ProvisionedConcurrentExecutions: 5 },
      ],
      [
        "PutFunctionEventInvokeConfig",
        { FunctionName: "f", Qualifier: "live", MaximumRetryAttempts: 0, DestinationConfig: {} },
      ],
      [
        "CreateApi",
        {
          ApiId: expect.any(String),
          Name: expect.stringContaining("stack-ServerlessHttpApi-"),
          ProtocolType: "HTTP",
        },
      ],
      ["ReimportApi", { ApiId: expect.any(String), Body: expect.any(String) }],
      [
        "AddPermission",
        {
          ...{ FunctionName: "f", Qualifier: "live", Action: "lambda:InvokeFunction" },
          ...{ Principal: "apigateway.amazonaws.com", StatementId: "FCallPermission" },
          SourceArn: expect.stringMatching(/^arn:aws:execute-api:us-east-1:123456789012:/),
        },
      ],
      ["PutRule", expect.objectContaining({ ScheduleExpression: "rate(1 minute)" })],
      [
        "PutTargets",
        expect.objectContaining({
          Targets: [
            {
              Arn: "arn:aws:lambda:us-east-1:123456789012:function:f:live",
              Id: "FTickLambdaTarget",
            },
          ],
        }),
      ],
      [
        "AddPermission",
        {
          ...{ FunctionName: "f", Qualifier: "live", Action: "lambda:InvokeFunction" },
          ...{ Principal: "events.amazonaws.com", StatementId: "FTickPermission" },
          SourceArn: expect.stringContaining("rule/stack-FTick-"),
        },
      ],
      ["CreateStage", { ApiId: expect.any(String), StageName: "$default", AutoDeploy: true }],
    ]);
    expect(verdictsOf(text, "F")).toEqual({
      FunctionName: "modeled",
      PackageType: "modeled",
      Code: "ignored",
      DeadLetterConfig: "modeled",
      Role: "ignored",
      Tags: "ignored",
    });
    const { resources, leftOut } = planOf(text);
    const application = "An application of CodeDeploy for Lambda, simulated.";
    const group =
      "A deployment group that shifts traffic by CodeDeployDefault.LambdaAllAtOnce, simulated.";
    const allowed =
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.";
    const granted = "In the policy of F, which only its function URLs ask, simulated.";
    expect(resources.map(({ type, meaning }) => [type.slice(5), meaning])).toEqual([
      ["Lambda::Function", "A function with 128 MB and a timeout of 3 s, simulated."],
      ["Lambda::Version", "A version of F, simulated."],
      ["Lambda::Alias", "Leads to version 1 of F, simulated."],
      ["Lambda::EventInvokeConfig", "Gives events of F up to 0 retries within 21600 s, simulated."],
      ["IAM::Role", allowed],
      ["Lambda::Permission", granted],
      ["Events::Rule", "A rule on a schedule with 1 target, simulated."],
      ["Lambda::Permission", granted],
      ["ApiGatewayV2::Api", "An HTTP API, simulated."],
      ["ApiGatewayV2::Stage", "The stage $default, simulated."],
      ["CodeDeploy::Application", application],
      ["IAM::Role", allowed],
      ["CodeDeploy::DeploymentGroup", group],
    ]);
    expect(leftOut).toEqual([]);
  });

  it.each([
    ["{Timeout: x}", 'Resources.F.Properties.Timeout: expected a whole number, received "x"'],
    [
      "{EphemeralStorage: {Size: [1]}}",
      "Resources.F.Properties.EphemeralStorage.Size: expected a whole number, received a list",
    ],
    [
      "{Architectures: arm64}",
      'Resources.F.Properties.Architectures: expected a list of strings, received "arm64"',
    ],
    [
      "{Environment: {Variables: [a]}}",
      "Resources.F.Properties.Environment.Variables: expected a mapping, received a list",
    ],
  ])("with %s is refused", (properties, message) => {
    const text = `Resources: {F: {Type: AWS::Lambda::Function, Properties: ${properties}}}`;
    expect(messageOf(text)).toContain(message);
  });
});

describe("an event source mapping", () => {
  const template = (mapping: string) => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Mapping: {Type: AWS::Lambda::EventSourceMapping, Properties: ${mapping}}
  Alias: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref F, FunctionVersion: $LATEST, Name: live}}
  F: {Type: AWS::Lambda::Function, Properties: {FunctionName: f}}
  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: q}}
  T: {Type: AWS::AmazonMQ::Configuration}`;
  const requestOf = (mapping: string) =>
    requestsOf(template(mapping)).find(([operation]) => operation === "CreateEventSourceMapping");

  it("comes after its queue and its function, with all that it configures", () => {
    const text = template(`{EventSourceArn: !GetAtt Q.Arn, FunctionName: !Ref F, BatchSize: "100",
      MaximumBatchingWindowInSeconds: 5, Enabled: false, FunctionResponseTypes: [ReportBatchItemFailures],
      ScalingConfig: {MaximumConcurrency: 10}, ProvisionedPollerConfig: {MinimumPollers: 2, PollerGroupName: g},
      FilterCriteria: {Filters: [{Pattern: '{"body":[1]}'}, {Pattern: {body: [2]}}]},
      MetricsConfig: {Metrics: [EventCount]}}`);
    expect(planOf(text).operations.map(({ logicalId }) => logicalId)).toEqual([
      "Q",
      "F",
      "Mapping",
      "Alias",
    ]);
    expect(requestsOf(text).at(-2)).toEqual([
      "CreateEventSourceMapping",
      {
        EventSourceArn: arn("q"),
        FunctionName: "f",
        BatchSize: 100,
        MaximumBatchingWindowInSeconds: 5,
        Enabled: false,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
        ScalingConfig: { MaximumConcurrency: 10 },
        ProvisionedPollerConfig: { MinimumPollers: 2, PollerGroupName: "g" },
        FilterCriteria: { Filters: [{ Pattern: '{"body":[1]}' }, { Pattern: '{"body":[2]}' }] },
        MetricsConfig: { Metrics: ["EventCount"] },
      },
    ]);
    expect(verdictsOf(text, "Mapping")).toMatchObject({ MetricsConfig: "modeled" });
    expect(meaningOf(text, "Mapping")).toBe(
      "Reads Q and invokes F with up to 100 messages, simulated.",
    );
  });

  it.each([
    ["!Ref F", "f"],
    ["!GetAtt F.Arn", "f"],
    ["!Ref Alias", "f:live"],
    ['"f:live"', "f:live"],
    ['"123456789012:function:f"', "f"],
    ['"123456789012:function:f:live"', "f:live"],
  ])("finds its function by %s", (name, FunctionName) => {
    const mapping = `{EventSourceArn: !GetAtt Q.Arn, FunctionName: ${name}}`;
    expect(requestOf(mapping)).toEqual([
      "CreateEventSourceMapping",
      { EventSourceArn: arn("q"), FunctionName },
    ]);
  });

  it.each([
    [
      "{EventSourceArn: !GetAtt T.Arn, FunctionName: !Ref F}",
      "Mappings from this source are not modeled yet: its records must be given as a workload to F.",
    ],
    [
      "{EventSourceArn: !GetAtt Q.Arn, FunctionName: elsewhere}",
      "Its function is not in this template: nothing reads Q.",
    ],
    [
      "{FunctionName: !Ref F}",
      "Mappings from this source are not modeled yet: its records must be given as a workload to F.",
    ],
    [
      "{EventSourceArn: !GetAtt T.Arn, FunctionName: x}",
      "Mappings from this source are not modeled yet: its records must be given as a workload to its function, which is not in this template.",
    ],
  ])("%s is opaque, and says what that means", (mapping, meaning) => {
    const text = template(mapping);
    expect(meaningOf(text, "Mapping")).toBe(meaning);
    const made = planOf(text).operations.map(({ logicalId }) => logicalId);
    expect([...made].sort()).toEqual(["Alias", "F", "Q"]);
  });

  it("from a queue outside the template reads a stand-in, with a warning", () => {
    const mapping = "{EventSourceArn: 'arn:aws:sqs:us-east-1:2:far', FunctionName: !Ref F}";
    const text = template(mapping);
    expect(requestsOf(text)[0]).toEqual(["CreateQueue", { QueueName: "far" }]);
    expect(requestOf(mapping)).toEqual([
      "CreateEventSourceMapping",
      { EventSourceArn: arn("far"), FunctionName: "f" },
    ]);
    expect(planOf(text).warnings).toEqual([
      "Mapping: the queue that it names is not in this template; MappingQueue, with the defaults of SQS, stands in for it.",
    ]);
  });

  it("of an SQS event of SAM reads a stand-in where only a deployment knows the queue", () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Parameters: {QueueArn: {Type: String}}
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: f
      Runtime: r
      Handler: h
      Events: {Orders: {Type: SQS, Properties: {Queue: !Ref QueueArn, BatchSize: 5}}}`;
    expect(requestsOf(text).map(([operation]) => operation)).toEqual([
      "CreateQueue",
      "CreateFunction",
      "CreateEventSourceMapping",
    ]);
    expect(requestsOf(text).at(-1)).toEqual([
      "CreateEventSourceMapping",
      { EventSourceArn: arn("FOrdersQueue"), FunctionName: "f", BatchSize: 5 },
    ]);
  });
});

describe("what is not modeled", () => {
  it("names the functions and queues that work would have come to", () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Http: {Type: AWS::AppSync::GraphQLApi}
  Invoke:
    Type: AWS::AppSync::DataSource
    Properties: {ApiId: !Ref Http, LambdaConfig: {LambdaFunctionArn: !GetAtt G.Arn}}
  Send:
    Type: AWS::AppSync::DataSource
    Properties: {HttpConfig: {Endpoint: !Ref Orders}}
  Rule:
    Type: AWS::IoT::TopicRule
    Properties: {TopicRulePayload: {Actions: [{Lambda: {FunctionArn: !GetAtt G.Arn}}]}}
  F:
    Type: AWS::Serverless::Function
    Properties:
      Role: r
      Runtime: r
      Handler: h
  G: {Type: AWS::Lambda::Function}
  Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders}}
  Dead: {Type: AWS::SQS::Queue, Properties: {QueueName: orders-dead}}`;
    const meanings = planOf(text).resources.map(({ logicalId, meaning }) => [logicalId, meaning]);
    const api = "AppSync is not modeled yet: requests through it must be given as a workload to";
    expect(Object.fromEntries(meanings)).toMatchObject({
      Http: `${api} G.`,
      Invoke: `${api} G.`,
      Send: `${api} Orders.`,
      Rule: "IoT Core is not modeled yet: messages that its rules pass on must be given as a workload to G.",
    });
  });

  it.each([
    [
      "AWS::Kinesis::StreamConsumer",
      "opaque",
      "Its stream is not in this template: nothing is pushed to it.",
    ],
    [
      "AWS::Bedrock::Agent",
      "opaque",
      "Bedrock is not modeled yet: calls to it must be part of the durations of the functions that make them.",
    ],
    [
      "AWS::EC2::Subnet",
      "opaque",
      "Decides which services functions in its subnets can call. It adds no latency, and nothing is limited there.",
    ],
    [
      "Custom::Thing",
      "opaque",
      "Its request reaches the function or topic of its ServiceToken; a script or customResources of a scenario says what it is answered.",
    ],
    [
      "AWS::Lambda::Alias",
      "opaque",
      "Its function is not in this template: nothing is made of it.",
    ],
    [
      "AWS::IAM::Role",
      "ignored",
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    ],
    [
      "AWS::SQS::QueuePolicy",
      "ignored",
      "Permissions are checked where a scenario has iam: otherwise every call is allowed.",
    ],
    [
      "AWS::CloudTrail::Trail",
      "ignored",
      "Logs and metrics of AWS are not written; the simulation keeps its own.",
    ],
    [
      "AWS::XRay::Group",
      "ignored",
      "Groups gather traces for people who look at them, and change nothing.",
    ],
    ["AWS::CDK::Metadata", "ignored", "A mark of the CDK, which changes nothing."],
  ])("%s is %s: %s", (type, verdict, meaning) => {
    const [report] = planOf(`Resources: {A: {Type: ${type}}}`).resources;
    expect(report).toMatchObject({ verdict, meaning, position: { line: 1, column: 13 } });
  });
});

describe("a type that CloudFormation does not have", () => {
  it("is left out with a warning that names the nearest", () => {
    const plan = planOf("Resources: {A: {Type: AWS::SQS::Quee}, B: {Type: AWS::Nowhere::Thing}}");
    expect(plan.warnings).toEqual([
      "A: AWS::SQS::Quee is not among the types of CloudFormation that are known here; did you mean AWS::SQS::Queue?",
      "B: AWS::Nowhere::Thing is not among the types of CloudFormation that are known here",
    ]);
    expect(plan.resources.map(({ verdict, meaning }) => [verdict, meaning])).toEqual([
      ["opaque", "AWS::SQS::Quee is not among the types of CloudFormation that are known here."],
      [
        "opaque",
        "AWS::Nowhere::Thing is not among the types of CloudFormation that are known here.",
      ],
    ]);
  });
});

describe("a resource of SAM", () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: r
      Handler: h
      CodeUri: code/
      Tracing: Active
      Tags: {a: b}
      Timeout: 5`;

  it("is planned and reported as what CloudFormation gets, at the places of the template", () => {
    const [report] = planOf(text).resources;
    expect(report).toMatchObject({ type: "AWS::Lambda::Function", position: { line: 4 } });
    expect(report?.properties.map(({ path, position }) => [path, position.line])).toEqual(
      expect.arrayContaining([
        ["Tags", 11],
        ["Timeout", 12],
      ]),
    );
    expect(requestsOf(text)[0]?.[1]).toMatchObject({
      Tags: { a: "b", "lambda:createdBy": "SAM" },
      Timeout: 5,
    });
    // What it records of traces is billed.
    expect(planOf(text).leftOut).toEqual([]);
  });

  it("with values that its properties do not take is refused at their place", () => {
    expect(messageOf(text.replace("Timeout: 5", "Timeout: soon"))).toBe(
      't.yaml:12:16: Resources.F.Properties.Timeout: expected a whole number, received "soon"',
    );
  });

  it("which SAM does not have is refused", () => {
    expect(messageOf(text.replace("Serverless::Function", "Serverless::Funktion"))).toBe(
      't.yaml:5:11: Resources.F.Type: expected a type of SAM, received "AWS::Serverless::Funktion"; did you mean AWS::Serverless::Function?',
    );
  });
});

describe("the output of cdk synth", () => {
  const text = JSON.stringify({
    Resources: {
      OrdersDlq0A1B2C3D: {
        Type: "AWS::SQS::Queue",
        Properties: { MessageRetentionPeriod: 1209600 },
        UpdateReplacePolicy: "Delete",
        DeletionPolicy: "Delete",
        Metadata: { "aws:cdk:path": "Stack/OrdersDlq/Resource" },
      },
      Orders4E5F6A7B: {
        Type: "AWS::SQS::Queue",
        Properties: {
          RedrivePolicy: {
            deadLetterTargetArn: { "Fn::GetAtt": ["OrdersDlq0A1B2C3D", "Arn"] },
            maxReceiveCount: 5,
          },
          VisibilityTimeout: 180,
        },
      },
      WorkerServiceRole8C9D0E1F: { Type: "AWS::IAM::Role", Properties: {} },
      Worker2A3B4C5D: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Code: {
            S3Bucket: { "Fn::Sub": "cdk-hnb659fds-assets-${AWS::AccountId}-${AWS::Region}" },
            S3Key: "abc.zip",
          },
          Handler: "index.handler",
          Role: { "Fn::GetAtt": ["WorkerServiceRole8C9D0E1F", "Arn"] },
          Runtime: "nodejs22.x",
          Timeout: 30,
        },
        DependsOn: ["WorkerServiceRole8C9D0E1F"],
        Metadata: { "aws:asset:path": "asset.abc", "aws:asset:is-bundled": false },
      },
      WorkerSqsEventSource6E7F8A9B: {
        Type: "AWS::Lambda::EventSourceMapping",
        Properties: {
          BatchSize: 10,
          EventSourceArn: { "Fn::GetAtt": ["Orders4E5F6A7B", "Arn"] },
          FunctionName: { Ref: "Worker2A3B4C5D" },
        },
      },
      CDKMetadata: {
        Type: "AWS::CDK::Metadata",
        Properties: { Analytics: "v2:deflate64:H4sIAAAA" },
        Condition: "CDKMetadataAvailable",
      },
    },
    Conditions: {
      CDKMetadataAvailable: {
        "Fn::Or": [
          {
            "Fn::Or": [
              { "Fn::Equals": [{ Ref: "AWS::Region" }, "af-south-1"] },
              { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-east-1"] },
            ],
          },
          { "Fn::Equals": [{ Ref: "AWS::Region" }, "us-west-2"] },
        ],
      },
    },
    Parameters: {
      BootstrapVersion: {
        Type: "AWS::SSM::Parameter::Value<String>",
        Default: "/cdk-bootstrap/hnb659fds/version",
      },
    },
    Rules: {
      CheckBootstrapVersion: {
        Assertions: [
          {
            Assert: {
              "Fn::Not": [{ "Fn::Contains": [["1", "2"], { Ref: "BootstrapVersion" }] }],
            },
          },
        ],
      },
    },
  });

  it("is planned without a warning", () => {
    const plan = planOf(text);
    expect(plan.warnings).toEqual([]);
    expect(plan.operations.map(({ logicalId, operation }) => [logicalId, operation])).toEqual([
      ["OrdersDlq0A1B2C3D", "CreateQueue"],
      ["Orders4E5F6A7B", "CreateQueue"],
      ["Worker2A3B4C5D", "CreateFunction"],
      ["WorkerSqsEventSource6E7F8A9B", "CreateEventSourceMapping"],
    ]);
    expect(plan.resources.map(({ verdict }) => verdict)).toEqual([
      "modeled",
      "modeled",
      "ignored",
      "modeled",
      "modeled",
      "ignored",
    ]);
  });

  it("follows the Region in its conditions", () => {
    const ids = planOf(text, { region: "eu-west-1" }).resources.map(({ logicalId }) => logicalId);
    expect(ids).not.toContain("CDKMetadata");
  });
});
