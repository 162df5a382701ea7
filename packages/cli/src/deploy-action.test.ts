import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

const folder = new Folder();
afterAll(() => folder.remove());

const template = (queue: string, worker = "", more = "", event = "!GetAtt Orders.Arn") =>
  `Transform: AWS::Serverless-2016-10-31
Parameters: { Wait: { Type: Number, Default: 4 } }
Resources:
  Orders: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 60, ${queue} } }
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Timeout: !Ref Wait
      ${worker}
      Events: { In: { Type: SQS, Properties: { Queue: ${event} } } }
${more}`;
folder.write("old.yaml", template("DelaySeconds: 0", "", "  Gone: { Type: AWS::SQS::Queue }\n"));
const added = `  Fresh: { Type: AWS::SQS::Queue }
  Helper:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Environment: { Variables: { QUEUE: !Ref Fresh } }
`;
folder.write("new.yaml", template("DelaySeconds: 3", "MemorySize: 256", added));
folder.write("fifo.yaml", template("FifoQueue: true, ContentBasedDeduplication: true"));
folder.write(
  "refused.yaml",
  template("DelaySeconds: 5", "MemorySize: 256", added.replace("QUEUE:", "Q:")),
);

interface Step {
  readonly logicalId: string;
  readonly change: string;
  readonly from: number | null;
  readonly until: number | null;
  readonly end?: string;
}
interface Printed {
  readonly digest: string;
  readonly metrics: Readonly<Record<string, Readonly<Record<string, { readonly sum: number }>>>>;
  readonly actions: readonly {
    readonly outcome: { readonly type: string; readonly logicalId?: string } | null;
    readonly steps: readonly Step[];
    readonly timeline?: {
      readonly errors: { readonly count: number };
      readonly backAt?: number;
    };
  }[];
}
const scenario = (actions: string, more = "") =>
  folder.write(
    "s.yaml",
    `template: ./old.yaml
duration: 10m
workload: [{ to: Orders, arrivals: { constant: { rate: 2/s } } }]
functions: { Worker: { duration: 20ms } }
actions: [${actions}]
${more}`,
  );
async function printed(actions: string, more = ""): Promise<Printed> {
  const { out, err } = await orrery(["run", scenario(actions, more), "--json"]);
  expect(err).toBe("");
  return JSON.parse(out) as Printed;
}
const at = (file: string, minutes = 2) => `{ at: ${minutes}m, do: deploy ${file} }`;
const seconds = (microseconds: number | null) => (microseconds ?? NaN) / 1_000_000;
const stepsOf = ({ actions: [action] }: Printed) =>
  action!.steps.map(({ logicalId, change, from, until }) => [
    `${change} ${logicalId}`,
    Math.round(seconds(from)),
    Math.round(seconds(until)),
  ]);

describe("deploy as an action", () => {
  it("adds, changes and removes in the order of dependencies, and removes last", async () => {
    const run = await printed(at("new.yaml"));
    expect(run.actions[0]!.outcome).toEqual({ type: "deployed" });
    expect(stepsOf(run)).toEqual([
      ["changes Orders", 120, 180],
      ["changes Worker", 120, 130],
      ["adds Fresh", 120, 180],
      ["adds Helper", 180, 190],
      ["removes Gone", 190, 250],
    ]);
    expect(run.metrics["Fresh"]).toBeDefined();
    // All went on under traffic.
    expect(run.metrics["Worker"]!["Invocations"]!.sum).toBeGreaterThan(1_100);
  });

  it("makes what it replaces anew before the old one goes, and leads to the new one what names it", async () => {
    const run = await printed(at("fifo.yaml"));
    expect(stepsOf(run)).toEqual([
      ["replaces Orders~2", 120, 180],
      ["replaces WorkerIn~2", 180, 200],
      ["removes Gone", 200, 260],
      ["removes WorkerIn", 200, 220],
      ["removes Orders", 220, 280],
    ]);
    expect(run.metrics["Orders~2"]).toBeDefined();
    expect(run.metrics["workload to Orders"]!["Refused"]!.sum).toBeGreaterThan(600);
  });

  it("takes all of it back where AWS refuses a step", async () => {
    const run = await printed(at("refused.yaml"));
    expect(run.actions[0]!.outcome).toMatchObject({ type: "rolledBack", logicalId: "Helper" });
    const ends = run.actions[0]!.steps.map(({ logicalId, end }) => [logicalId, end]);
    expect(ends).toEqual([
      ["Orders", "undone"],
      ["Worker", "undone"],
      ["Fresh", "undone"],
      ["Helper", "failed"],
      ["Gone", undefined],
    ]);
    const { out } = await orrery(["run", scenario(at("refused.yaml"))]);
    expect(out.replace(/\s+/g, " ")).toContain(
      "rolled back, since Helper failed with ValidationException",
    );
  });

  it("may come again, also over what it made itself", async () => {
    const run = await printed(`${at("fifo.yaml", 1)}, ${at("old.yaml", 5)}`);
    expect(run.actions.map(({ outcome }) => outcome?.type)).toEqual(["deployed", "deployed"]);
    expect(run.actions[1]!.steps.map(({ logicalId }) => logicalId)).toEqual(
      expect.arrayContaining(["Orders~3", "Orders~2", "WorkerIn~3"]),
    );
  });

  it("does nothing where nothing differs, and takes parameters", async () => {
    expect((await printed(at("old.yaml"))).actions[0]).toMatchObject({
      outcome: { type: "deployed" },
      steps: [],
    });
    const run = await printed("{ at: 2m, do: { deploy: old.yaml, parameters: { Wait: 9 } } }");
    expect(stepsOf(run)).toEqual([["changes Worker", 120, 130]]);
  });

  it("is repeated by a saved run, and waits as long as assumptions say", async () => {
    const saved = folder.of("run.json");
    const path = scenario(at("fifo.yaml"), "assumptions: { sqs.queueDeployment: 5s }");
    const { out } = await orrery(["run", path, "--save", saved]);
    expect(out).toContain("Orders~2 made anew from 2 m to 125 s");
    expect(await orrery(["replay", saved])).toMatchObject({ status: 0 });
  });

  it("is what functions that it adds are told for", async () => {
    const path = scenario(at("new.yaml"));
    const { status, err } = await orrery(["run", path, "--set", "functions.Helper.duration=1s"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    const wrong = await orrery(["run", path, "--set", "functions.Helpr.duration=1s"]);
    expect(wrong.status).toBe(2);
  });

  folder.write("named.yaml", template("QueueName: mine").replace("VisibilityTimeout: 60, ", ""));
  folder.write(
    "named-fifo.yaml",
    template("QueueName: mine, FifoQueue: true").replace("VisibilityTimeout: 60, ", ""),
  );
  it.each([
    [at("gone.yaml"), "actions.0.do: expected a file that can be read"],
    [
      at("new.yaml to shop"),
      'actions.0.do: expected no stack, since there is one template, received "shop"',
    ],
    [
      `${at("named.yaml")}, ${at("named-fifo.yaml", 5)}`,
      "CloudFormation replaces no resource that keeps its name",
    ],
    ["{ at: 11m, do: deploy new.yaml }", "expected less than the run's 10 m"],
  ])("is refused before the run begins: %s", async (actions, message) => {
    const { status, err } = await orrery(["run", scenario(actions)]);
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain(message);
  });
});

const login = (code: string, more = "") => `Transform: AWS::Serverless-2016-10-31
Resources:
  Login:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: s3://code/${code}.zip
      AutoPublishAlias: live
      DeploymentPreference: { Type: Canary10Percent5Minutes, Alarms: [!Ref Errors] }
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Statistic: Sum
      Dimensions:
        - { Name: FunctionName, Value: !Ref Login }
        - { Name: Resource, Value: !Sub "\${Login}:live" }
      Period: 60
      EvaluationPeriods: 1
      Threshold: 5
      ComparisonOperator: GreaterThanThreshold
${more}`;
folder.write("login-1.yaml", login("one"));
folder.write("login-2.yaml", login("two"));
folder.write("login-3.yaml", login("three", "  Store: { Type: AWS::Logs::LogGroup }\n"));

async function shifted(actions: string): Promise<Printed> {
  const file = folder.write(
    "login.yaml",
    `template: ./login-1.yaml
duration: 40m
workload: [{ to: LoginAliaslive, arrivals: { constant: { rate: 10/s } } }]
functions: { Login: { duration: 20ms } }
actions: [${actions}]
`,
  );
  const { out, err } = await orrery(["run", file, "--json", "--seed", "1"]);
  expect(err).toBe("");
  return JSON.parse(out) as Printed;
}
const sumOf = ({ metrics }: Printed, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum ?? 0;

describe("deploy with a preference for how traffic shifts", () => {
  it("gives the new version a tenth, then all, and waits for that", async () => {
    const run = await shifted("{ at: 5m, do: deploy login-2.yaml }");
    expect(run.actions[0]!.outcome).toEqual({ type: "deployed" });
    const [, , alias] = stepsOf(run);
    // The version comes first; five minutes and what goes before and after are the deployment's.
    expect(alias![0]).toBe("changes LoginAliaslive");
    expect(Number(alias![2]) - Number(alias![1])).toBeGreaterThan(300);
    expect(sumOf(run, "LoginDeploymentGroup", "DeploymentsSucceeded")).toBe(1);
    const toNew = sumOf(run, "LoginAliaslive", "RoutedToAdditionalVersion");
    expect(toNew).toBeGreaterThan(220);
    expect(toNew).toBeLessThan(380);
    expect(sumOf(run, "Login", "Errors")).toBe(0);
  });

  it("takes a version back that an alarm finds to be bad, and the stack with it", async () => {
    const bad = "{ at: 5m, do: { deploy: login-2.yaml, functions: { Login: { failures: 50% } } } }";
    const run = await shifted(bad);
    expect(run.actions[0]!.outcome).toMatchObject({
      type: "rolledBack",
      logicalId: "LoginAliaslive",
      code: "ALARM_ACTIVE",
    });
    expect(sumOf(run, "LoginDeploymentGroup", "DeploymentsRolledBack")).toBe(1);
    expect(sumOf(run, "LoginDeploymentGroup", "DeploymentsStarted")).toBe(1);
    const errors = sumOf(run, "Login", "Errors");
    // About half of a tenth of the requests of some three minutes, and nothing afterwards.
    expect(errors).toBeGreaterThan(40);
    expect(errors).toBeLessThan(160);
  });

  it("brings out the next version once one went through", async () => {
    const run = await shifted(
      "{ at: 2m, do: deploy login-2.yaml }, { at: 15m, do: { deploy: login-3.yaml, functions: { Login: { duration: 50ms } } } }",
    );
    expect(run.actions.map(({ outcome }) => outcome)).toEqual([
      { type: "deployed" },
      { type: "deployed" },
    ]);
    expect(sumOf(run, "LoginDeploymentGroup", "DeploymentsSucceeded")).toBe(2);
    expect(run.actions[1]!.steps.map(({ logicalId }) => logicalId)).toContain("Store");
  });

  it("brings out the mended version after one that an alarm took back, and tells of both", async () => {
    const bad = "{ at: 5m, do: { deploy: login-2.yaml, functions: { Login: { failures: 50% } } } }";
    const run = await shifted(`${bad}, { at: 15m, do: deploy login-3.yaml }`);
    expect(run.actions.map(({ outcome }) => outcome?.type)).toEqual(["rolledBack", "deployed"]);
    expect(sumOf(run, "LoginDeploymentGroup", "DeploymentsRolledBack")).toBe(1);
    expect(sumOf(run, "LoginDeploymentGroup", "DeploymentsSucceeded")).toBe(1);
    const [first, second] = run.actions.map(({ timeline }) => timeline!);
    // The bad one is taken back within minutes; the mended one meets no error, and all get it.
    expect(first!.errors.count).toBe(sumOf(run, "Login", "Errors"));
    expect(first!.backAt).toBeLessThan(10 * 60e6);
    expect(second!.errors.count).toBe(0);
    expect(second!.backAt).toBeUndefined();
    const { out } = await orrery(["run", folder.of("login.yaml"), "--seed", "1"]);
    const words = out.replace(/\s+/g, " ");
    expect(words).toMatch(/deploy login-2\.yaml.*rolled back.*deploy login-3\.yaml/);
  });

  it("refuses what it cannot perform before the run begins", async () => {
    const broker = (logs: boolean) =>
      `Resources: { Mail: { Type: AWS::AmazonMQ::Broker, Properties: { BrokerName: mail, DeploymentMode: SINGLE_INSTANCE, EngineType: RABBITMQ, HostInstanceType: mq.m5.large, PubliclyAccessible: true, EngineVersion: "${logs ? "4.2" : "3.13"}", Users: [{ Username: me, Password: aLongPassword }] } } }`;
    folder.write("broker-1.yaml", broker(false));
    folder.write("broker-2.yaml", broker(true));
    const file = folder.write(
      "broker.yaml",
      "template: ./broker-1.yaml\nduration: 10m\nactions: [{ at: 1m, do: deploy broker-2.yaml }]\n",
    );
    const { err, status } = await orrery(["run", file]);
    expect(status).toBe(2);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).toContain("no AWS::AmazonMQ::Broker is changed in a run");
  });
});
