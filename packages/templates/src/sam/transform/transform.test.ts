import { describe, expect, it } from "vitest";
import {
  jsonOf as read,
  property,
  refusalOf as refusal,
  resourcesOf,
  transformed as transform,
  transformOptions as options,
  worker as workerWith,
} from "../../../test/transformed.ts";
import { readTemplate } from "../../template/document.ts";
import { memberOf, type JsonMap } from "./json.ts";
import { packaged } from "./packaged.ts";
import { placedTemplate } from "./template-json.ts";
import { transformSam } from "./transform.ts";

const worker = workerWith();

describe("a function", () => {
  it("becomes a function of Lambda, a role and what its events need, in this order", () => {
    const resources = resourcesOf(`
Resources:
  Orders: {Type: AWS::SQS::Queue}${worker}
      Policies: [SQSPollerPolicy: {QueueName: !GetAtt Orders.QueueName}]
      Events:
        Work: {Type: SQS, Properties: {Queue: !GetAtt Orders.Arn, BatchSize: 5}}
        Daily: {Type: Schedule, Properties: {Schedule: rate(1 day)}}`);
    expect(Object.keys(resources)).toEqual([
      ...["Orders", "Worker", "WorkerRole", "WorkerDaily", "WorkerDailyPermission", "WorkerWork"],
    ]);
    expect(memberOf(resources.WorkerWork, "Properties")).toEqual({
      FunctionName: { Ref: "Worker" },
      EventSourceArn: { "Fn::GetAtt": ["Orders", "Arn"] },
      BatchSize: 5,
    });
    expect(property(resources, "WorkerRole", "ManagedPolicyArns")).toEqual([
      "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
      "arn:aws:iam::aws:policy/service-role/AWSLambdaSQSQueueExecutionRole",
    ]);
  });

  it("is published anew when its code changes, not when its time does", () => {
    const version = (change: string) =>
      Object.keys(resourcesOf(`Resources:${worker}${change}\n      AutoPublishAlias: live`)).find(
        (id) => id.startsWith("WorkerVersion"),
      );
    expect(version("")).toMatch(/^WorkerVersion[0-9a-f]{10}$/);
    expect(version("\n      Timeout: 9")).toBe(version(""));
    expect(version("y")).not.toBe(version(""));
  });

  it("takes what Globals say: mappings are merged, lists joined, the rest is its own", () => {
    const resources = resourcesOf(`
Globals:
  Function:
    Timeout: 9
    MemorySize: 256
    Environment: {Variables: {A: general, B: general}}
    Layers: [arn:general]
Resources:${worker}
      Timeout: 3
      Environment: {Variables: {B: own}}
      Layers: [arn:own]`);
    expect(memberOf(resources.Worker, "Properties")).toMatchObject({
      Timeout: 3,
      MemorySize: 256,
      Environment: { Variables: { A: "general", B: "own" } },
      Layers: ["arn:general", "arn:own"],
    });
  });

  it("makes the API that its events imply, under the condition that it has itself", () => {
    const { Resources: resources } = transform(`
Conditions: {Wanted: !Equals [a, b]}
Resources:${worker}
      Events:
        Get: {Type: HttpApi, Properties: {Path: /orders, Method: get}}
    Condition: Wanted`);
    expect(memberOf(memberOf(resources, "ServerlessHttpApi"), "Condition")).toBe("Wanted");
    expect(Object.keys(resources as JsonMap)).toContain("ServerlessHttpApiApiGatewayDefaultStage");
  });
});

it("a template is left as it is, and says of what each resource was made", () => {
  const template = read(`Resources:${worker}`);
  const before = JSON.stringify(template);
  const { madeOf } = transformSam(template, options);
  expect(JSON.stringify(template)).toBe(before);
  expect([...madeOf]).toEqual([
    ["Worker", "Worker"],
    ["WorkerRole", "Worker"],
  ]);
});

it("what is made stands where it was written", () => {
  const text = `Resources:${worker}\n      Environment: {Variables: {A: b}}`;
  const { template, sourcesOf } = placedTemplate(readTemplate(text, "t.yaml").root);
  const { Resources: resources } = transformSam(template, options).template;
  const environment = property(resources as JsonMap, "Worker", "Environment");
  const [source] = sourcesOf(environment as JsonMap);
  expect(source?.place).toMatchObject({ line: 8, column: 20 });
  expect(sourcesOf({})).toEqual([]);
});

it("a version that looks like a number keeps its text", () => {
  const api = (version: string) => `
Resources:
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: a, OpenApiVersion: ${version}}}`;
  const body = property(resourcesOf(api("3.0")), "Api", "Body");
  expect(memberOf(body, "openapi")).toBe("3.0");
  expect(property(resourcesOf(api("3.0.1")), "Api", "Body")).toMatchObject({ openapi: "3.0.1" });
  const given = "StageName: a, DefinitionBody: {swagger: 2.0, paths: {}}";
  expect(refusal(api("3.0").replace("StageName: a", given))).toEqual([]);
});

it("the same template makes the same, in another Region its own ARNs", () => {
  const text = `Resources:${worker}\n      Tracing: Active`;
  expect(transform(text)).toEqual(transform(text));
  const chinese = transformSam(read(text), {
    ...options,
    region: "cn-north-1",
    partition: "aws-cn",
  });
  expect(JSON.stringify(chinese.template)).toContain("arn:aws-cn:iam::aws:policy");
});

it("a GraphQL API has its schema, sources, functions and resolvers", () => {
  const resources = resourcesOf(`
Resources:
  Api:
    Type: AWS::Serverless::GraphQLApi
    Properties:
      SchemaInline: "type Query { order: String }"
      Auth: {Type: AWS_IAM}
      Logging: false
      DataSources: {DynamoDb: {Orders: {TableName: t, TableArn: arn:t}}}
      Functions:
        find: {DataSource: Orders, InlineCode: x, Runtime: {Name: APPSYNC_JS, Version: 1.0.0}}
        pass: {DataSource: none, InlineCode: x, Runtime: {Name: APPSYNC_JS, Version: 1.0.0}}
      Resolvers: {Query: {order: {Pipeline: [find, pass]}}}`);
  expect(Object.keys(resources)).toEqual([
    ...["Api", "ApiSchema", "ApiOrdersDynamoDBDataSource", "ApiOrdersDynamoDBDataSourceRole"],
    ...["ApiOrdersDynamoDBDataSourceToTableConnectorPolicy", "Apifind", "Apipass"],
    ...["ApiNoneDataSource", "ApiQueryorder"],
  ]);
  expect(property(resources, "ApiQueryorder", "PipelineConfig")).toEqual({
    Functions: [
      { "Fn::GetAtt": ["Apifind", "FunctionId"] },
      { "Fn::GetAtt": ["Apipass", "FunctionId"] },
    ],
  });
});

it("everything that is wrong is told at once, sorted by what it is about", () => {
  expect(
    refusal(`
Resources:
  Zebra: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Handler: y}}
  Ape: {Type: AWS::Serverless::SimpleTable, Properties: {Color: red}}`),
  ).toEqual([
    "Resource with id [Ape] is invalid. property Color not defined for resource of type AWS::Serverless::SimpleTable",
    "Resource with id [Zebra] is invalid. Runtime and Handler needs to be present when PackageType is of type `Zip`",
  ]);
});

it("a section of Globals may only say what its type has", () => {
  expect(refusal(`Globals: {Queue: {}}\nResources:${worker}`)[0]).toMatch(
    /'Queue' is not supported/,
  );
  expect(refusal(`Globals: {Function: {Color: red}}\nResources:${worker}`)[0]).toMatch(
    /^'Globals' section is invalid. 'Color' is not a supported property of 'Function'/,
  );
});

it("sam.recipe.packaged: what lies beside a template is as if it were packaged", () => {
  const made = packaged(
    read(`
Resources:
  Code: {Type: AWS::Serverless::Function, Properties: {CodeUri: src/}}
  Here: {Type: AWS::Serverless::Function}
  Image: {Type: AWS::Serverless::Function, Properties: {PackageType: Image}}
  There: {Type: AWS::Serverless::Function, Properties: {CodeUri: s3://b/k}}
  Inline: {Type: AWS::Serverless::Function, Properties: {InlineCode: x}}`),
  );
  const resources = made.Resources as JsonMap;
  expect(property(resources, "Code", "CodeUri")).toBe("s3://packaged/Code");
  expect(property(resources, "Here", "CodeUri")).toBe("s3://packaged/Here");
  expect(property(resources, "Image", "ImageUri")).toBe("packaged/Image");
  expect(property(resources, "There", "CodeUri")).toBe("s3://b/k");
  expect(property(resources, "Inline", "CodeUri")).toBeUndefined();
});
