import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { minutes } from "@orrery/kernel";
import { expect, it } from "vitest";
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
