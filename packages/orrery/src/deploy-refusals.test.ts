import { afterAll, expect, it } from "vitest";
import { Folder } from "../../cli/test/captured.ts";
import { run } from "./index.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const queue = (delay: number, more = "") => `Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { DelaySeconds: ${delay} } }
${more}`;
folder.write("one.yaml", queue(1));
folder.write("two.yaml", queue(2));
folder.write("three.yaml", queue(3));
const wrong = `  Wrong:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: i.h, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: x }, Environment: { Variables: { Q: x } } }
`;
folder.write("wrong.yaml", queue(4, wrong));

const withActions = (actions: string, template = "one.yaml", more = "") =>
  run(
    folder.write(
      "s.yaml",
      `template: ./${template}\nduration: 20m\nactions: [${actions}]\n${more}`,
    ),
  );

it("a stack that is being updated is not updated, as CloudFormation says", () => {
  const { report } = withActions(
    "{ at: 1m, do: deploy two.yaml }, { at: 90s, do: deploy three.yaml }",
  );
  expect(report.actions.map(({ outcome }) => outcome)).toEqual([
    { type: "deployed" },
    {
      type: "refused",
      code: "ValidationError",
      message: "Stack is in UPDATE_IN_PROGRESS state and can not be updated.",
    },
  ]);
  expect(report.actions[1]!.steps!.every(({ from }) => from === null)).toBe(true);
  expect(report.warnings.join()).toContain('"deploy three.yaml" at 90 s was refused');
});

it("an update that follows one that was taken back goes on from the stacks as they were", () => {
  const outcomes = (one: string, other: string) =>
    withActions(
      `{ at: 1m, do: deploy ${one}.yaml }, { at: 10m, do: deploy ${other}.yaml }`,
    ).report.actions.map(({ outcome }) => outcome?.type);
  expect(outcomes("wrong", "two")).toEqual(["rolledBack", "deployed"]);
  // What changes nothing goes well, too.
  expect(outcomes("two", "two")).toEqual(["deployed", "deployed"]);
});

it("resources that need each other are refused before the run", () => {
  folder.write(
    "circle.yaml",
    queue(
      2,
      "  Dead: { Type: AWS::SQS::Queue, DependsOn: Orders, Properties: { QueueName: !Sub '${Orders.QueueName}-dead' } }\n",
    ).replace(
      "DelaySeconds: 2",
      "DelaySeconds: 2, RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }",
    ),
  );
  expect(() => withActions("{ at: 1m, do: deploy circle.yaml }")).toThrow(/[Cc]ircular/);
});

it("what was changed outside the stack stays, until an update says something of it", () => {
  const delays = (result: ReturnType<typeof withActions>) => {
    const { resources, simulation } = result.run;
    return (simulation.settingsOf(resources[0]!.component) as { delay: number }).delay / 1_000_000;
  };
  const drift = "{ at: 1m, do: set Orders.DelaySeconds 9 }";
  expect(delays(withActions(`${drift}, { at: 2m, do: deploy one.yaml }`))).toBe(9);
  expect(delays(withActions(`${drift}, { at: 2m, do: deploy two.yaml }`))).toBe(2);
});

const role = (actions: string) => `Resources:
  Orders: { Type: AWS::SQS::Queue }
  May:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: "sts:AssumeRole" }] }
      Policies: [{ PolicyName: own, PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: [${actions}], Resource: "*" }] } }]
`;

it("a role's policy is changed in place where permissions count", () => {
  folder.write("role-1.yaml", role('"sqs:SendMessage"'));
  folder.write("role-2.yaml", role('"sqs:SendMessage", "sqs:PurgeQueue"'));
  const { report } = withActions(
    "{ at: 1m, do: deploy role-2.yaml }",
    "role-1.yaml",
    "iam: { mode: warn }",
  );
  expect(report.actions[0]).toMatchObject({
    outcome: { type: "deployed" },
    steps: [{ logicalId: "May", change: "changes", type: "AWS::IAM::Role" }],
  });
});
