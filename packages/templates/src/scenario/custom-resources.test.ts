import { call, continueRun, prepareRun, reportOf, wait, type Scripts } from "@orrery/aws";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { scenarioDocumentOf } from "./scenario-document.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Asked:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: asked, Handler: index.handler, Runtime: nodejs22.x, Timeout: 60 }
  Seed:
    Type: Custom::Seed
    Properties: { ServiceToken: !GetAtt Asked.Arn, Count: 3, Deep: { Up: true, List: [1, two] } }
  Next:
    Type: AWS::CloudFormation::CustomResource
    Properties: { ServiceToken: !GetAtt Asked.Arn, ServiceTimeout: 90, From: !GetAtt Seed.Answer }
  Orders:
    Type: AWS::SQS::Queue
    Properties: { QueueName: !Ref Next, VisibilityTimeout: !GetAtt Next.Seconds }
`;
const requests: unknown[] = [];
const answers = (answer: (request: Request) => unknown): Scripts => ({
  *asked(event) {
    requests.push(event);
    yield* wait("2s");
    return answer(event as Request);
  },
});
interface Request {
  readonly LogicalResourceId: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}
const usual = answers(({ LogicalResourceId: id, ResourceProperties: properties }) =>
  id === "Seed"
    ? {
        Status: "SUCCESS",
        PhysicalResourceId: "seed-1",
        Data: { Answer: `n${String(properties["Count"])}` },
      }
    : {
        Status: "SUCCESS",
        PhysicalResourceId: `q-${String(properties["From"])}`,
        Data: { Seconds: 45 },
      },
);

const read = (scripts: Scripts, more: object = {}, text = template) => {
  requests.length = 0;
  const settings = {
    template: "t.yaml",
    duration: "5m",
    ...(Object.keys(scripts).length === 0 ? {} : { functions: { Asked: { script: "asked" } } }),
    ...more,
  };
  const document = scenarioDocumentOf(settings, "s.yaml");
  return readScenario(document, { open: () => ({ path: "t.yaml", text }) }, { scripts });
};
const queueIn = ({ scenario }: ReturnType<typeof read>) =>
  scenario.architecture.find(({ operation }) => operation === "CreateQueue")?.params;
const messageOf = (reading: () => unknown): string => {
  try {
    reading();
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
};

describe("custom resources", () => {
  it("are answered by the script of their function, each with what it needs of the others", () => {
    const scenario = read(usual);
    expect(queueIn(scenario)).toMatchObject({
      QueueName: "q-n3",
      Attributes: { VisibilityTimeout: "45" },
    });
    expect(scenario.warnings.filter((warning) => /Seed|Next/.test(warning))).toEqual([]);
  });

  it("cloudformation.custom.request: send the request of CloudFormation, with every value as a text", () => {
    read(usual);
    const request = requests.find((each) => (each as Request).LogicalResourceId === "Seed");
    expect(request).toEqual({
      RequestType: "Create",
      ServiceToken: "arn:aws:lambda:us-east-1:123456789012:function:asked",
      ResponseURL: expect.stringMatching(
        /^https:\/\/cloudformation-custom-resource-response-useast1\.s3\.us-east-1\.amazonaws\.com\/arn%3Aaws%3Acloudformation/,
      ) as string,
      StackId: expect.stringMatching(
        /^arn:aws:cloudformation:us-east-1:123456789012:stack\/stack\//,
      ) as string,
      RequestId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
      LogicalResourceId: "Seed",
      ResourceType: "Custom::Seed",
      ResourceProperties: {
        ServiceToken: "arn:aws:lambda:us-east-1:123456789012:function:asked",
        Count: "3",
        Deep: { Up: "true", List: ["1", "two"] },
      },
    });
  });

  it("reach their function in the run, too", () => {
    const { scenario } = read(usual);
    const run = prepareRun(scenario, { seed: 1, scripts: usual });
    continueRun(run);
    expect(reportOf(run).metrics["Asked"]?.["Invocations"]?.sum).toBe(2);
    expect(reportOf(run).metrics["Asked"]?.["Errors"]?.sum ?? 0).toBe(0);
  });

  it("cloudformation.custom.topic: are answered by whoever hears of their topic", () => {
    const byTopic = template
      .replaceAll("!GetAtt Asked.Arn", "!Ref Requests")
      .replace(
        "Resources:\n",
        "Resources:\n  Requests: { Type: AWS::SNS::Topic, Properties: { Subscription: [{ Protocol: lambda, Endpoint: !GetAtt Asked.Arn }] } }\n",
      );
    const scripts: Scripts = {
      *asked(event) {
        const { Records: records } = event as {
          readonly Records: readonly { readonly Sns: { readonly Message: string } }[];
        };
        const request = JSON.parse(records[0]!.Sns.Message) as Request;
        yield* wait("1s");
        const { LogicalResourceId: id } = request;
        return { Status: "SUCCESS", PhysicalResourceId: id, Data: { Answer: "a", Seconds: 50 } };
      },
    };
    expect(queueIn(read(scripts, {}, byTopic))).toMatchObject({
      QueueName: "Next",
      Attributes: { VisibilityTimeout: "50" },
    });
  });

  it("may call what is there before they answer", () => {
    const scripts: Scripts = {
      *asked(event) {
        const { LogicalResourceId: id } = event as Request;
        if (id === "Next")
          yield* call("sqs", "SendMessage", {
            QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/first",
            MessageBody: "x",
          });
        return { Status: "SUCCESS", PhysicalResourceId: id, Data: { Answer: "a", Seconds: 50 } };
      },
    };
    const text = template.replace(
      "  Next:\n    Type: AWS::CloudFormation::CustomResource\n",
      "  First: { Type: AWS::SQS::Queue, Properties: { QueueName: first } }\n  Next:\n    Type: AWS::CloudFormation::CustomResource\n    DependsOn: First\n",
    );
    const { scenario } = read(scripts, {}, text);
    const run = prepareRun(scenario, { seed: 1, scripts });
    continueRun(run);
    expect(reportOf(run).metrics["First"]?.["NumberOfMessagesSent"]?.sum).toBe(1);
  });

  it.each([
    [
      "FAILED",
      answers(() => ({ Status: "FAILED", Reason: "no quota" })),
      "s.yaml: template: expected Seed (t.yaml:6:3) to be made, received FAILED: no quota",
    ],
    [
      "no answer in time",
      answers(({ LogicalResourceId: id }) =>
        id === "Seed" ? { Status: "SUCCESS", Data: { Answer: 1 } } : null,
      ),
      "s.yaml: template: expected Next (t.yaml:9:3) to be made, received no answer with a Status within 90 s, its ServiceTimeout",
    ],
    [
      "an answer that is too large",
      answers(() => ({ Status: "SUCCESS", Data: { Answer: "x".repeat(4_096) } })),
      /expected Seed \(t\.yaml:6:3\) to be made, received an answer of \d+ bytes, above 4096/,
    ],
    [
      "an attribute that was not answered",
      answers(() => ({ Status: "SUCCESS", Data: {} })),
      "t.yaml:11:86: CustomResource attribute error: Vendor response doesn't contain Answer attribute in object of Seed",
    ],
  ])("cloudformation.custom.answer: are refused where they get %s", (_what, scripts, message) => {
    expect(messageOf(() => read(scripts))).toEqual(
      typeof message === "string" ? message : (expect.stringMatching(message) as string),
    );
  });

  it("have the answers of the scenario, over those of scripts", () => {
    const given = { Seed: { data: { Answer: "given" } } };
    const scenario = read(usual, { customResources: given });
    expect(queueIn(scenario)).toMatchObject({ QueueName: "q-given" });
    const all = { ...given, Next: { physicalResourceId: "named", data: { Seconds: 20 } } };
    expect(queueIn(read({}, { customResources: all }))).toMatchObject({
      QueueName: "named",
      Attributes: { VisibilityTimeout: "20" },
    });
    expect(read({}, { customResources: all }).warnings.join()).not.toMatch(/Seed|Next/);
  });

  it("are named where nobody answers them, and are those of the template", () => {
    const text = template.replace("VisibilityTimeout: !GetAtt Next.Seconds", "DelaySeconds: 1");
    expect(read({}, {}, text).warnings).toEqual(
      expect.arrayContaining([
        "Seed: its request goes to Asked, and no script answers it: what Ref and Fn::GetAtt have of it is assumed, unless customResources says it.",
      ]),
    );
    expect(messageOf(() => read({}, { customResources: { Sead: {} } }))).toContain(
      'customResources.Sead: expected one of Seed, Next, received "Sead"; did you mean Seed?',
    );
  });
});
