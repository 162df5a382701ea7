import { describe, expect, it } from "vitest";
import { readTemplate } from "./document.ts";
import { childOf, plainOf, type TemplateNode } from "./node.ts";
import type { ResolveOptions } from "./resolution.ts";
import { resolveTemplate } from "./stacks.ts";

const resolve = (text: string, options?: ResolveOptions) =>
  resolveTemplate(readTemplate(text, "t.yaml"), options);
const propertiesOf = (text: string, logicalId: string, options?: ResolveOptions) => {
  const found = resolve(text, options).resources.find((each) => each.logicalId === logicalId);
  return found === undefined ? undefined : plainOf(found.properties);
};
const messageOf = (text: string) => {
  try {
    resolve(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no error";
};

describe("physical names", () => {
  const nameOf = (logicalId: string, properties = "{}", options?: ResolveOptions) =>
    resolve(
      `Resources:\n  ${logicalId}: {Type: AWS::SQS::Queue, Properties: ${properties}}`,
      options,
    ).resources[0]?.physicalName ?? "";

  it("are stack, logical id and twelve letters or digits where the template gives none", () => {
    expect(nameOf("Orders")).toMatch(/^stack-Orders-[A-Z0-9]{12}$/);
    expect(nameOf("Orders", "{}", { stackName: "shop" })).toMatch(/^shop-Orders-[A-Z0-9]{12}$/);
  });

  it("are the same every time and differ between resources and between stacks", () => {
    const endingOf = (...options: Parameters<typeof nameOf>) => nameOf(...options).slice(-12);
    const endings = [
      endingOf("Orders"),
      endingOf("Orders"),
      endingOf("Payments"),
      endingOf("Orders", "{}", { stackName: "shop" }),
    ];
    expect(new Set(endings).size).toBe(3);
    expect(endings[0]).toBe(endings[1]);
  });

  it("end in .fifo for FIFO queues", () => {
    expect(nameOf("Orders", "{FifoQueue: true}")).toMatch(/^stack-Orders-[A-Z0-9]{12}\.fifo$/);
  });

  it("fit the length that the service allows", () => {
    const name = nameOf("Q".repeat(100), "{FifoQueue: true}", { stackName: "s".repeat(100) });
    expect(name).toHaveLength(80);
    expect(name).toMatch(/^s+-Q+-[A-Z0-9]{12}\.fifo$/);
  });

  it("of buckets are in lower case", () => {
    const [bucket] = resolve("Resources: {Files: {Type: AWS::S3::Bucket}}").resources;
    expect(bucket?.physicalName).toMatch(/^stack-files-[a-z0-9]{12}$/);
  });

  it("are evaluated where they refer to others", () => {
    const text = `
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !Sub "\${B.QueueName}-dlq"}}
  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref AWS::StackName}}`;
    expect(resolve(text).resources.map(({ physicalName }) => physicalName)).toEqual([
      "stack-dlq",
      "stack",
    ]);
  });
});

describe("references", () => {
  const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Worker: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, FunctionName: worker, AutoPublishAlias: live}}
  Version: {Type: AWS::Lambda::Version, Properties: {FunctionName: !Ref Worker}}
  Alias: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !GetAtt Worker.Arn, Name: blue}}
  Topic: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
  Flow: {Type: AWS::Serverless::StateMachine, Properties: {Name: flow, Definition: {StartAt: A}}}
  Bucket: {Type: AWS::S3::Bucket, Properties: {BucketName: files}}
  Vpc: {Type: AWS::EC2::VPC}
  Nested: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: "https://a.example/t"}}
  Plain:
    Type: AWS::Serverless::Function
    Properties: {Runtime: r, Handler: h, Events: {Call: {Type: Api, Properties: {Path: /, Method: get}}}}
  Table: {Type: AWS::Serverless::SimpleTable}
  Subject:
    Type: Custom::Subject
    Properties:
`;
  const here = "us-east-1:123456789012";
  it.each<[string, unknown]>([
    ["!Ref Worker", "worker"],
    ["!GetAtt Worker.Arn", `arn:aws:lambda:${here}:function:worker`],
    ["!Ref Worker.Alias", `arn:aws:lambda:${here}:function:worker:live`],
    ["!Ref Worker.Version", `arn:aws:lambda:${here}:function:worker:1`],
    ['!Sub "${Worker.Alias}"', `arn:aws:lambda:${here}:function:worker:live`],
    ["!GetAtt Worker.Version.Version", "1"],
    ["!Ref Version", `arn:aws:lambda:${here}:function:worker:1`],
    ["!GetAtt Version.Version", "1"],
    ["!GetAtt Version.FunctionArn", `arn:aws:lambda:${here}:function:worker:1`],
    ["!Ref Alias", `arn:aws:lambda:${here}:function:worker:blue`],
    ["!GetAtt Alias.AliasArn", `arn:aws:lambda:${here}:function:worker:blue`],
    ["!Ref Topic", `arn:aws:sns:${here}:news`],
    ["!GetAtt Topic.TopicName", "news"],
    ["!Ref Flow", `arn:aws:states:${here}:stateMachine:flow`],
    ["!Ref Bucket", "files"],
    ["!GetAtt Bucket.Arn", "arn:aws:s3:::files"],
    ["!GetAtt Bucket.RegionalDomainName", "files.s3.us-east-1.amazonaws.com"],
    ["!Ref Vpc", expect.stringMatching(/^stack-Vpc-[A-Z0-9]{12}$/)],
    ["!GetAtt Vpc.CidrBlock", "Vpc.CidrBlock"],
    ["!GetAtt Nested.Outputs.QueueArn", "Nested.Outputs.QueueArn"],
    [
      "!GetAtt WorkerRole.Arn",
      expect.stringMatching(/^arn:aws:iam::123456789012:role\/stack-WorkerRole-/),
    ],
    ['!Sub "https://${ServerlessRestApi}.x"', expect.stringMatching(/^https:\/\/[a-z0-9]{10}\.x$/)],
  ])("%s comes to %j", (expression, value) => {
    expect(propertiesOf(`${text}      Value: ${expression}\n`, "Subject")).toEqual({
      Value: value,
    });
  });

  it("are refused where they name nothing, also in branches not taken and in outputs", () => {
    const rest = "Resources: {A: {Type: Custom::A, Condition: Never, Properties: {V: !Ref Typo}}}";
    const conditions = "Conditions: {Never: !Equals [a, b]}\n";
    expect(messageOf(conditions + rest)).toBe(
      't.yaml:2:73: Resources.A.Properties.V.Ref: expected a parameter or a resource that exists, received "Typo"',
    );
    expect(messageOf("Resources: {A: {Type: T}}\nOutputs: {O: {Value: !GetAtt Typo.Arn}}")).toBe(
      't.yaml:2:30: Outputs.O.Value.Fn::GetAtt: expected a resource that exists, received "Typo"',
    );
    expect(messageOf("Resources: {A: {Type: T, DependsOn: [Typo]}}")).toBe(
      't.yaml:1:38: Resources.A.DependsOn[0]: expected a resource that exists, received "Typo"',
    );
    expect(messageOf("Resources: {A: {Type: T, Condition: Typo}}")).toBe(
      't.yaml:1:37: Resources.A.Condition: expected a condition that exists, received "Typo"',
    );
  });

  it("are refused where they name an attribute that the resource does not have", () => {
    const ask = (attribute: string, type = "AWS::Serverless::Function") =>
      messageOf(
        `Transform: AWS::Serverless-2016-10-31\nResources: {W: {Type: ${type}, Properties: {Runtime: r, Handler: h}}, ` +
          `A: {Type: T, Properties: {V: !GetAtt W.${attribute}}}}`,
      ).replace(/^.*GetAtt: /, "");
    for (const attribute of ["Aliases", "MyAlias", "Versions", "AVersion"]) {
      expect(ask(attribute)).toContain(`of AWS::Lambda::Function, received "${attribute}"`);
      expect(ask(attribute)).toContain("expected Arn");
    }
    expect(ask("Alias", "AWS::Lambda::Function")).toContain(
      'of AWS::Lambda::Function, received "Alias"',
    );
    expect(ask("QueueNam", "AWS::SQS::Queue")).toBe(
      'expected Arn, QueueName or QueueUrl of AWS::SQS::Queue, received "QueueNam"; did you mean QueueName?',
    );
  });

  it.each([
    ["AWS::SQS::Queue", "Alias"],
    ["AWS::Serverless::Function, Properties: {Runtime: r, Handler: h}", "Alias"],
    ["AWS::Serverless::SimpleTable", "Stage"],
  ])("are refused where SAM makes nothing of what they name of %s: %s", (type, member) => {
    const text = `Transform: AWS::Serverless-2016-10-31\nResources: {B: {Type: T, Properties: {V: !Ref Q.${member}}}, Q: {Type: ${type}}}`;
    expect(messageOf(text)).toBe(
      `t.yaml:2:47: Resources.B.Properties.V.Ref: expected a parameter or a resource that exists, received "Q.${member}"`,
    );
  });

  it("are refused in one line, whatever the name", () => {
    expect(messageOf('Resources: {A: {Type: T, Properties: {V: !Ref "a\\n  b"}}}')).toBe(
      't.yaml:1:47: Resources.A.Properties.V.Ref: expected a parameter or a resource that exists, received "a b"',
    );
    expect(messageOf('Resources: {A: {Type: T, Properties: {V: !Ref ""}}}')).toBe(
      't.yaml:1:47: Resources.A.Properties.V.Ref: expected a parameter or a resource that exists, received ""',
    );
  });

  it("are refused with the name that was meant, where one is near", () => {
    const text = "Resources: {Orders: {Type: T}, B: {Type: T, Properties: {V: !Ref Ordrs}}}";
    expect(messageOf(text)).toMatch(/, received "Ordrs"; did you mean Orders\?$/);
  });

  it("are refused where the resource is not created", () => {
    const conditions = "Conditions: {Never: !Equals [a, b]}\n";
    const rest =
      "Resources: {A: {Type: T, Condition: Never}, B: {Type: T, Properties: {V: !Ref A}}}";
    expect(messageOf(conditions + rest)).toBe(
      "t.yaml:2:79: Resources.B.Properties.V.Ref: expected a resource that is created, received A, whose condition does not hold",
    );
  });
});

describe("dependencies", () => {
  it("in a circle are refused where the circle closes", () => {
    const text = `
Resources:
  A: {Type: T, Properties: {V: !GetAtt B.Arn}}
  B: {Type: T, DependsOn: C}
  C: {Type: T, Properties: {V: !Sub "\${A}"}}`;
    expect(messageOf(text)).toBe(
      "t.yaml:5:37: Resources.C.Properties.V.Fn::Sub: expected no circular dependency, received A → B → C → A",
    );
    expect(messageOf("Resources: {A: {Type: T, Properties: {V: !Ref A}}}")).toBe(
      "t.yaml:1:47: Resources.A.Properties.V.Ref: expected no circular dependency, received A → A",
    );
  });

  it("of names on themselves are refused", () => {
    const text = `
Resources:
  A: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt B.QueueName}}
  B: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt A.QueueName}}`;
    expect(messageOf(text)).toContain(
      "expected no circular dependency, received B, whose name depends on itself",
    );
  });

  it("of aliases on themselves are refused", () => {
    const properties = "{FunctionName: !GetAtt A.AliasArn}";
    expect(messageOf(`Resources: {A: {Type: AWS::Lambda::Alias, Properties: ${properties}}}`)).toBe(
      "t.yaml:1:78: Resources.A.Properties.FunctionName.Fn::GetAtt: expected no circular dependency, received A, whose name depends on itself",
    );
  });

  it("do not come of events, for which SAM makes resources of their own", () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api: {Type: AWS::Serverless::Api, Properties: {StageName: a, DefinitionBody: {uri: !GetAtt Worker.Arn}}}
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: r
      Handler: h
      Events: {Call: {Type: Api, Properties: {RestApiId: !Ref Api, Path: /, Method: get}}}`;
    expect(messageOf(text)).toBe("no error");
  });
});

describe("conditions", () => {
  it("leave out resources and properties", () => {
    const text = `
Parameters: {Stage: {Type: String, Default: test}}
Conditions: {IsProd: !Equals [!Ref Stage, prod]}
Resources:
  A: {Type: T, Condition: IsProd}
  B: {Type: T, DependsOn: A, Properties: {V: !If [IsProd, 1, !Ref AWS::NoValue]}}`;
    expect(resolve(text).resources.map(({ logicalId }) => logicalId)).toEqual(["B"]);
    expect(propertiesOf(text, "B")).toEqual({});
    const parameters = { Stage: "prod" };
    expect(propertiesOf(text, "B", { parameters })).toEqual({ V: 1 });
    expect(resolve(text, { parameters }).resources[1]?.dependsOn).toEqual(["A"]);
  });

  it.each([
    [
      "!Equals [a]",
      "t.yaml:1:25: Conditions.C.Fn::Equals: expected two values, received 1 argument",
    ],
    [
      "!And [!Condition D]",
      "t.yaml:1:22: Conditions.C.Fn::And: expected 2 to 10 conditions, received 1 argument",
    ],
    [
      "!Not [a, b]",
      "t.yaml:1:22: Conditions.C.Fn::Not: expected one condition, received 2 arguments",
    ],
    [
      "!Ref AWS::Region",
      "t.yaml:1:22: Conditions.C.Ref: expected a condition, such as Fn::Equals, received Ref",
    ],
    ["[a]", "t.yaml:1:17: Conditions.C: expected a condition, such as Fn::Equals, received a list"],
    [
      "!Not [!Condition D]",
      "t.yaml:1:34: Conditions.C.Fn::Not[0].Condition: expected a condition that exists, received D",
    ],
  ])("%s is refused", (condition, message) => {
    const text = `Conditions: {C: ${condition}}\nResources: {A: {Type: T, Condition: C}}`;
    expect(messageOf(text)).toBe(message);
  });
});

describe("Globals", () => {
  const text = (own: string, attributes = "") => `
Transform: AWS::Serverless-2016-10-31
Globals:
  Function:
    Timeout: 5
    MemorySize: 256
    Runtime: r
    Handler: h
    Layers: [a]
    Environment: {Variables: {A: 1, B: 2}}
    VpcConfig: !If [Yes, {a: 1}, {b: 2}]
Conditions: {Yes: !Equals [a, a]}
Resources:
  Worker:
    Type: AWS::Serverless::Function
    ${attributes}
    Properties: ${own}
  Plain: {Type: AWS::Lambda::Function, Properties: {Timeout: 9}}`;

  it("merge mappings, concatenate lists and give way to scalars", () => {
    const own = "{Timeout: 7, Layers: [b], Environment: {Variables: {B: 3, C: 4}}}";
    expect(propertiesOf(text(own), "Worker")).toMatchObject({
      Timeout: 7,
      MemorySize: 256,
      Layers: ["a", "b"],
      Environment: { Variables: { A: 1, B: 3, C: 4 } },
      VpcConfig: { a: 1 },
    });
  });

  it("are replaced whole where an intrinsic function stands on either side", () => {
    expect(propertiesOf(text("{VpcConfig: {c: 3}}"), "Worker")).toMatchObject({
      VpcConfig: { c: 3 },
    });
  });

  it("reach SAM resources alone", () => {
    expect(propertiesOf(text("{}"), "Plain")).toEqual({ Timeout: 9 });
  });

  it("are left out by IgnoreGlobals", () => {
    const keysOf = (own: string, attributes: string) =>
      Object.keys(propertiesOf(text(own, attributes), "Worker") ?? {});
    const made = ["Code", "Handler", "Role", "Runtime", "Tags", "Timeout"];
    const own = "{Timeout: 7, Runtime: r, Handler: h}";
    expect(keysOf(own, 'IgnoreGlobals: "*"').sort()).toEqual(made);
    const some = "IgnoreGlobals: [Layers, Environment, VpcConfig, MemorySize]";
    expect(keysOf("{}", some).sort()).toEqual(made);
  });

  it("keep their place", () => {
    const { resources } = resolve(text("{Environment: {Variables: {C: 4}}}"));
    const { properties } = resources.find(({ logicalId }) => logicalId === "Worker") ?? {};
    const placeOf = (...path: readonly string[]) => {
      let node: TemplateNode | undefined = properties;
      for (const step of path) node = childOf(node, step);
      return node?.place;
    };
    expect(placeOf("Timeout")).toMatchObject({ line: 5, path: "Globals.Function.Timeout" });
    expect(placeOf("Environment", "Variables", "B")).toMatchObject({ line: 10 });
    expect(placeOf("Environment", "Variables", "C")).toMatchObject({ line: 17 });
  });
});

describe("Fn::ForEach", () => {
  it("makes resources, properties and conditions", () => {
    const text = `
Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList, Default: "Orders,Pay-ments"}}
Resources:
  Fn::ForEach::Queues:
    - Name
    - !Ref Names
    - "&{Name}Queue":
        Type: AWS::SQS::Queue
        Properties:
          QueueName: !Sub "\${Name}-queue"
          Fn::ForEach::Times:
            - Key
            - [DelaySeconds, VisibilityTimeout]
            - "\${Key}": 7
  Last: {Type: T, Properties: {Arn: !GetAtt PaymentsQueue.Arn, Loop: {Ref: OrdersQueue}}}`;
    const { resources } = resolve(text);
    expect(resources.map(({ logicalId }) => logicalId)).toEqual([
      "OrdersQueue",
      "PaymentsQueue",
      "Last",
    ]);
    expect(propertiesOf(text, "PaymentsQueue")).toEqual({
      QueueName: "Pay-ments-queue",
      DelaySeconds: 7,
      VisibilityTimeout: 7,
    });
    expect(propertiesOf(text, "Last")).toMatchObject({
      Arn: "arn:aws:sqs:us-east-1:123456789012:Pay-ments-queue",
    });
  });

  it.each([
    ["[Name, [a]]", "expected [identifier, list, {key: body}], received 2 arguments"],
    ["[Name, a, {x: {Type: T}}]", 'expected a list to loop over, received "a"'],
    ["[Name, [a, b], {x: {Type: T}}]", "expected a key that contains ${Name}, received x"],
    ["[Name, [[a]], {x: {Type: T}}]", "expected a string to loop over, received a list"],
    ["[Name, [A], {'${Name}': {Type: T}}]", "expected a key that is new, received A"],
  ])("%s is refused", (loop, message) => {
    const text = `Transform: AWS::LanguageExtensions\nResources:\n  Fn::ForEach::L: ${loop}\n  A: {Type: T}`;
    expect(messageOf(text)).toContain(message);
  });
});

describe("resources", () => {
  it.each([
    ["{A: 7}", "t.yaml:1:16: Resources.A: expected a resource with a Type, received 7"],
    [
      "{A: {Properties: {}}}",
      "t.yaml:1:13: Resources.A: expected a resource with a Type, received none",
    ],
    [
      "{A: {Type: [x]}}",
      "t.yaml:1:23: Resources.A.Type: expected the type of a resource, received a list",
    ],
    [
      "{A: {Type: T, Properties: [x]}}",
      "t.yaml:1:38: Resources.A.Properties: expected a mapping of properties, received a list",
    ],
    [
      "{A: {Type: T, DependsOn: {B: c}}}",
      "t.yaml:1:37: Resources.A.DependsOn: expected the logical id of a resource, received a mapping of B",
    ],
  ])("%s are refused", (resources, message) => {
    expect(messageOf(`Resources: ${resources}`)).toBe(message);
  });

  it("of SAM become those of CloudFormation, each with what SAM makes beside it", () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: worker
      Runtime: r
      Handler: h
      Events:
        Orders: {Type: SQS, Properties: {Queue: "arn:aws:sqs:us-east-1:123456789012:q", BatchSize: 5}}
        Call: {Type: Api, Properties: {Path: /, Method: get}}
  Other: {Type: AWS::Serverless::Function, Properties: {Runtime: r, Handler: h, Role: "arn:aws:iam::1:role/r"}}`;
    expect(resolve(text).resources.map(({ logicalId, type }) => [logicalId, type])).toEqual([
      ["Worker", "AWS::Lambda::Function"],
      ["WorkerRole", "AWS::IAM::Role"],
      ["WorkerOrders", "AWS::Lambda::EventSourceMapping"],
      ["WorkerCallPermissionProd", "AWS::Lambda::Permission"],
      ["Other", "AWS::Lambda::Function"],
      ["ServerlessRestApi", "AWS::ApiGateway::RestApi"],
      [expect.stringMatching(/^ServerlessRestApiDeployment/), "AWS::ApiGateway::Deployment"],
      ["ServerlessRestApiProdStage", "AWS::ApiGateway::Stage"],
    ]);
    expect(propertiesOf(text, "WorkerOrders")).toEqual({
      FunctionName: "worker",
      EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:q",
      BatchSize: 5,
    });
  });

  it.each([
    ["[a]", "t.yaml:2:63: Resource with id [F] is invalid."],
    ["{E: 7}", "t.yaml:2:63: Resource with id [F] is invalid."],
    ["{E: {Properties: {}}}", "has missing or invalid value for key Type. Event Type is: None."],
  ])("of SAM with events %s are refused", (events, message) => {
    const text = `Transform: AWS::Serverless-2016-10-31\nResources: {F: {Type: AWS::Serverless::Function, Properties: {Events: ${events}}}}`;
    expect(messageOf(text)).toContain(message);
  });
});
