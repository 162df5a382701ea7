import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

/** What a scenario of a template comes to, as the summary says it. */
async function summaryOf(template: string, scenario: string): Promise<string> {
  folder.write("workflows.yaml", template);
  const file = folder.write("workflows.scenario.yaml", `template: ./workflows.yaml\n${scenario}`);
  const { status, out, err } = await orrery(
    ["run", file, "--save", folder.of("workflows.run")],
    200,
  );
  expect(err).toBe("");
  expect(status).toBe(0);
  return out;
}

/** The rows of the table whose first column has a title, as numbers and texts by the titles of the others. */
function tableOf(
  out: string,
  title: string,
): Readonly<Record<string, Readonly<Record<string, string>>>> {
  const lines = out.split("\n").map((line) => line.trim().split(/ {2,}/));
  const head = lines.findIndex(([first]) => first === title);
  const [, ...titles] = lines[head]!;
  const end = lines.findIndex((cells, at) => at > head && cells.length < 2);
  return Object.fromEntries(
    lines
      .slice(head + 1, end)
      .map(([name, ...cells]) => [
        name,
        Object.fromEntries(titles.map((each, at) => [each, cells[at] ?? ""])),
      ]),
  );
}

describe("the summary of workflows", () => {
  it("tells of executions, whoever starts them", async () => {
    const out = await summaryOf(startsTemplate, startsScenario);
    const rows = tableOf(out, "state machine");
    const started = Object.fromEntries(
      Object.entries(rows).map(([name, { started: count, failed }]) => [name, [count, failed]]),
    );
    expect(started).toEqual({
      Sdk: ["22", "0"], // Half of them by Nested.
      Web: ["22", "0"],
      Ruled: ["32", "0"],
      Planned: ["11", "0"],
      Uploaded: ["42", "0"],
      Piped: ["53", "0"],
      Called: ["63", "0"],
      Nested: ["11", "0"],
    });
    // Two states, entered by each execution that is not open.
    expect(rows["Ruled"]!["transitions"]).toBe("64");
    expect(tableOf(out, "pipe")["Orders → Piped"]!["taken"]).toBe("53");
    expect(out).toMatch(/Step Functions transitions +44 +\$0\.0011/);
  });

  it("tells of activities, calls over HTTP, Map Runs, redrives, aliases and Express executions", async () => {
    folder.write("workers.mjs", workers);
    const out = await summaryOf(formsTemplate, formsScenario);
    const rows = tableOf(out, "state machine");
    expect(rows["Quick"]).toMatchObject({ started: "600", succeeded: "600" });
    expect(rows["Later"]).toMatchObject({ started: "600", succeeded: "600" });
    expect(rows["Manual"]).toMatchObject({ started: "18", succeeded: "18", failed: "0" });
    expect(tableOf(out, "activity")["Hands"]).toEqual({ tasks: "18", taken: "18", waiting: "0" });
    // Who is waited for answers after its second, and who is not, at once.
    const answers = (name: string) => tableOf(out, "latency")[`${name}, answer to caller`]!["p50"];
    expect([answers("1 Quick"), answers("2 Later")]).toEqual(["1.02 s", "0"]);
    expect(Number(rows["Fetch"]!["retries"])).toBeGreaterThan(10);
    expect(out).toContain("states:InvokeHTTPEndpoint");
    // A run of 20 items is four batches of Express: a transition each, and one for the Map.
    expect(rows["Spread"]).toMatchObject({ transitions: "45", failed: "0" });
    // It failed, was redriven in vain, and was redriven once what it needs was there again.
    expect(rows["Fragile"]).toMatchObject({ started: "1", failed: "2", succeeded: "1", open: "0" });
    expect(rows["Live"]).toMatchObject({ started: "1", succeeded: "1" });
    const { out: story } = await orrery([
      "explain",
      folder.of("workflows.run"),
      "--execution",
      "first",
      "--run-modules",
    ]);
    expect(story.match(/ExecutionRedriven/g)).toHaveLength(2);
  });

  it("tells of starts that are refused, and of transitions that wait", async () => {
    const out = await summaryOf(
      startsTemplate,
      `duration: 1m
seed: 1
quotas:
  stepfunctions.standardStartBucket: 50
  stepfunctions.standardStartRefill: 5
  stepfunctions.transitionBucket: 5
  stepfunctions.transitionRefill: 10
workload: [{ to: Sdk, arrivals: { constant: { rate: 20/s } }, for: 10s, retry: none }]
`,
    );
    const { started, throttled, "starts refused": refused } = tableOf(out, "state machine")["Sdk"]!;
    expect(Number(started) + Number(refused)).toBeGreaterThanOrEqual(200);
    expect(Number(started)).toBeGreaterThan(90);
    expect(Number(started)).toBeLessThan(110);
    expect(Number(throttled)).toBeGreaterThan(50);
  });
});

const startsTemplate = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: a.b, CodeUri: . } }
Resources:
  Sdk: &flow
    Type: AWS::Serverless::StateMachine
    Properties: &properties
      Definition: { StartAt: Wait, States: { Wait: { Type: Wait, Seconds: 2, Next: Done }, Done: { Type: Succeed } } }
  Web:
    Type: AWS::Serverless::StateMachine
    Properties:
      <<: *properties
      Events: { Post: { Type: Api, Properties: { Path: /orders, Method: post } } }
  Ruled:
    Type: AWS::Serverless::StateMachine
    Properties:
      <<: *properties
      Events: { Paid: { Type: EventBridgeRule, Properties: { EventBusName: shop, Pattern: { detail-type: [paid] } } } }
  Planned:
    Type: AWS::Serverless::StateMachine
    Properties:
      <<: *properties
      Events: { Each: { Type: ScheduleV2, Properties: { ScheduleExpression: rate(1 minute) } } }
  Uploaded:
    Type: AWS::Serverless::StateMachine
    Properties:
      <<: *properties
      Events:
        Put: { Type: EventBridgeRule, Properties: { Pattern: { source: [aws.s3], detail-type: [Object Created] } } }
  Piped: *flow
  Called: *flow
  Nested:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: { Child: !Ref Sdk }
      Definition:
        StartAt: Run
        States:
          Run: { Type: Task, Resource: arn:aws:states:::states:startExecution.sync, Parameters: { StateMachineArn: "\${Child}" }, End: true }
  Shop: { Type: AWS::Events::EventBus, Properties: { Name: shop } }
  Uploads: { Type: AWS::S3::Bucket, Properties: { NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } } } }
  Orders: { Type: AWS::SQS::Queue }
  Pipe:
    Type: AWS::Pipes::Pipe
    Properties:
      Source: !GetAtt Orders.Arn
      Target: !Ref Piped
      RoleArn: !Sub arn:aws:iam::\${AWS::AccountId}:role/pipe
      SourceParameters: { SqsQueueParameters: { BatchSize: 1 } }
      TargetParameters: { StepFunctionStateMachineParameters: { InvocationType: FIRE_AND_FORGET } }
  Starter: { Type: AWS::Serverless::Function }
`;

const startsScenario = `duration: 10m30s
seed: 1
functions: { Starter: { duration: 10ms, calls: [{ "stepfunctions:StartExecution": Called }] } }
workload:
  - { to: Sdk, arrivals: { constant: { rate: 1/m } } }
  - { to: ServerlessRestApi, arrivals: { constant: { rate: 2/m } }, request: { method: POST, path: /orders }, payload: { json: {} } }
  - { to: Shop, arrivals: { constant: { rate: 3/m } }, payload: { json: { detail-type: paid, source: shop, detail: {} } } }
  - { to: Uploads, arrivals: { constant: { rate: 4/m } } }
  - { to: Orders, arrivals: { constant: { rate: 5/m } }, payload: { json: {} } }
  - { to: Starter, arrivals: { constant: { rate: 6/m } } }
  - { to: Nested, arrivals: { constant: { rate: 1/m } } }
`;

const formsTemplate = `Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: a.b, CodeUri: ., Timeout: 100 } }
Resources:
  Quick:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition: { StartAt: Wait, States: { Wait: { Type: Wait, Seconds: 1, End: true } } }
  Later:
    Type: AWS::Serverless::StateMachine
    Properties:
      Type: EXPRESS
      Definition: { StartAt: Wait, States: { Wait: { Type: Wait, Seconds: 1, End: true } } }
  Live:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: live
      AutoPublishAlias: now
      Definition: { StartAt: Done, States: { Done: { Type: Succeed } } }
  Hands: { Type: AWS::StepFunctions::Activity, Properties: { Name: hands } }
  Manual:
    Type: AWS::Serverless::StateMachine
    Properties:
      DefinitionSubstitutions: { Hands: !Ref Hands }
      Definition:
        StartAt: Work
        States: { Work: { Type: Task, Resource: "\${Hands}", TimeoutSeconds: 60, HeartbeatSeconds: 10, End: true } }
  Worker: { Type: AWS::Serverless::Function }
  Fetch:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        StartAt: Get
        States:
          Get:
            Type: Task
            Resource: arn:aws:states:::http:invoke
            Parameters: { ApiEndpoint: https://example.com/rates, Method: GET }
            Retry: [{ ErrorEquals: [States.Http.StatusCode.503], MaxAttempts: 2, IntervalSeconds: 1 }]
            End: true
  Spread:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition:
        QueryLanguage: JSONata
        StartAt: Each
        States:
          Each:
            Type: Map
            Items: "{% [1..20] %}"
            ItemBatcher: { MaxItemsPerBatch: 5 }
            ItemProcessor:
              ProcessorConfig: { Mode: DISTRIBUTED, ExecutionType: EXPRESS }
              StartAt: Wait
              States: { Wait: { Type: Wait, Seconds: 3, End: true } }
            End: true
  Fragile:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: fragile
      DefinitionSubstitutions: { Step: !GetAtt Step.Arn }
      Definition:
        StartAt: Step
        States: { Step: { Type: Task, Resource: "\${Step}", End: true } }
  Step: { Type: AWS::Serverless::Function }
`;

const formsScenario = `scripts: ./workers.mjs
duration: 10m30s
seed: 1
unmodeled:
  "states:InvokeHTTPEndpoint": { after: 100ms, error: StatusCode.503, share: 20%, response: { ResponseBody: { rate: 1.1 } } }
functions: { Step: { duration: 100ms }, Worker: { script: work } }
faults: [{ at: 0s, for: 4m, fail: Step, with: Broken }]
actions:
  - { at: 1m, do: { "stepfunctions:StartExecution": { stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:fragile", name: first } } }
  - { at: 2m, do: { "stepfunctions:RedriveExecution": { executionArn: "arn:aws:states:us-east-1:123456789012:execution:fragile:first" } } }
  - { at: 5m, do: { "stepfunctions:RedriveExecution": { executionArn: "arn:aws:states:us-east-1:123456789012:execution:fragile:first" } } }
  - { at: 6m, do: { "stepfunctions:StartExecution": { stateMachineArn: "arn:aws:states:us-east-1:123456789012:stateMachine:live:now" } } }
workload:
  - { to: Quick, arrivals: { constant: { rate: 1/s } }, for: 10m }
  - { to: Later, arrivals: { constant: { rate: 1/s } }, for: 10m, invoke: event }
  - { to: Manual, arrivals: { constant: { rate: 2/m } } , for: 9m}
  - { to: Worker, arrivals: { constant: { rate: 4/m } } }
  - { to: Fetch, arrivals: { constant: { rate: 10/m } }, for: 9m }
  - { to: Spread, arrivals: { constant: { rate: 1/m } }, for: 9m }
`;

const workers = `const wait = (seconds) => ({ type: "wait", duration: seconds * 1_000_000 });
const call = (operation, params) => ({ type: "call", service: "stepfunctions", operation, params });
export const scripts = {
  *work() {
    const activityArn = "arn:aws:states:us-east-1:123456789012:activity:hands";
    const { taskToken } = yield call("GetActivityTask", { activityArn, workerName: "ann" });
    if (taskToken === undefined) return "nothing to do";
    yield wait(8);
    yield call("SendTaskHeartbeat", { taskToken });
    yield wait(8);
    yield call("SendTaskSuccess", { taskToken, output: '"done"' });
    return "done";
  },
};
`;
