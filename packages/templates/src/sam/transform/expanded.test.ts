import { describe, expect, it } from "vitest";
import {
  property,
  refusalOf,
  resourcesOf,
  typesOf,
  worker,
  workerWith,
} from "../../../test/transformed.ts";
import { memberOf, type JsonMap } from "./json.ts";

const hash = /[0-9a-f]{10}(?=$|\s)/;
/** What is made of resources, as `logical id: type`, with `#` for hashes. */
const madeOf = (resources: string): readonly string[] =>
  Object.entries(typesOf(`Resources:${resources}`)).map(
    ([id, type]) => `${id.replace(hash, "#")}: ${String(type).replace("AWS::", "")}`,
  );
const base = ["Worker: Lambda::Function", "WorkerRole: IAM::Role"];
const permission = "WorkerInPermission: Lambda::Permission";
const thing = (type: string, properties: string) =>
  `\n  A: {Type: AWS::Serverless::${type}, Properties: {${properties}}}`;

describe("a resource of SAM becomes", () => {
  it.each<readonly [string, string, readonly string[]]>([
    ["function", worker(), base],
    ["given-role", worker("\n      Role: arn:r"), ["Worker: Lambda::Function"]],
    [
      "alias",
      worker("\n      AutoPublishAlias: live"),
      [...base, "WorkerAliaslive: Lambda::Alias", "WorkerVersion#: Lambda::Version"],
    ],
    [
      "preference",
      worker("\n      AutoPublishAlias: live\n      DeploymentPreference: {Type: AllAtOnce}"),
      [
        ...base,
        "WorkerAliaslive: Lambda::Alias",
        "WorkerVersion#: Lambda::Version",
        "ServerlessDeploymentApplication: CodeDeploy::Application",
        "CodeDeployServiceRole: IAM::Role",
        "WorkerDeploymentGroup: CodeDeploy::DeploymentGroup",
      ],
    ],
    [
      "invoke-config",
      worker(
        "\n      EventInvokeConfig: {DestinationConfig: {OnSuccess: {Type: SQS}, OnFailure: {Type: SNS}}}",
      ),
      [
        ...base,
        "WorkerEventInvokeConfig: Lambda::EventInvokeConfig",
        "WorkerEventInvokeConfigOnSuccessQueue: SQS::Queue",
        "WorkerEventInvokeConfigOnFailureTopic: SNS::Topic",
      ],
    ],
    [
      "url",
      worker("\n      FunctionUrlConfig: {AuthType: NONE}"),
      [
        ...base,
        "WorkerUrl: Lambda::Url",
        "WorkerUrlPublicPermissions: Lambda::Permission",
        "WorkerURLInvokeAllowPublicAccess: Lambda::Permission",
      ],
    ],
    [
      "implicit-api",
      workerWith("{Type: Api, Properties: {Path: /a, Method: get}}"),
      [
        ...base,
        "WorkerInPermissionProd: Lambda::Permission",
        "ServerlessRestApi: ApiGateway::RestApi",
        "ServerlessRestApiDeployment#: ApiGateway::Deployment",
        "ServerlessRestApiProdStage: ApiGateway::Stage",
      ],
    ],
    [
      "implicit-http-api",
      workerWith("{Type: HttpApi, Properties: {Path: /a, Method: get}}"),
      [
        ...base,
        permission,
        "ServerlessHttpApi: ApiGatewayV2::Api",
        "ServerlessHttpApiApiGatewayDefaultStage: ApiGatewayV2::Stage",
      ],
    ],
    [
      "topic-event",
      workerWith("{Type: SNS, Properties: {Topic: arn:t}}"),
      [...base, permission, "WorkerIn: SNS::Subscription"],
    ],
    [
      "topic-through-queue",
      workerWith("{Type: SNS, Properties: {Topic: arn:t, SqsSubscription: true}}"),
      [
        ...base,
        "WorkerInQueue: SQS::Queue",
        "WorkerInQueuePolicy: SQS::QueuePolicy",
        "WorkerIn: SNS::Subscription",
        "WorkerInEventSourceMapping: Lambda::EventSourceMapping",
      ],
    ],
    [
      "schedule-event",
      workerWith("{Type: Schedule, Properties: {Schedule: rate(1 day)}}"),
      [...base, permission, "WorkerIn: Events::Rule"],
    ],
    [
      "pattern-event",
      workerWith("{Type: CloudWatchEvent, Properties: {Pattern: {source: [a]}}}"),
      [...base, permission, "WorkerIn: Events::Rule"],
    ],
    [
      "bridge-event",
      workerWith("{Type: EventBridgeRule, Properties: {Pattern: {source: [a]}}}"),
      [...base, permission, "WorkerIn: Events::Rule"],
    ],
    [
      "scheduler-event",
      workerWith("{Type: ScheduleV2, Properties: {ScheduleExpression: rate(1 day)}}"),
      [...base, "WorkerIn: Scheduler::Schedule", "WorkerInRole: IAM::Role"],
    ],
    [
      "logs-event",
      workerWith("{Type: CloudWatchLogs, Properties: {LogGroupName: g, FilterPattern: p}}"),
      [...base, permission, "WorkerIn: Logs::SubscriptionFilter"],
    ],
    [
      "topic-rule-event",
      workerWith("{Type: IoTRule, Properties: {Sql: s}}"),
      [...base, permission, "WorkerIn: IoT::TopicRule"],
    ],
    ["skill-event", workerWith("{Type: AlexaSkill}"), [...base, permission]],
    [
      "rest-api",
      thing(
        "Api",
        "StageName: live, DefinitionBody: {swagger: 2.0, paths: {}}, Domain: {DomainName: d.example, CertificateArn: c}, Auth: {UsagePlan: {CreateUsagePlan: PER_API}}",
      ),
      [
        "A: ApiGateway::RestApi",
        "ADeployment#: ApiGateway::Deployment",
        "AliveStage: ApiGateway::Stage",
        "ApiGatewayDomainName#: ApiGateway::DomainName",
        "ABasePathMapping: ApiGateway::BasePathMapping",
        "AUsagePlan: ApiGateway::UsagePlan",
        "AApiKey: ApiGateway::ApiKey",
        "AUsagePlanKey: ApiGateway::UsagePlanKey",
      ],
    ],
    [
      "http-api",
      thing(
        "HttpApi",
        "DefinitionBody: {openapi: 3.0.1, paths: {}}, Domain: {DomainName: d.example, CertificateArn: c}",
      ),
      [
        "A: ApiGatewayV2::Api",
        "AApiGatewayDefaultStage: ApiGatewayV2::Stage",
        "ApiGatewayDomainNameV2#: ApiGatewayV2::DomainName",
        "AApiMapping: ApiGatewayV2::ApiMapping",
      ],
    ],
    ["table", thing("SimpleTable", ""), ["A: DynamoDB::Table"]],
    [
      "state-machine",
      thing("StateMachine", "Definition: {StartAt: A}, AutoPublishAlias: live"),
      [
        "A: StepFunctions::StateMachine",
        "ARole: IAM::Role",
        "AVersion: StepFunctions::StateMachineVersion",
        "AAliaslive: StepFunctions::StateMachineAlias",
      ],
    ],
    ["layer", thing("LayerVersion", "ContentUri: s3://b/k"), ["A#: Lambda::LayerVersion"]],
    [
      "application",
      thing("Application", "Location: 'https://b/t.yaml'"),
      ["A: CloudFormation::Stack"],
    ],
    [
      "capacity-provider",
      thing("CapacityProvider", "VpcConfig: {SubnetIds: [s]}"),
      ["A: Lambda::CapacityProvider", "AOperatorRole: IAM::Role"],
    ],
    [
      "web-socket-api",
      thing(
        "WebSocketApi",
        "RouteSelectionExpression: $request.body.action, Routes: {$connect: {FunctionArn: arn:f}}",
      ),
      [
        "A: ApiGatewayV2::Api",
        "AConnectRoute: ApiGatewayV2::Route",
        "AConnectIntegration: ApiGatewayV2::Integration",
        "AConnectPermission: Lambda::Permission",
        "ADefaultStage: ApiGatewayV2::Stage",
      ],
    ],
    [
      "graph-ql-api",
      thing("GraphQLApi", "SchemaInline: x, Auth: {Type: AWS_IAM}, Logging: false"),
      ["A: AppSync::GraphQLApi", "ASchema: AppSync::GraphQLSchema"],
    ],
  ])("sam.expansion.%s: %s", (_row, written, made) => {
    expect([...madeOf(written)].sort()).toEqual([...made].sort());
  });

  it.each([
    ["polled-queue", "{Type: SQS, Properties: {Queue: arn:q}}", "AWSLambdaSQSQueueExecutionRole"],
    [
      "polled-stream",
      "{Type: Kinesis, Properties: {Stream: arn:s, StartingPosition: LATEST}}",
      "AWSLambdaKinesisExecutionRole",
    ],
    [
      "polled-table",
      "{Type: DynamoDB, Properties: {Stream: arn:s, StartingPosition: LATEST}}",
      "AWSLambdaDynamoDBExecutionRole",
    ],
    [
      "polled-kafka",
      "{Type: MSK, Properties: {Stream: arn:s, StartingPosition: LATEST}}",
      "AWSLambdaMSKExecutionRole",
    ],
    [
      "polled-broker",
      "{Type: MQ, Properties: {Broker: b, Queues: [q], SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: arn:s}]}}",
      null,
    ],
    [
      "polled-own-kafka",
      "{Type: SelfManagedKafka, Properties: {Topics: [t], KafkaBootstrapServers: [a], SourceAccessConfigurations: [{Type: SASL_SCRAM_512_AUTH, URI: arn:s}]}}",
      null,
    ],
    [
      "polled-documents",
      "{Type: DocumentDB, Properties: {Cluster: b, DatabaseName: d, SourceAccessConfigurations: [{Type: BASIC_AUTH, URI: arn:s}]}}",
      null,
    ],
  ])("sam.expansion.%s: a mapping, and what its role needs: %s", (_row, event, managed) => {
    const written = workerWith(event);
    expect([...madeOf(written)].sort()).toEqual(
      [...base, "WorkerIn: Lambda::EventSourceMapping"].sort(),
    );
    const resources = resourcesOf(`Resources:${written}`);
    const arns = JSON.stringify(property(resources, "WorkerRole", "ManagedPolicyArns"));
    if (managed !== null) expect(arns).toContain(managed);
    else expect(property(resources, "WorkerRole", "Policies")).not.toHaveLength(0);
  });
});

describe("what is made says", () => {
  it("sam.expansion.bucket-event: a bucket of the template gets the notification and waits for the permission", () => {
    const written = `${workerWith("{Type: S3, Properties: {Bucket: {Ref: B}, Events: 's3:ObjectCreated:*'}}")}\n  B: {Type: AWS::S3::Bucket}`;
    const resources = resourcesOf(`Resources:${written}`);
    expect([...madeOf(written)].sort()).toEqual([...base, permission, "B: S3::Bucket"].sort());
    expect(property(resources, "B", "NotificationConfiguration")).toMatchObject({
      LambdaConfigurations: [
        { Event: "s3:ObjectCreated:*", Function: { "Fn::GetAtt": ["Worker", "Arn"] } },
      ],
    });
    expect(memberOf(resources.B, "DependsOn")).toEqual(["WorkerInPermission"]);
    expect(
      refusalOf(
        `Resources:${workerWith("{Type: S3, Properties: {Bucket: other, Events: a}}")}`,
      ).join(),
    ).toContain("S3 events must reference an S3 bucket in the same template");
  });

  it("sam.expansion.pool-event: a pool of the template gets the trigger", () => {
    const resources = resourcesOf(
      `Resources:${workerWith("{Type: Cognito, Properties: {UserPool: {Ref: B}, Trigger: PreSignUp}}")}\n  B: {Type: AWS::Cognito::UserPool}`,
    );
    expect(property(resources, "B", "LambdaConfig")).toEqual({
      PreSignUp: { "Fn::GetAtt": ["Worker", "Arn"] },
    });
    expect(memberOf(resources.WorkerCognitoPermission, "Type")).toBe("AWS::Lambda::Permission");
  });

  it("sam.expansion.provisioned: provisioned concurrency is the alias's, and needs one", () => {
    const provisioned =
      "\n      ProvisionedConcurrencyConfig: {ProvisionedConcurrentExecutions: 5}";
    const resources = resourcesOf(
      `Resources:${worker(`\n      AutoPublishAlias: live${provisioned}`)}`,
    );
    expect(property(resources, "WorkerAliaslive", "ProvisionedConcurrencyConfig")).toEqual({
      ProvisionedConcurrentExecutions: 5,
    });
    expect(refusalOf(`Resources:${worker(provisioned)}`).join()).toContain(
      "AutoPublishALias must be defined",
    );
  });

  it("sam.expansion.alias-references: F.Alias and F.Version lead to what was made", () => {
    const resources = resourcesOf(
      `Resources:${worker("\n      AutoPublishAlias: live")}\n  B: {Type: AWS::SQS::Queue, Properties: {QueueName: {Ref: Worker.Alias}, Other: {Ref: Worker.Version}}}`,
    );
    const version = Object.keys(resources).find((id) => id.startsWith("WorkerVersion"));
    expect(property(resources, "B", "QueueName")).toEqual({ Ref: "WorkerAliaslive" });
    expect(property(resources, "B", "Other")).toEqual({ Ref: version });
  });

  it("sam.expansion.role: the role has what the function asks for, and SAM's tag", () => {
    const rolesOf = (more: string) => {
      const resources = resourcesOf(`Resources:${worker(more)}`);
      const arns = property(resources, "WorkerRole", "ManagedPolicyArns") as readonly string[];
      return { arns: arns.map((arn) => arn.split("/").at(-1)), resources };
    };
    expect(rolesOf("").arns).toEqual(["AWSLambdaBasicExecutionRole"]);
    expect(rolesOf("\n      DurableConfig: {ExecutionTimeout: 9}").arns).toEqual([
      "AWSLambdaBasicDurableExecutionRolePolicy",
    ]);
    expect(rolesOf("\n      Tracing: Active").arns).toEqual([
      "AWSLambdaBasicExecutionRole",
      "AWSXrayWriteOnlyAccess",
    ]);
    expect(rolesOf("\n      Tracing: Disabled").arns).toEqual(["AWSLambdaBasicExecutionRole"]);
    expect(rolesOf("\n      VpcConfig: {SubnetIds: [s], SecurityGroupIds: [g]}").arns).toEqual([
      "AWSLambdaBasicExecutionRole",
      "AWSLambdaVPCAccessExecutionRole",
    ]);
    const { arns, resources } = rolesOf(
      "\n      Policies: [AmazonSQSReadOnlyAccess, {Statement: [{Effect: Allow, Action: 'a:B', Resource: '*'}]}]\n      DeadLetterQueue: {Type: SQS, TargetArn: arn:q}",
    );
    expect(arns).toEqual(["AWSLambdaBasicExecutionRole", "AmazonSQSReadOnlyAccess"]);
    const policies = JSON.stringify(property(resources, "WorkerRole", "Policies"));
    expect(policies).toContain("sqs:SendMessage");
    expect(policies).toContain("a:B");
    expect(property(resources, "WorkerRole", "Tags")).toEqual([
      { Key: "lambda:createdBy", Value: "SAM" },
    ]);
  });

  it("sam.expansion.table-key: a table has the key id of type String and pays per request", () => {
    const table = (more: string) => resourcesOf(`Resources:${thing("SimpleTable", more)}`);
    expect(property(table(""), "A", "AttributeDefinitions")).toEqual([
      { AttributeName: "id", AttributeType: "S" },
    ]);
    expect(property(table(""), "A", "BillingMode")).toBe("PAY_PER_REQUEST");
    const other = table(
      "PrimaryKey: {Name: n, Type: Number}, ProvisionedThroughput: {ReadCapacityUnits: 5}",
    );
    expect(property(other, "A", "KeySchema")).toEqual([{ AttributeName: "n", KeyType: "HASH" }]);
    expect(property(other, "A", "BillingMode")).toBeUndefined();
    expect(
      refusalOf(`Resources:${thing("SimpleTable", "PrimaryKey: {Name: n, Type: Text}")}`).join(),
    ).toContain(`Invalid 'Type' "Text"`);
  });

  it("sam.expansion.default-stage: an HTTP API has the stage $default, which deploys by itself", () => {
    const resources = resourcesOf(
      `Resources:${thing("HttpApi", "DefinitionBody: {openapi: 3.0.1, paths: {}}")}`,
    );
    expect(memberOf(resources.AApiGatewayDefaultStage, "Properties")).toMatchObject({
      StageName: "$default",
      AutoDeploy: true,
    });
    const named = resourcesOf(
      `Resources:${thing("HttpApi", "StageName: live, DefinitionBody: {openapi: 3.0.1, paths: {}}")}`,
    );
    expect(property(named, "AliveStage", "StageName")).toBe("live");
  });

  it("sam.expansion.extra-stage: a deployment also makes the stage Stage, unless OpenApiVersion is set", () => {
    const stageName = (more: string): unknown => {
      const resources = resourcesOf(
        `Resources:${thing("Api", `StageName: live, DefinitionBody: {swagger: 2.0, paths: {}}${more}`)}`,
      );
      const [deployment] = Object.values(resources as Record<string, JsonMap>).filter(
        (each) => memberOf(each, "Type") === "AWS::ApiGateway::Deployment",
      );
      return memberOf(memberOf(deployment, "Properties"), "StageName");
    };
    expect(stageName("")).toBe("Stage");
    expect(stageName(", OpenApiVersion: '2.0'")).toBeUndefined();
  });

  it("sam.expansion.api-hash: a deployment has another id when the definition is another", () => {
    const idOf = (path: string) =>
      Object.keys(
        typesOf(
          `Resources:${thing("Api", `StageName: live, DefinitionBody: {swagger: 2.0, paths: {${path}: {}}}`)}`,
        ),
      ).find((id) => id.startsWith("ADeployment"));
    expect(idOf("/a")).not.toBe(idOf("/b"));
    expect(idOf("/a")).toBe(idOf("/a"));
  });

  it("sam.expansion.layer-kept: versions of a layer are kept, unless RetentionPolicy says otherwise", () => {
    const layer = (more: string) => {
      const [resource] = Object.values(
        resourcesOf(`Resources:${thing("LayerVersion", `ContentUri: s3://b/k${more}`)}`),
      );
      return memberOf(resource, "DeletionPolicy");
    };
    expect(layer("")).toBe("Retain");
    expect(layer(", RetentionPolicy: Delete")).toBe("Delete");
    const ids = (key: string) =>
      Object.keys(
        typesOf(`Resources:${thing("LayerVersion", `ContentUri: s3://b/${key}`)}`),
      ).join();
    expect(ids("one")).not.toBe(ids("two"));
  });
});
