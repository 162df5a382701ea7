import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { minutes } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { scenarioDocumentOf } from "./scenario-document.ts";

/** What an update from one template to another comes to. */
function updated(before: string, after: string) {
  const files: Readonly<Record<string, string>> = { "old.yaml": before, "new.yaml": after };
  const document = scenarioDocumentOf(
    { template: "old.yaml", duration: "30m", actions: [{ at: "1m", do: "deploy new.yaml" }] },
    "s.yaml",
  );
  const { scenario } = readScenario(document, {
    open: (path) => ({ path, text: files[path] ?? "" }),
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return { run, action: reportOf(run).actions[0]! };
}
const stepsOf = ({ action }: ReturnType<typeof updated>) =>
  action.steps!.map(({ logicalId, change, end }) => `${change} ${logicalId} ${end ?? ""}`.trim());

it("cloudformation.update.rollback: takes all of it back where a step fails, the last first", () => {
  const stack = (delay: number, more = "") =>
    `Resources:\n  Orders: {Type: AWS::SQS::Queue, Properties: {QueueName: orders, DelaySeconds: ${delay}}}\n${more}`;
  const refused =
    "  Flow:\n    Type: AWS::StepFunctions::StateMachine\n    DependsOn: Orders\n    Properties: {RoleArn: 'arn:aws:iam::123456789012:role/r', DefinitionString: '{}'}\n";
  const result = updated(stack(1), stack(9, refused));
  expect(result.action.outcome).toMatchObject({ type: "rolledBack", logicalId: "Flow" });
  expect(stepsOf(result)).toEqual(["changes Orders undone", "adds Flow failed"]);
  const { Attributes } = result.run.simulation.client().call("sqs", "GetQueueAttributes", {
    QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
    AttributeNames: ["DelaySeconds"],
  });
  expect(Attributes).toMatchObject({ DelaySeconds: "1" });
  // A stack that cannot be made is none: the run does not begin.
  expect(() => updated(stack(1, refused), stack(1))).toThrow(/Flow.*InvalidDefinition/);
});

it("cloudformation.update.alias-policy: CodeDeploy shifts an alias to its new version, and the update waits for that", () => {
  const stack = (memory: number) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: x
      MemorySize: ${memory}
      AutoPublishAlias: live
      DeploymentPreference: {Type: Linear10PercentEvery1Minute}
  After: {Type: AWS::SQS::Queue, DependsOn: WorkerAliaslive, Properties: {DelaySeconds: ${memory === 128 ? 0 : 5}}}
`;
  const { action } = updated(stack(128), stack(256));
  expect(action.outcome).toEqual({ type: "deployed" });
  const stepOf = (id: string) => action.steps!.find(({ logicalId }) => logicalId === id)!;
  const [alias, after] = [stepOf("WorkerAliaslive"), stepOf("After")];
  expect(alias.until! - alias.from!).toBeGreaterThanOrEqual(minutes(9));
  expect(after.from).toBe(alias.until);
});

/** What updates to these templates come to, one each minute after the first. */
function updatedAgain(first: string, ...later: readonly string[]) {
  const files: Record<string, string> = { "0.yaml": first };
  later.forEach((text, place) => (files[`${place + 1}.yaml`] = text));
  const actions = later.map((_, place) => ({
    at: `${10 * (place + 1)}m`,
    do: `deploy ${place + 1}.yaml`,
  }));
  const duration = `${10 * (later.length + 1)}m`;
  const document = scenarioDocumentOf({ template: "0.yaml", duration, actions }, "s.yaml");
  const { scenario } = readScenario(document, {
    open: (path) => ({ path, text: files[path] ?? "" }),
  });
  const run = prepareRun(scenario, { seed: 1 });
  continueRun(run);
  return { run, scenario, actions: reportOf(run).actions };
}
const endsOf = ({ actions }: ReturnType<typeof updatedAgain>) =>
  actions.map(({ outcome }) => outcome?.type);
const queue = (properties: string, more = "") =>
  `Resources:\n  Orders: {Type: AWS::SQS::Queue, Properties: {${properties}}}\n${more}`;
/** What AWS refuses to make, which nobody knows before. */
const refusedFlow =
  "  Flow: {Type: AWS::StepFunctions::StateMachine, Properties: {RoleArn: 'arn:aws:iam::123456789012:role/r', DefinitionString: '{}'}}\n";

describe("an update after one that was taken back", () => {
  const added = "  Fresh: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: 1}}\n";
  it("goes on from the stacks as they were, and makes anew what is gone", () => {
    const result = updatedAgain(
      queue("DelaySeconds: 1"),
      queue(
        "DelaySeconds: 2",
        added + refusedFlow.replace("Properties", "DependsOn: Fresh, Properties"),
      ),
      queue("DelaySeconds: 3", added),
      queue("DelaySeconds: 3, FifoQueue: true", added.replace("1}", "2}")),
    );
    expect(endsOf(result)).toEqual(["rolledBack", "deployed", "deployed"]);
    const steps = result.actions.map((action) =>
      action.steps!.map(({ logicalId, change, end = "" }) =>
        `${change} ${logicalId} ${end}`.trim(),
      ),
    );
    expect(steps).toEqual([
      ["changes Orders undone", "adds Fresh undone", "adds Flow failed"],
      ["changes Orders", "adds Fresh~2"],
      ["replaces Orders~2", "changes Fresh~2", "removes Orders"],
    ]);
  });
  it("has the name of a resource that was removed for another alone", () => {
    const result = updatedAgain(
      queue("DelaySeconds: 1", added),
      queue("DelaySeconds: 1"),
      queue("DelaySeconds: 1", added),
    );
    expect(endsOf(result)).toEqual(["deployed", "deployed"]);
    expect(result.actions[1]!.steps!.map(({ logicalId }) => logicalId)).toEqual(["Fresh~2"]);
  });
  const versions = (memory: number, more = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: {Runtime: nodejs22.x, Handler: index.handler, InlineCode: x, MemorySize: ${memory}, AutoPublishAlias: live}
${more}`;
  it.each([
    ["that were given stay used", "WorkerAliaslive", "3"],
    ["that were never given are given", "", "2"],
  ])("numbers of versions %s", (_, after, number) => {
    const flow =
      after === ""
        ? refusedFlow
        : refusedFlow.replace("Properties", `DependsOn: ${after}, Properties`);
    const result = updatedAgain(versions(128), versions(256, flow), versions(512));
    expect(endsOf(result)).toEqual(["rolledBack", "deployed"]);
    const alias = {
      FunctionName: result.run.resources.find(({ logicalId }) => logicalId === "Worker")!.arn,
      Name: "live",
    };
    expect(result.run.simulation.client().call("lambda", "GetAlias", alias)).toMatchObject({
      FunctionVersion: number,
    });
  });
  it("goes on where one was refused since another is under way", () => {
    const files: Readonly<Record<string, string>> = {
      "0.yaml": queue("DelaySeconds: 1"),
      "1.yaml": queue("DelaySeconds: 2"),
      "2.yaml": queue("DelaySeconds: 2", added),
    };
    const actions = [
      { at: "60s", do: "deploy 1.yaml" },
      { at: "61s", do: "deploy 2.yaml" },
      { at: "5m", do: "deploy 2.yaml" },
    ];
    const { scenario } = readScenario(
      scenarioDocumentOf({ template: "0.yaml", duration: "10m", actions }, "s.yaml"),
      { open: (path) => ({ path, text: files[path] ?? "" }) },
    );
    const run = prepareRun(scenario, { seed: 1 });
    continueRun(run);
    const ends = reportOf(run).actions.map(({ outcome }) => outcome?.type);
    expect(ends).toEqual(["deployed", "refused", "deployed"]);
  });
  it("ends the run with one line where it cannot be performed from there", () => {
    const first = queue("QueueName: mine");
    const renamed = (more = "") => queue("QueueName: yours", more);
    const last = queue("QueueName: mine, VisibilityTimeout: 9, FifoQueue: true");
    expect(() => updatedAgain(first, renamed(refusedFlow), last)).toThrow(
      /^action "deploy 2\.yaml": expected another QueueName of Orders.*, received "mine"$/,
    );
  });
  it("is planned for 32 ways at most: the run of another ends with one line", () => {
    const failing = [1, 2, 3, 4, 5].map((delay) => queue(`DelaySeconds: ${delay}`, refusedFlow));
    const first = queue("DelaySeconds: 0");
    expect(endsOf(updatedAgain(first, ...failing, queue("DelaySeconds: 9")))).toEqual([
      ...failing.map(() => "rolledBack"),
      "deployed",
    ]);
    const more = [...failing, queue("DelaySeconds: 6", refusedFlow), queue("DelaySeconds: 9")];
    expect(() => updatedAgain(first, ...more)).toThrow(
      /^action "deploy 7\.yaml": expected stacks as one of 32 ways leads to/,
    );
  });
});
