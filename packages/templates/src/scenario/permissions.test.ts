import {
  call,
  continueRun,
  missingPermissions,
  prepareRun,
  reportOf,
  type Scripts,
} from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { readScenarioDocument } from "./scenario-document.ts";

/** A topic with a queue and a function behind it, which puts what it gets into a table. */
const template = (more: { readonly policies?: string; readonly queuePolicy?: boolean } = {}) =>
  `Transform: AWS::Serverless-2016-10-31
Resources:
  News: { Type: AWS::SNS::Topic }
  Items: { Type: AWS::Serverless::SimpleTable }
  Orders: { Type: AWS::SQS::Queue }
  ToOrders:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Orders.Arn }
${
  more.queuePolicy === true
    ? `  OrdersPolicy:
    Type: AWS::SQS::QueuePolicy
    Properties:
      Queues: [!Ref Orders]
      PolicyDocument:
        Statement:
          - Effect: Allow
            Principal: { Service: sns.amazonaws.com }
            Action: sqs:SendMessage
            Resource: !GetAtt Orders.Arn
            Condition: { ArnEquals: { aws:SourceArn: !Ref News } }
`
    : ""
}  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Environment: { Variables: { TABLE: !Ref Items } }
${more.policies ?? ""}
      Events:
        Published: { Type: SNS, Properties: { Topic: !Ref News } }
`;

const crud = `      Policies: [{ DynamoDBCrudPolicy: { TableName: !Ref Items } }]`;
const scripts: Scripts = {
  *put() {
    yield call("dynamodb", "PutItem", { TableName: "stack-Items", Item: { id: { S: "1" } } });
    return null;
  },
};

function reportAfter(text: string, given: Parameters<typeof template>[0] = {}) {
  const sources = {
    open(path: string) {
      if (path === "template.yaml") return { path, text: template(given) };
      throw new ConfigError(path, "a file", "none");
    },
  };
  const document = readScenarioDocument(
    `template: template.yaml
duration: 2m
workload: [{ to: News, arrivals: { constant: { rate: 1/s } }, for: 20s }]
${text}`,
    "s.yaml",
  );
  const { scenario, warnings } = readScenario(document, sources, { scripts });
  const run = prepareRun(scenario, { seed: 1, scripts });
  continueRun(run);
  const report = reportOf(run);
  return {
    ...report,
    read: warnings,
    sum: (name: string, metric: string) => report.metrics[name]?.[metric]?.sum ?? 0,
    told: report.warnings.filter((line) => / may not | is told of /.test(line)),
  };
}

it("off, which is usual, is as if there were no policies", () => {
  const { told, sum, digest } = reportAfter("");
  expect(told).toEqual([]);
  expect(sum("Orders", "NumberOfMessagesSent")).toBe(20);
  expect(reportAfter("iam: off").digest).toBe(digest);
  expect(reportAfter("iam: { mode: off }").digest).toBe(digest);
});

it("warn does all, and tells what may not be", () => {
  const { told, sum } = reportAfter("iam: warn");
  expect(sum("Orders", "NumberOfMessagesSent")).toBe(20);
  expect(told).toEqual([
    expect.stringMatching(
      /^News may not sqs:SendMessage at arn:aws:sqs:.* because no resource-based policy allows the sqs:SendMessage action: AWS would refuse it\.$/,
    ),
    expect.stringMatching(
      /^Worker is told of Items by TABLE, and no policy of its role allows anything there\.$/,
    ),
  ]);
});

it("enforce refuses it in AWS's words, and SAM's policy templates and permissions let in", () => {
  const { told, sum } = reportAfter("iam: enforce", { policies: crud });
  expect(sum("Orders", "NumberOfMessagesSent")).toBe(0);
  expect(sum("News", "NumberOfNotificationsFailed")).toBe(20);
  expect(sum("Worker", "Invocations")).toBe(20);
  expect(told).toEqual([
    expect.stringMatching(/^News may not sqs:SendMessage at .* because no resource-based policy/),
  ]);
  const whole = reportAfter("iam: enforce", { policies: crud, queuePolicy: true });
  expect(whole.sum("Orders", "NumberOfMessagesSent")).toBe(20);
  expect(whole.told).toEqual([]);
});

describe("the organization's policies", () => {
  it("stop what they deny", () => {
    const { sum } = reportAfter(
      `iam:
  mode: enforce
  serviceControlPolicies:
    - { Statement: [{ Effect: Allow, Action: "*", Resource: "*" }] }
    - { Statement: [{ Effect: Deny, Action: "sns:Publish", Resource: "*" }] }`,
      { queuePolicy: true, policies: crud },
    );
    expect(sum("News", "NumberOfMessagesPublished")).toBe(0);
    expect(sum("workload to News", "Refused")).toBe(20);
  });

  it("are read as they are said", () => {
    expect(() => reportAfter("iam: sometimes")).toThrow(/iam/);
    expect(() => reportAfter("iam: { mode: warn, serviceControlPolicies: [{}] }")).toThrow(
      "expected a policy with statements",
    );
  });
});

it("a function that calls what it may not hears so, by profile and by script", () => {
  const script = reportAfter(`iam: enforce\nfunctions: { Worker: { script: put } }`);
  expect(script.sum("Worker", "Errors")).toBeGreaterThan(20);
  expect(script.told.join("\n")).toMatch(
    /Worker may not dynamodb:PutItem at arn:aws:dynamodb:.*table\/stack-Items because no identity-based policy allows the dynamodb:PutItem action: \d+ calls were refused\./,
  );
  const profile = (mode: string) =>
    reportAfter(
      `iam: ${mode}\nfunctions: { Worker: { calls: [{ "sqs:SendMessage": Orders, body: m }] } }`,
      { queuePolicy: true },
    );
  const because = "because no identity-based policy allows the sqs:SendMessage action";
  expect(profile("warn").told.join("\n")).toContain(
    `${because}: 20 calls were made that AWS would refuse.`,
  );
  expect(profile("enforce").sum("Orders", "NumberOfMessagesSent")).toBe(20);
  expect(profile("enforce").told.join("\n")).toContain(because);
});

it("iam.invoke.api: an API that may not invoke its function answers 500", () => {
  const api = (permission: string) => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }]
  Worker:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, Role: !GetAtt Role.Arn, Code: { ZipFile: "" } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      AuthorizationType: NONE
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Worker.Arn}/invocations
  Deployment:
    Type: AWS::ApiGateway::Deployment
    DependsOn: Method
    Properties: { RestApiId: !Ref Api, StageName: prod }
${permission}`;
  const permission = `  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Worker
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*
`;
  const answers = (text: string) => {
    const sources = { open: (path: string) => ({ path, text }) };
    const scenario = `template: template.yaml
duration: 1m
iam: enforce
workload: [{ to: Api, request: { path: /prod }, arrivals: { constant: { rate: 1/s } }, for: 10s }]
functions: { Worker: { response: { statusCode: 200, body: ok } } }
`;
    const read = readScenario(readScenarioDocument(scenario, "s.yaml"), sources);
    const run = prepareRun(read.scenario, { seed: 1 });
    continueRun(run);
    const { Api: metrics = {} } = reportOf(run).metrics;
    return [metrics["Count"]?.sum, metrics["5XXError"]?.sum];
  };
  expect(answers(api(""))).toEqual([10, 10]);
  expect(answers(api(permission))).toEqual([10, 0]);
});

describe("iam.invoke.api: each method asks by itself, as SAM's permissions have it", () => {
  const samApi = (path: string, event: string, more = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders: { Type: AWS::SQS::Queue }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      InlineCode: ""
      Events:
        Ask: { Type: ${event}, Properties: { Path: "${path}", Method: any } }
${more}`;
  const lackingIn = (template: string) => {
    const document = readScenarioDocument("template: t.yaml\nduration: 1m\niam: warn\n", "s");
    const { scenario } = readScenario(document, {
      open: (path) => ({ path, text: template }),
    });
    return missingPermissions(prepareRun(scenario, { seed: 1 }));
  };

  it.each([
    ["/orders/{id}", "Api"],
    ["/", "Api"],
    ["/{proxy+}", "HttpApi"],
    ["/orders", "HttpApi"],
  ])("%s of %s", (path, event) => {
    expect(lackingIn(samApi(path, event))).toEqual([]);
  });

  it("and one that has no permission is told", () => {
    const integration = `x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Worker.Arn}/invocations`;
    const api = `  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: 3.0.1
        info: { title: a, version: "1" }
        paths:
          /one:
            get:
              ${integration}
          /two:
            get:
              ${integration}
  Permission:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Worker
      Principal: apigateway.amazonaws.com
      SourceArn: !Sub arn:aws:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${Api}/*/GET/one
`;
    const [told, ...more] = lackingIn(samApi("/", "Api", api));
    expect(more).toEqual([]);
    expect(told).toMatch(/^Api may not lambda:InvokeFunction .* for .*\/GET\/two and 1 more /);
  });

  it("and one whose integration has a role asks as that", () => {
    const api = (Resource: string) => `  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        openapi: 3.0.1
        info: { title: a, version: "1" }
        paths:
          /orders:
            post:
              x-amazon-apigateway-integration:
                type: aws_proxy
                payloadFormatVersion: "1.0"
                integrationSubtype: SQS-SendMessage
                credentials: !GetAtt Sender.Arn
                requestParameters: { QueueUrl: !Ref Orders, MessageBody: $request.body }
  Sender:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: apigateway.amazonaws.com }, Action: "sts:AssumeRole" }]
      Policies:
        - PolicyName: send
          PolicyDocument: { Statement: [{ Effect: Allow, Action: "sqs:SendMessage", Resource: ${Resource} }] }
`;
    const sent = (Resource: string) => {
      const template = samApi("/", "Api", api(Resource));
      const document = readScenarioDocument(
        `template: t.yaml
duration: 1m
iam: enforce
workload: [{ to: Api, request: { path: /orders }, payload: { json: 1 }, arrivals: { constant: { rate: 1/s } }, for: 10s }]
`,
        "s",
      );
      const { scenario } = readScenario(document, { open: (path) => ({ path, text: template }) });
      const run = prepareRun(scenario, { seed: 1 });
      continueRun(run);
      return reportOf(run).metrics["Orders"]?.["NumberOfMessagesSent"]?.sum ?? 0;
    };
    expect(sent("!GetAtt Orders.Arn")).toBe(10);
    expect(sent("arn:aws:sqs:us-east-1:123456789012:other")).toBe(0);
  });
});

it("iam.mode.deployed: a rule of a bus has an ARN with the bus, and permissions are there before what tries them", () => {
  const template = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }]
  Logs: { Type: AWS::Logs::LogGroup }
  Worker:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, Role: !GetAtt Role.Arn, Code: { ZipFile: "" } }
  Filter:
    Type: AWS::Logs::SubscriptionFilter
    Properties: { LogGroupName: !Ref Logs, FilterPattern: "", DestinationArn: !GetAtt Worker.Arn }
  Bus: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Rule:
    Type: AWS::Events::Rule
    Properties:
      EventBusName: !GetAtt Bus.Arn
      EventPattern: { source: [shop] }
      Targets: [{ Id: a, Arn: !GetAtt Worker.Arn }]
  OfLogs:
    Type: AWS::Lambda::Permission
    Properties:
      Action: lambda:InvokeFunction
      FunctionName: !Ref Worker
      Principal: logs.amazonaws.com
      SourceArn: !GetAtt Logs.Arn
  OfRule:
    Type: AWS::Lambda::Permission
    Properties: { Action: lambda:InvokeFunction, FunctionName: !Ref Worker, Principal: events.amazonaws.com, SourceArn: !GetAtt Rule.Arn }
`;
  const document = readScenarioDocument("template: t.yaml\nduration: 1m\niam: enforce\n", "s");
  const { scenario } = readScenario(document, { open: (path) => ({ path, text: template }) });
  expect(missingPermissions(prepareRun(scenario, { seed: 1 }))).toEqual([]);
});
