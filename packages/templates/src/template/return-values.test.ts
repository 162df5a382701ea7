import { describe, expect, it } from "vitest";
import { attributeForm, attributesOf } from "./attributes.ts";
import { readTemplate } from "./document.ts";
import { plainOf } from "./node.ts";
import { resolveTemplate } from "./stacks.ts";

const place = "us-east-1:123456789012";
const fn = `arn:aws:lambda:${place}:function:f`;
const machine = `arn:aws:states:${place}:stateMachine:m`;
/** What a resource without a name is called. */
const named = /^stack-Thing-\w{12}$/;
const id = /^[\w-]+$/;

const valueOf = (type: string, properties: string, value: string): unknown => {
  const text = `Transform: AWS::Serverless-2016-10-31
Resources:
  Thing: {Type: "${type}", Properties: ${properties}}
  Subject: {Type: AWS::SSM::Parameter, Properties: {Value: ${value}}}
`;
  const { resources } = resolveTemplate(readTemplate(text, "t.yaml"));
  const subject = resources.find(({ logicalId }) => logicalId === "Subject")!;
  return (plainOf(subject.properties) as { readonly Value: unknown }).Value;
};

type Row = readonly [
  row: string,
  type: string,
  properties: string,
  ref: string | RegExp,
  attributes: string,
];

describe("what references to a resource return", () => {
  it.each<Row>([
    [
      "function",
      "AWS::Lambda::Function",
      "{FunctionName: f}",
      "f",
      "Arn SnapStartResponse.ApplyOn SnapStartResponse.OptimizationStatus",
    ],
    ["version", "AWS::Lambda::Version", "{FunctionName: f}", `${fn}:1`, "FunctionArn Version"],
    ["alias", "AWS::Lambda::Alias", "{FunctionName: f, Name: live}", `${fn}:live`, "AliasArn"],
    [
      "layer-version",
      "AWS::Lambda::LayerVersion",
      "{LayerName: l}",
      `arn:aws:lambda:${place}:layer:l:1`,
      "LayerVersionArn",
    ],
    [
      "mapping",
      "AWS::Lambda::EventSourceMapping",
      "{FunctionName: f}",
      id,
      "EventSourceMappingArn Id",
    ],
    ["url", "AWS::Lambda::Url", `{TargetFunctionArn: f}`, fn, "FunctionArn FunctionUrl"],
    ["invoke-config", "AWS::Lambda::EventInvokeConfig", "{FunctionName: f}", id, ""],
    [
      "queue",
      "AWS::SQS::Queue",
      "{QueueName: q}",
      "https://sqs.us-east-1.amazonaws.com/123456789012/q",
      "Arn QueueName QueueUrl",
    ],
    ["topic", "AWS::SNS::Topic", "{TopicName: t}", `arn:aws:sns:${place}:t`, "TopicArn TopicName"],
    ["subscription", "AWS::SNS::Subscription", "{TopicArn: t}", /Thing/, "Arn"],
    ["table", "AWS::DynamoDB::Table", "{TableName: t}", "t", "Arn StreamArn"],
    [
      "bucket",
      "AWS::S3::Bucket",
      "{BucketName: b}",
      "b",
      "Arn DomainName DualStackDomainName RegionalDomainName WebsiteURL",
    ],
    ["stream", "AWS::Kinesis::Stream", "{Name: s}", "s", "Arn"],
    [
      "stream-consumer",
      "AWS::Kinesis::StreamConsumer",
      `{ConsumerName: c, StreamARN: 'arn:aws:kinesis:${place}:stream/s'}`,
      /^arn:aws:kinesis:us-east-1:123456789012:stream\/s\/consumer\/c:\d+$/,
      "ConsumerARN ConsumerCreationTimestamp ConsumerName ConsumerStatus StreamARN",
    ],
    [
      "delivery-stream",
      "AWS::KinesisFirehose::DeliveryStream",
      "{DeliveryStreamName: d}",
      "d",
      "Arn",
    ],
    ["rule", "AWS::Events::Rule", "{Name: r}", "r", "Arn"],
    ["event-bus", "AWS::Events::EventBus", "{Name: b}", "b", "Arn Name"],
    ["schedule", "AWS::Scheduler::Schedule", "{Name: s}", "s", "Arn"],
    [
      "pipe",
      "AWS::Pipes::Pipe",
      "{Name: p}",
      "p",
      "Arn CreationTime CurrentState LastModifiedTime StateReason",
    ],
    [
      "state-machine",
      "AWS::StepFunctions::StateMachine",
      "{StateMachineName: m}",
      machine,
      "Arn Name StateMachineRevisionId",
    ],
    [
      "activity",
      "AWS::StepFunctions::Activity",
      "{Name: a}",
      `arn:aws:states:${place}:activity:a`,
      "Arn Name",
    ],
    [
      "state-machine-version",
      "AWS::StepFunctions::StateMachineVersion",
      `{StateMachineArn: '${machine}'}`,
      `${machine}:1`,
      "Arn",
    ],
    [
      "state-machine-alias",
      "AWS::StepFunctions::StateMachineAlias",
      `{Name: live, RoutingConfiguration: [{StateMachineVersionArn: '${machine}:1', Weight: 100}]}`,
      `${machine}:live`,
      "Arn",
    ],
    ["rest-api", "AWS::ApiGateway::RestApi", "{}", /^[a-z0-9]{10}$/, "RestApiId RootResourceId"],
    ["rest-resource", "AWS::ApiGateway::Resource", "{}", id, "ResourceId"],
    ["rest-method", "AWS::ApiGateway::Method", "{}", id, ""],
    ["rest-stage", "AWS::ApiGateway::Stage", "{StageName: live}", "live", ""],
    ["rest-deployment", "AWS::ApiGateway::Deployment", "{}", id, "DeploymentId"],
    ["rest-key", "AWS::ApiGateway::ApiKey", "{}", id, "APIKeyId"],
    ["rest-plan", "AWS::ApiGateway::UsagePlan", "{}", id, "Id"],
    [
      "http-api",
      "AWS::ApiGatewayV2::Api",
      "{ProtocolType: HTTP}",
      /^[a-z0-9]{10}$/,
      "ApiEndpoint ApiId",
    ],
    ["http-stage", "AWS::ApiGatewayV2::Stage", "{StageName: live}", "live", ""],
    ["http-route", "AWS::ApiGatewayV2::Route", "{}", id, "RouteId"],
    ["http-integration", "AWS::ApiGatewayV2::Integration", "{}", id, "IntegrationId"],
    ["role", "AWS::IAM::Role", "{RoleName: r}", "r", "Arn RoleId"],
    ["log-group", "AWS::Logs::LogGroup", "{LogGroupName: g}", "g", "Arn"],
    ["alarm", "AWS::CloudWatch::Alarm", "{AlarmName: a}", "a", "Arn"],
    [
      "user-pool",
      "AWS::Cognito::UserPool",
      "{}",
      /^us-east-1_\w{9}$/,
      "Arn ProviderName ProviderURL UserPoolId",
    ],
    ["deployment-application", "AWS::CodeDeploy::Application", "{ApplicationName: a}", "a", ""],
    [
      "deployment-group",
      "AWS::CodeDeploy::DeploymentGroup",
      "{DeploymentGroupName: g, ApplicationName: a}",
      "g",
      "",
    ],
    ["distribution", "AWS::CloudFront::Distribution", "{}", /^E[A-Z0-9]{13}$/, "DomainName Id"],
    [
      "network",
      "AWS::EC2::VPC",
      "{CidrBlock: 10.0.0.0/16}",
      id,
      "CidrBlock DefaultNetworkAcl DefaultSecurityGroup Ipv6CidrBlocks VpcId",
    ],
    ["file-system", "AWS::EFS::FileSystem", "{}", id, "Arn FileSystemId"],
    ["access-point", "AWS::EFS::AccessPoint", "{FileSystemId: f}", id, "AccessPointId Arn"],
    ["work-group", "AWS::Athena::WorkGroup", "{Name: w}", id, "CreationTime"],
    [
      "sam-function",
      "AWS::Serverless::Function",
      "{Runtime: r, Handler: h, InlineCode: x}",
      named,
      "Arn SnapStartResponse.ApplyOn",
    ],
    [
      "sam-api",
      "AWS::Serverless::Api",
      "{StageName: live, DefinitionBody: {swagger: 2.0, paths: {}}}",
      /^[a-z0-9]{10}$/,
      "RestApiId RootResourceId",
    ],
    [
      "sam-http-api",
      "AWS::Serverless::HttpApi",
      "{DefinitionBody: {openapi: 3.0.1, paths: {}}}",
      /^[a-z0-9]{10}$/,
      "ApiEndpoint ApiId",
    ],
    ["sam-table", "AWS::Serverless::SimpleTable", "{}", named, "Arn"],
    [
      "sam-state-machine",
      "AWS::Serverless::StateMachine",
      "{Definition: {StartAt: A}}",
      /^arn:aws:states:us-east-1:123456789012:stateMachine:/,
      "Arn Name",
    ],
  ])("cloudformation.returns.%s: %s", (_row, type, properties, ref, listed) => {
    const returned = valueOf(type, properties, "!Ref Thing");
    if (typeof ref === "string") expect(returned).toBe(ref);
    else expect(returned).toMatch(ref);
    const attributes = attributesOf(type);
    for (const name of listed.split(" ").filter((each) => each !== "")) {
      const value = valueOf(type, properties, `!GetAtt Thing.${name}`);
      if (/arn$/i.test(name)) expect(value, name).toMatch(/^arn:aws:/);
      else expect(String(value), name).not.toBe("");
      if (attributes === undefined) continue; // Of SAM: they are those of the type that it becomes.
      const form = attributeForm(attributes, name);
      expect(form, name).toBeDefined();
      if (form === "ref") expect(value, name).toBe(returned);
    }
    expect(() => valueOf(type, properties, "!GetAtt Thing.Colour")).toThrow("Colour");
  });
});
