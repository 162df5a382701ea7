import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TemplateError } from "./error.ts";
import { formatLint, lintTemplate } from "./lint.ts";

const text = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: {Type: String}
Resources:
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: !Sub orders-\${Stage}
      Tags: [{Key: a, Value: b}]
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 10
      SnapStart: {ApplyOn: PublishedVersions}
      Events:
        Orders: {Type: SQS, Properties: {Queue: !GetAtt Orders.Arn}}
        Call: {Type: HttpApi}
  Table: {Type: AWS::Bedrock::Agent}
  Other: {Type: AWS::Bedrock::Agent}
`;

it("counts resources by verdict, those included that SAM makes", () => {
  expect(lintTemplate(text, "t.yaml").counts).toEqual({ modeled: 6, ignored: 1, opaque: 2 });
});

describe("loops", () => {
  const template = (fn: string, more = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Done: {Type: AWS::SQS::Queue}
  Checker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Events: {In: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn}}}
${fn}
${more}`;
  const policy = (action: string, queue: string) =>
    `      Policies: [{Statement: [{Effect: Allow, Action: ${action}, Resource: ${queue}}]}]`;
  const variable = (queue: string) => `      Environment: {Variables: {QUEUE_URL: !Ref ${queue}}}`;
  const role = (resource: string) => `  Rights:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies: [{PolicyName: a, PolicyDocument: {Statement: {Effect: Allow, Action: [sqs:DeleteMessage, "sqs:*"], Resource: ${resource}}}}]`;
  const warning =
    "Checker: may send to Jobs, which it reads: a loop. Lambda stops a function that runs more than 16 times in one chain of requests.";

  it.each([
    ["a statement", policy("sqs:SendMessage", "!GetAtt Jobs.Arn"), ""],
    [
      "a policy of SAM",
      "      Policies: [SQSSendMessagePolicy: {QueueName: !GetAtt Jobs.QueueName}]",
      "",
    ],
    [
      "a destination",
      "      EventInvokeConfig: {DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Jobs.Arn}}}",
      "",
    ],
    [
      "a destination of its alias",
      "      AutoPublishAlias: live",
      `  Results:
    Type: AWS::Lambda::EventInvokeConfig
    Properties:
      FunctionName: !Ref Checker.Alias
      Qualifier: live
      DestinationConfig: {OnSuccess: {Destination: !GetAtt Jobs.Arn}}`,
    ],
    ["a dead-letter queue", "      DeadLetterQueue: {Type: SQS, TargetArn: !GetAtt Jobs.Arn}", ""],
    [
      "a variable, and rights to all queues",
      `${variable("Jobs")}\n${policy('"sqs:*"', '"*"')}`,
      "",
    ],
    [
      "a variable, and a role of elsewhere",
      `${variable("Jobs")}\n      Role: arn:aws:iam::123456789012:role/other`,
      "",
    ],
    ["a role of the template", "      Role: !GetAtt Rights.Arn", role("!GetAtt Jobs.Arn")],
  ])("warns of a function that may send to what it reads, by %s", (_, fn, more) => {
    const { warnings } = lintTemplate(template(fn, more), "t.yaml");
    expect(warnings.filter((text) => text.includes(" a loop. "))).toEqual([warning]);
  });

  it.each([
    ["nothing says so", ""],
    ["it sends elsewhere", policy("sqs:SendMessage", "!GetAtt Done.Arn")],
    [
      "it may only read",
      `${variable("Jobs")}\n${policy("sqs:ReceiveMessage", "!GetAtt Jobs.Arn")}`,
    ],
    ["it may send everywhere, and nothing names the queue", policy("sqs:SendMessage", '"*"')],
    [
      "it is allowed",
      `      RecursiveLoop: Allow\n${policy("sqs:SendMessage", "!GetAtt Jobs.Arn")}`,
    ],
  ])("does not where %s", (_, fn) => {
    expect(lintTemplate(template(fn), "t.yaml").warnings).toEqual([]);
  });

  it("sees a loop of two functions", () => {
    const second = `  Second:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Policies: [SQSSendMessagePolicy: {QueueName: !GetAtt Jobs.QueueName}]
      Events: {In: {Type: SQS, Properties: {Queue: !GetAtt Done.Arn}}}`;
    const fn = policy("sqs:SendMessage", "!GetAtt Done.Arn");
    const { warnings } = lintTemplate(template(fn, second), "t.yaml");
    expect(warnings.map((text) => text.slice(0, text.indexOf(":", 10)))).toEqual([
      "Checker: may send to Jobs, which it reads through Second",
      "Second: may send to Done, which it reads through Checker",
    ]);
  });
});

it("prints what is modeled, what is not, what is ignored and what was warned of", () => {
  expect(formatLint(lintTemplate(text, "t.yaml"))).toBe(
    `t.yaml: 9 resources: 6 modeled, 1 ignored without harm, 2 not modeled

modeled
  Orders                                   A standard queue with a visibility timeout of 30 s, simulated.
    ignored      Tags
  Worker                                   A function with 128 MB and a timeout of 10 s, simulated.
    ignored      Handler, Code, Tags, Role
  WorkerOrders                             Reads Orders and invokes Worker with up to 10 messages, simulated.
  WorkerCallPermission                     In the policy of Worker, which only its function URLs ask, simulated.
  ServerlessHttpApi                        An HTTP API, simulated.
  ServerlessHttpApiApiGatewayDefaultStage  The stage $default, simulated.
    ignored      Tags

not modeled
  Bedrock is not modeled yet: calls to it must be part of the durations of the functions that make them.
    Table  AWS::Bedrock::Agent
    Other  AWS::Bedrock::Agent

ignored without harm
  Permissions are checked where a scenario has iam: otherwise every call is allowed.
    WorkerRole  AWS::IAM::Role

made by SAM's transform
  Worker
    Worker                                   AWS::Lambda::Function
    WorkerRole                               AWS::IAM::Role
    WorkerOrders                             AWS::Lambda::EventSourceMapping
    WorkerCallPermission                     AWS::Lambda::Permission
  ServerlessHttpApi
    ServerlessHttpApi                        AWS::ApiGatewayV2::Api
    ServerlessHttpApiApiGatewayDefaultStage  AWS::ApiGatewayV2::Stage

sam sync --code
  Worker  by UpdateFunctionCode
  with a deployment only: Orders, Table, Other

sam local
  $default  to Worker.Call
  brings none of Worker.Orders (SQS)

warnings
  Parameter Stage: has no default and was given no value; a placeholder is used.
`,
  );
});

it("leaves out sections that would be empty", () => {
  const report = lintTemplate("Resources: {Q: {Type: AWS::SQS::Queue}}", "q.yaml");
  expect(formatLint(report)).toBe(
    "q.yaml: 1 resource: 1 modeled, 0 ignored without harm, 0 not modeled\n\nmodeled\n  Q  A standard queue with a visibility timeout of 30 s, simulated.\n",
  );
});

describe("whatever the template", () => {
  const word = fc.constantFrom<unknown>(
    ..."a,7,true,-,A,A.Arn,C,Stage,AWS::Region,,${A},${B.Arn}-x,${AWS::Region},{{resolve:ssm:x}}".split(
      ",",
    ),
    -1,
    7,
    true,
    null,
  );
  /** One of `usual`, and now and then one of `odd`. */
  const mostly = (usual: readonly unknown[], odd: readonly unknown[]) =>
    fc.oneof({ arbitrary: fc.constantFrom(...usual), weight: 19 }, fc.constantFrom(...odd));
  const call = (name: string, argument: fc.Arbitrary<unknown>) =>
    argument.map((each) => ({ [name]: each }));
  const { value } = fc.letrec<{ value: unknown }>((tie) => {
    const any = tie("value");
    const items = fc.oneof(fc.array(any, { maxLength: 3 }), any);
    return {
      value: fc.oneof(
        { maxDepth: 4, depthSize: "small", withCrossShrink: true },
        { arbitrary: word, weight: 6 },
        { arbitrary: fc.array(any, { maxLength: 3 }), weight: 1 },
        { arbitrary: fc.dictionary(fc.constantFrom("a", "Ref", "Key", "Fn::No"), any), weight: 1 },
        call("Ref", mostly(["A", "B", "Stage", "AWS::NoValue"], ["No", 7])),
        call("Fn::GetAtt", mostly(["A.Arn", ["B", "Arn"]], ["No.Arn", "A", []])),
        call("Fn::Sub", fc.oneof(word, fc.tuple(word, fc.record({ a: any })))),
        call("Fn::If", fc.tuple(fc.constantFrom("C", "D"), any, any)),
        call("Fn::FindInMap", fc.tuple(fc.constant("M"), fc.constantFrom("a", "b"), any)),
        call("Fn::Join", fc.tuple(word, items)),
        call("Fn::Split", fc.tuple(word, any)),
        call("Fn::Select", fc.tuple(fc.constantFrom<unknown>(0, "1", 2), items)),
        ...["Base64", "GetAZs", "Cidr", "ImportValue", "Transform", "ToJsonString", "Length"].map(
          (name) => call(`Fn::${name}`, any),
        ),
      ),
    };
  });
  const condition = fc.oneof(
    { arbitrary: call("Fn::Equals", fc.tuple(word, word)), weight: 17 },
    call("Condition", fc.constant("C")),
    call("Fn::Not", fc.array(fc.constant({ Condition: "C" }), { maxLength: 2 })),
    value,
  );
  const propertiesOf = (...names: readonly string[]) =>
    fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 2 });
  const event = fc.record({
    Type: fc.constantFrom("SQS", "Api"),
    Properties: propertiesOf("Queue"),
  });
  const resource = fc.oneof(
    fc.record({
      Type: fc.constant("AWS::SQS::Queue"),
      Properties: propertiesOf("QueueName", "DelaySeconds", "RedrivePolicy", "Tags", "FifoQueue"),
    }),
    fc.record({
      Type: fc.constant("AWS::Serverless::Function"),
      Properties: fc
        .oneof(
          propertiesOf("FunctionName", "Timeout", "Environment", "Events", "AutoPublishAlias"),
          fc.record({ Events: fc.dictionary(fc.constantFrom("E", "Role"), event) }),
        )
        .map((properties) => ({ Runtime: "nodejs22.x", Handler: "h", ...properties })),
    }),
    fc.record({
      Type: fc.constantFrom("AWS::Lambda::EventSourceMapping", "AWS::Lambda::Alias"),
      Properties: propertiesOf(
        "EventSourceArn",
        "FunctionName",
        "Name",
        "FilterCriteria",
        "BatchSize",
      ),
    }),
    fc.record(
      {
        Type: fc.constantFrom("AWS::SNS::Topic", "AWS::Serverless::Api", "Custom::X"),
        Properties: propertiesOf("TopicName", "a", "b"),
        Condition: fc.constantFrom("C", "D"),
        DependsOn: mostly(["A", ["B"]], ["No", 7]),
      },
      { requiredKeys: ["Type"] },
    ),
  );
  const template = fc.record({
    Transform: fc.constant(["AWS::LanguageExtensions", "AWS::Serverless-2016-10-31"]),
    Resources: fc.record({ A: resource, B: resource, Z: resource }, { requiredKeys: ["A", "B"] }),
    Conditions: fc.record({ C: condition, D: condition }),
    Parameters: fc.record({
      Stage: fc.record(
        { Type: fc.constantFrom("String", "Number", "CommaDelimitedList"), Default: word },
        { requiredKeys: ["Type"] },
      ),
    }),
    Mappings: fc.constant({ M: { a: { a: 1, "7": "x" } } }),
    Globals: fc.record({ Function: propertiesOf("Timeout", "Environment") }),
    Outputs: fc.oneof(
      { arbitrary: fc.constant({}), weight: 3 },
      fc.record({ O: fc.record({ Value: value }) }),
    ),
  });

  it("there is a report, or one line that says where it is wrong", () => {
    let reports = 0;
    fc.assert(
      fc.property(template, (tree) => {
        try {
          const report = lintTemplate(JSON.stringify(tree, undefined, 1), "t.json");
          expect(formatLint(report)).not.toContain("undefined");
          reports += 1;
        } catch (error) {
          if (!(error instanceof TemplateError)) throw error;
          expect(error.message).toMatch(
            /^t\.json:\d+:\d+: (\S.*: expected .+, received .+|.*(is invalid|must|failed|found).*)$/,
          );
          expect(error.message).not.toMatch(/undefined|\[object|\n/);
        }
      }),
      { seed: 20261124, numRuns: 3000 },
    );
    expect(reports).toBeGreaterThan(100);
  });

  it("its operations name the queues and functions that come before them", () => {
    const strings = (params: unknown): string[] =>
      typeof params === "string"
        ? [params]
        : typeof params === "object" && params !== null
          ? Object.values(params).flatMap(strings)
          : [];
    const queue = fc.record({ to: fc.integer({ min: -1, max: 5 }) });
    fc.assert(
      fc.property(fc.array(queue, { minLength: 1, maxLength: 6 }), (queues) => {
        const resources = queues.map(({ to }, index) => {
          const target = `arn:aws:sqs:us-east-1:123456789012:q${to}`;
          const policy = { deadLetterTargetArn: target, maxReceiveCount: 3 };
          // A queue that is its own or an earlier one's dead-letter queue could close a circle.
          const hasTarget = to > index;
          const Properties = {
            QueueName: `q${index}`,
            ...(hasTarget ? { RedrivePolicy: policy } : {}),
          };
          return [`Q${index}`, { Type: "AWS::SQS::Queue", Properties }];
        });
        const source = JSON.stringify({ Resources: Object.fromEntries(resources) as object });
        const made = new Set<string>();
        for (const { params } of lintTemplate(source, "t.json").operations) {
          const named = strings(params)
            .join(" ")
            .matchAll(/123456789012:(q\d+)/g);
          for (const [, queueName = ""] of named) expect(made).toContain(queueName);
          made.add(String(params["QueueName"]));
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});

describe("queues that several functions read", () => {
  const template = (mail: string, sms: string) => `Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: nodejs22.x, Handler: h.run, CodeUri: code/}}
Resources:
  Jobs: {Type: AWS::SQS::Queue}
  Mail:
    Type: AWS::Serverless::Function
    Properties: {Events: {In: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn${mail}}}}}
  Sms:
    Type: AWS::Serverless::Function
    Properties: {Events: {In: {Type: SQS, Properties: {Queue: !GetAtt Jobs.Arn${sms}}}}}
`;
  const filter = (kind: string) =>
    `, FilterCriteria: {Filters: [{Pattern: '{"body":{"kind":["${kind}"]}}'}]}`;
  const warningsOf = (mail: string, sms: string) =>
    lintTemplate(template(mail, sms), "t.yaml").warnings;

  it("lose what a filter deletes", () => {
    expect(warningsOf(filter("mail"), filter("sms"))).toEqual([
      "MailIn, SmsIn: read one queue, Jobs, so each message reaches one of them alone, and MailIn, SmsIn delete what their filters do not let pass, though it is meant for another: give each its own queue.",
    ]);
    expect(warningsOf("", filter("sms"))).toEqual([
      "MailIn, SmsIn: read one queue, Jobs, so each message reaches one of them alone, and SmsIn deletes what its filters do not let pass, though it is meant for another: give each its own queue.",
    ]);
  });

  it("may share the work, and one that is disabled takes nothing", () => {
    expect(warningsOf("", "")).toEqual([]);
    expect(warningsOf(filter("mail"), `${filter("sms")}, Enabled: false`)).toEqual([]);
  });
});

it("sees no loop in a function that has a URL", () => {
  const url =
    "Url: {Type: AWS::Lambda::Url, Properties: {TargetFunctionArn: !Ref F, AuthType: NONE}}";
  const text = `Resources:
  F: {Type: AWS::Lambda::Function, Properties: {Runtime: nodejs22.x, Handler: index.b, Role: r, Code: {ZipFile: x}}}
  ${url}`;
  expect(lintTemplate(text, "t.yaml").warnings.filter((each) => each.includes("loop"))).toEqual([]);
});
