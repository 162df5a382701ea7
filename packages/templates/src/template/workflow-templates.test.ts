import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { call, continueRun, prepareRun, reportOf, type Scripts } from "@orrery/aws";
import { after, seconds, start } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "../scenario/read-scenario.ts";
import { readScenarioDocument } from "../scenario/scenario-document.ts";

/** Published workflows beside the repository; they are not part of it. */
const folder = fileURLToPath(new URL("../../../../../shared/templates", import.meta.url));
const isThere = existsSync(folder);
const read = (file: string) => readFileSync(join(folder, file), "utf8");

/** A file of a template, wherever in its folder. */
const beside = (file: string) => (path: string) => {
  if (path === file) return { path, text: read(file) };
  const own = dirname(file);
  const there = readdirSync(join(folder, own), { recursive: true, encoding: "utf8" })
    .filter((each) => basename(each) === basename(path))
    .map((each) => join(own, each))[0]!;
  return { path: there, text: read(there) };
};

const scripts: Scripts = {
  *callBack(event) {
    const { TaskToken } = event as { readonly TaskToken: string }; // As the workflow gives it.
    return yield call("stepfunctions", "SendTaskSuccess", { taskToken: TaskToken, output: "{}" });
  },
};

/** What a workflow is given, and what answers where no service or code is there. */
interface Workflow {
  readonly template: string;
  readonly to: string;
  readonly input: unknown;
  /** Besides the workload. */
  readonly scenario?: object;
  /** An object that is there before. */
  readonly stored?: Readonly<Record<string, string>>;
}

const uploaded = (key: string) => ({
  time: "2026-11-30T08:00:00Z",
  detail: { bucket: { name: "uploads" }, object: { key } },
});
const images = "data-workflow-pattern-123456789012-us-east-1";
const account = { Id: "car-1", State: "SUCCEEDED", AccountId: "210987654321" };

const workflows: readonly Workflow[] = [
  {
    template: "account-vending-machine",
    to: "AccountVendingStateMachine",
    input: {
      OU: "Sandbox",
      AccountName: "new",
      AccountEmail: "new@example.com",
      StackName: "base",
      TemplateBody: '{"Resources":{}}',
    },
    scenario: {
      unmodeled: {
        "organizations:ListRoots": { response: { Roots: [{ Id: "r-1" }] } },
        "organizations:CreateOrganizationalUnit": {
          response: { OrganizationalUnit: { Id: "ou-1" } },
        },
        "organizations:CreateAccount": { response: { CreateAccountStatus: account } },
        "organizations:DescribeCreateAccountStatus": {
          response: { CreateAccountStatus: account },
        },
        "organizations:MoveAccount": { response: {} },
        "cloudformation:CreateStack": { response: { StackId: "stack" } },
      },
    },
  },
  {
    template: "categorization-state-machine",
    to: "StateMachine",
    input: { message: "The bill is wrong." },
    scenario: {
      unmodeled: {
        "bedrock-runtime:InvokeModel": {
          after: "800ms",
          response: { Body: { content: [{ text: "BILLING" }] } },
        },
      },
    },
  },
  {
    template: "celebrity-identifier-sam",
    to: "IdnetifierStateMachine",
    input: uploaded("stage.jpg"),
    scenario: {
      unmodeled: {
        "rekognition:RecognizeCelebrities": {
          response: { CelebrityFaces: [{ Id: "c1", Name: "Somebody", MatchConfidence: 99 }] },
        },
      },
    },
  },
  {
    template: "cqrs",
    to: "CQRSStateMachine",
    input: {
      id: "1",
      time: "2026-11-30T08:00:00Z",
      "detail-type": "orderCommand",
      detail: { orderId: "o1", command: "create", items: [{ itemid: "i1", quantity: 2 }] },
    },
  },
  {
    template: "data-processing_sam",
    to: "ProcessImageDataPatternStateMachine",
    input: { Objects: [{ Key: "desk.jpg", Bucket: images }] },
    scenario: { unmodeled: { "rekognition:DetectLabels": { response: { Labels: [] } } } },
    stored: { Bucket: images, Key: "desk.jpg", Body: "AAAA" },
  },
  { template: "eventbridge-custom-sam", to: "stateMachine", input: {} },
  {
    template: "parallel-agent-early-stopping",
    to: "MainStateMachine",
    input: { query: "Which queue?" },
    scenario: {
      functions: {
        WorkerAgentFunction: { response: { result: "SQS", confidence_score: 1, agent_id: 1 } },
        EvaluationFunction: {
          response: { threshold_met: true, result: "SQS", confidence_score: 1, agent_id: 1 },
        },
        SynthesisFunction: { response: { synthesized_result: "SQS" } },
      },
    },
  },
  { template: "path-based-on-data", to: "StateMachineArn", input: { type: "Private", value: 22 } },
  {
    template: "s3-sfn-lambda-bedrock",
    to: "SummarizeContent",
    input: uploaded("raw/paper.pdf"),
    scenario: {
      functions: { IngestPDFFunction: { response: { next_key: "cleaned", bucket: "uploads" } } },
    },
  },
  {
    template: "workflow-within-a-workflow",
    to: "NestingPatternMainStateMachine",
    input: {},
    scenario: { functions: { NestingPatternCallbackLambdaFunction: { script: "callBack" } } },
  },
];

describe(`published workflows${isThere ? "" : " (skipped: no ../shared/templates)"}`, () => {
  it.runIf(isThere)("are all here", () => {
    const published = readdirSync(folder).filter((name) => name.startsWith("sfnwf__"));
    expect(workflows.map(({ template }) => `sfnwf__${template}`)).toEqual(published.sort());
  });

  it.runIf(isThere).each(workflows)("$template runs to its end", (workflow) => {
    const { template, to, input, scenario: said, stored } = workflow;
    const file = `sfnwf__${template}/template.yaml`;
    const document = {
      template: file,
      startsAt: "2026-11-30T08:00:00Z",
      duration: "20m",
      workload: [
        {
          to,
          arrivals: { constant: { rate: "1/s" } },
          from: "10s",
          for: "3s",
          payload: { json: input },
          invoke: "event",
        },
      ],
      ...said,
    };
    const { scenario } = readScenario(
      readScenarioDocument(JSON.stringify(document), "s.yaml"),
      {
        open: beside(file),
      },
      { scripts },
    );
    const run = prepareRun(scenario, { seed: 1, scripts });
    continueRun(run, { until: after(start, seconds(5)) });
    if (stored !== undefined) run.simulation.client().call("s3", "PutObject", stored);
    continueRun(run);
    const ended = reportOf(run).metrics[to]!;
    expect(ended["ExecutionsStarted"]!.sum).toBe(3);
    expect(ended["ExecutionsSucceeded"]!.sum).toBe(3);
  });
});
