import {
  allAssumptions,
  call,
  continueRun,
  latencies,
  prepareRun,
  reportOf,
  Stack,
  wait,
  type QueryEngine,
  type Run,
  type RunReport,
  type Scripts,
  sqs,
  lambda,
  sources,
} from "@orrery/aws";
import { ConfigError, milliseconds, seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { Part } from "../../../aws/test/setting-case.ts";
import { serviceTemplates } from "../../test/service-cases.ts";
import { assumptionCases, settingCases } from "../../test/setting-cases.ts";
import { settingLeaves, type SchemaNode } from "../../test/setting-leaves.ts";
import { readScenario } from "./read-scenario.ts";
import { scenarioDocumentOf } from "./scenario-document.ts";
import { scenarioJsonSchema } from "./scenario-schema.ts";

// What answers is installed beside: here anything does.
const queryEngine: QueryEngine = ({ tables }) => ({
  columns: [{ name: "id", type: "varchar" }],
  rows: tables.map(({ data }) => [JSON.stringify(data)]),
});

/** Settings that are for whoever reads the file, and not for the run. */
const forReaders = new Set(["$schema", "workload[].session[].name"]);

const template = (timeout: number): string => `Transform: AWS::Serverless-2016-10-31
Parameters:
  Batch: { Type: Number, Default: 10 }
Resources:
  Dead: { Type: AWS::SQS::Queue, Properties: { QueueName: stack-Dead } }
  Receipts: { Type: AWS::SQS::Queue, Properties: { QueueName: stack-Receipts } }
  Orders:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 15
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2 }
  Steps: { Type: AWS::SQS::Queue, Properties: { QueueName: stack-Steps.fifo, FifoQueue: true } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: stack-Worker
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: ${timeout}
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt Orders.Arn
            BatchSize: !Ref Batch
            FunctionResponseTypes: [ReportBatchItemFailures]
        Steps: { Type: SQS, Properties: { Queue: !GetAtt Steps.Arn } }
  Late: { Type: AWS::SQS::Queue }
  Later:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events:
        Late:
          Type: SQS
          Properties: { Queue: !GetAtt Late.Arn, MaximumBatchingWindowInSeconds: 1 }
  Lone:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, Timeout: 10 }
`;
const news = (queue: string, topic: string, subscription: string, timeout: string, batch: string) =>
  `Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { ${queue} } }
  News: { Type: AWS::SNS::Topic, Properties: { ${topic} } }
  Sub: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Orders.Arn, ${subscription} } }
  Worker: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: h, Timeout: ${timeout}, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: a } } }
  Reads: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Worker, EventSourceArn: !GetAtt Orders.Arn, BatchSize: ${batch} } }
`;
const files: Readonly<Record<string, string>> = {
  ...serviceTemplates,
  "codedeploy-2.yaml": serviceTemplates["codedeploy.yaml"]!.replace("one.zip", "two.zip"),
  "template.yaml": template(10),
  "other.yaml": template(10).replace("nodejs22.x", "python3.12"),
  "image.yaml": template(10).replace(
    "Handler: index.handler\n      Runtime: nodejs22.x",
    "PackageType: Image\n      ImageUri: image",
  ),
  "custom.yaml": `${template(10).replace("VisibilityTimeout: 15", "VisibilityTimeout: !GetAtt Chosen.Seconds")}
  Chosen: { Type: Custom::Chosen, Properties: { ServiceToken: !GetAtt Lone.Arn } }
  Named: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Chosen } }
`,
  "destination.yaml": template(10).replace(
    "Runtime: nodejs22.x, Timeout: 10 }",
    "Runtime: nodejs22.x, Timeout: 10, FunctionName: stack-Lone }",
  ),
  "importing.yaml": `Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: !ImportValue hidden } }
  Worker: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: h, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: a } } }
  Reads: { Type: AWS::Lambda::EventSourceMapping, Properties: { FunctionName: !Ref Worker, EventSourceArn: !GetAtt Orders.Arn } }
`,
  "access.log": '192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /shop/items HTTP/1.1" 200 23\n',
  "news.yaml": news("VisibilityTimeout: 40", "DisplayName: a", "", "3", "10"),
  "newer.yaml": news(
    "VisibilityTimeout: 41",
    "DisplayName: b",
    "RawMessageDelivery: true",
    "4",
    "5",
  ),
  "synthesized/manifest.json": JSON.stringify({
    artifacts: Object.fromEntries(
      ["One", "Two"].map((id) => [
        id,
        { type: "aws:cloudformation:stack", properties: { templateFile: `${id}.yaml` } },
      ]),
    ),
  }),
  "synthesized/One.yaml": "Resources: { Orders: { Type: AWS::SQS::Queue } }",
  "synthesized/Two.yaml": "Resources: { Others: { Type: AWS::SQS::Queue } }",
  "times.csv": "arrivals,later\n1,2\n5,6\n9,11\n",
  "other.csv": "arrivals\n2\n4\n",
  "counts.csv": "minute,few,many\n0,10,40\n1,20,10\n",
};

function madeOf(visibility: number): Stack {
  const stack = new Stack("made");
  const orders = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: milliseconds(visibility * 1_000),
  });
  const behavior = { type: "script", name: "fails" } as const;
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: behavior });
  worker.addEventSource(new sources.SqsEventSource(orders));
  return stack;
}
const architectures: Readonly<Record<string, Stack>> = { one: madeOf(10), other: madeOf(20) };

/** Takes as long as all that it is told comes to, so that whatever differs in it shows. */
const nosy: Scripts[string] = function* (event, context) {
  const { functionName, invokedFunctionArn, awsRequestId } = context;
  let told = 0;
  for (const letter of JSON.stringify([event, functionName, invokedFunctionArn, awsRequestId])) {
    told = (told * 31 + letter.charCodeAt(0)) % 1_000_003;
  }
  yield wait(milliseconds(10 + (told % 500)));
  return null;
};
const scripts = (slow: boolean): Scripts => ({
  nosy,
  *idle() {
    if (slow) yield wait(milliseconds(700));
    return null;
  },
  *fails() {
    yield wait(milliseconds(10));
    throw new Error("no");
  },
  *makes() {
    const [FunctionName, Role] = ["made", "arn:aws:iam::123456789012:role/made"];
    const rest = { Runtime: "nodejs22.x", Handler: "index.handler", Code: { ZipFile: "" } };
    try {
      yield call("lambda", "CreateFunction", { FunctionName, Role, ...rest });
      yield wait(milliseconds(2_000)); // It is active by then.
      yield call("lambda", "UpdateFunctionConfiguration", { FunctionName, MemorySize: 256 });
    } catch (error) {
      if ((error as Error).message.includes("exist")) return null;
      yield wait(milliseconds(500));
    }
    yield wait(milliseconds(20));
    return null;
  },
  *asks() {
    const response = yield call("rekognition", "DetectLabels");
    yield wait(milliseconds(JSON.stringify(response).length));
    return null;
  },
});

const usual: Part = {
  template: "template.yaml",
  duration: "2m",
  scripts: "quick",
  workload: [{ to: "Orders", arrivals: { constant: { rate: "5/s" } } }],
  functions: { Worker: { script: "nosy" } },
};

/** What is asked of a scenario's report. */
type Asked = Pick<RunReport, "assumptions"> & { readonly outcome: string };

/** Instants at which two runs are compared before they end. */
const looks = [seconds(1), seconds(15)] as readonly number[] as readonly Instant[];

/** What is known of a case so far. */
interface Known {
  /** Of its run, at the instants of `looks`. */
  readonly digests: string[];
  asked: Asked | null;
}

// One case is asked for more than once: for its change, for others', for its figure.
const cases = new Map<string, Known>();
/** The runs of the latest cases, as far as they came. */
const begun = new Map<string, Run>();

const nameOf = (content: Part, seed: number | undefined) => JSON.stringify([content, seed]);

function knownOf(name: string): Known {
  let known = cases.get(name);
  if (known === undefined) cases.set(name, (known = { digests: [], asked: null }));
  return known;
}

/** The run of a case, wherever it is. */
function runOf(content: Part, seed: number | undefined): Run {
  const name = nameOf(content, seed);
  let run = begun.get(name);
  if (run === undefined) {
    run = prepared(content, seed);
    begun.set(name, run);
    const [oldest] = begun.keys();
    if (begun.size > 32) begun.delete(oldest!);
  }
  return run;
}

/** The digest of a case at a look; `null` where its run has ended by then. */
function digestAt(content: Part, seed: number | undefined, look: number): string | null {
  const { digests } = knownOf(nameOf(content, seed));
  while (digests.length <= look) {
    const run = runOf(content, seed);
    const until = looks[digests.length]!;
    if ((until as number) >= run.scenario.duration) return null;
    // It may have been begun anew.
    if (run.simulation.now < until) continueRun(run, { until });
    digests.push(run.simulation.digest);
  }
  return digests[look]!;
}

function askedOf(content: Part, seed: number | undefined): Asked {
  const known = knownOf(nameOf(content, seed));
  if (known.asked === null) {
    const run = runOf(content, seed);
    continueRun(run);
    begun.delete(nameOf(content, seed));
    const { digest, metrics, cost, expectations, errors, unmodeled, assumptions } = reportOf(run);
    // Without what only repeats the scenario.
    const outcome = JSON.stringify({ digest, metrics, cost, expectations, errors, unmodeled });
    known.asked = { assumptions, outcome };
  }
  return known.asked;
}

/** The run of a scenario, which has not begun. */
function prepared(content: Part, seed: number | undefined): Run {
  const known = Object.entries(content).filter(([, value]) => value !== undefined);
  const document = scenarioDocumentOf(Object.fromEntries(known), "case");
  const own = scripts(content["scripts"] === "slow");
  const source = {
    open(path: string) {
      const text = files[path];
      if (text === undefined) throw new ConfigError(path, "a file", "none");
      return { path, text };
    },
    isFolder: (path: string) => path === "synthesized",
  };
  const read = readScenario(document, source, {
    architecture: architectures[`${content["architecture"] as string}`] ?? null,
    scripts: own,
  });
  const given = { scripts: own, queryEngine };
  return prepareRun(read.scenario, { seed: seed ?? read.seed ?? 1, ...given });
}

/** What a scenario comes to. */
const outcomeOf = (content: Part, seed: number | undefined): string =>
  askedOf(content, seed).outcome;

/**
 * Whether two scenarios come to different ends. They do when their digests differ at one instant, since a digest
 * tells all that happened until then: only where it does not is the rest run.
 */
function differ(one: Part, other: Part, seed: number | undefined): boolean {
  const parted = looks.some((_, look) => {
    const [here, there] = [one, other].map((content) => digestAt(content, seed, look));
    return here !== null && there !== null && here !== there;
  });
  return parted || outcomeOf(one, seed) !== outcomeOf(other, seed);
}

const leaves = settingLeaves(scenarioJsonSchema() as SchemaNode).filter(
  (leaf) => !forReaders.has(leaf),
);

it("every setting has a case, and every case a setting", () => {
  const without = leaves.filter((leaf) => settingCases[leaf] === undefined);
  const advice = (leaf: string) =>
    `${leaf}: add to test/setting-cases.ts, or to the service's own, two scenarios that differ in it, and whose runs differ`;
  expect(without.map(advice)).toEqual([]);
  expect(Object.keys(settingCases).filter((name) => !leaves.includes(name))).toEqual([]);
});

it.each(Object.entries(settingCases))("%s changes a run", (name, { base, change, seeds }) => {
  const one = { ...usual, ...base };
  const other = { ...one, ...change };
  const differs = (seeds ?? [undefined]).some((seed) => differ(one, other, seed));
  expect(differs, `${name} does nothing: its two runs are the same`).toBe(true);
});

it("each figure of ours has a case", () => {
  expect(Object.keys(assumptionCases).sort()).toEqual(
    allAssumptions.map(({ name }) => name).sort(),
  );
});

it.each(Object.entries(assumptionCases))(
  "%s is named in the report where it decides",
  (name, one) => {
    const told = ({ assumptions }: Asked) => assumptions.filter((each) => each.name === name);
    const content = { ...usual, ...one.base };
    const [ours] = told(askedOf(content, undefined));
    expect(ours, `${name} decides nothing in its case`).toBeDefined();
    expect(ours!.value).toBe(ours!.ours);
    // A share of nothing, say, decides no more.
    const [other = null] = told(askedOf({ ...content, ...one.change }, undefined));
    if (other !== null) expect(other).not.toMatchObject({ value: ours!.ours });
  },
);

it("a run names the figures of ours that it needs, and no other", () => {
  const { assumptions } = askedOf(usual, undefined);
  expect(new Set(assumptions.map(({ name }) => name))).toEqual(
    new Set(["lambda.eventSourceMapping.sampleTime", "lambda.eventSourceMapping.fifoMinimum"]),
  );
});

it("latencies are those that a scenario in TypeScript may have", () => {
  const named = leaves.filter((leaf) => leaf.startsWith("latencies."));
  expect(named).toEqual(Object.keys(latencies).map((name) => `latencies.${name}`));
});

it("a setting without an effect would be found", () => {
  expect(differ(usual, { ...usual, $schema: "x" }, undefined)).toBe(false);
});

it("runs that part come to different ends", () => {
  const apart = { ...usual, functions: { Worker: { duration: "20ms" } } };
  expect(digestAt(usual, 7, 0)).not.toBe(digestAt(apart, 7, 0));
  expect(outcomeOf(usual, 7)).not.toBe(outcomeOf(apart, 7));
});
