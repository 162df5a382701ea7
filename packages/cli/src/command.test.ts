import { readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DefectError, Simulation } from "@orrery/kernel";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
beforeAll(() => {
  folder.write("template.yaml", ordersTemplate);
});
afterAll(() => folder.remove());

let files = 0;
/** A scenario of the template with more lines, the first of which is line 3. */
function scenario(lines: string, head = "template: ./template.yaml\nduration: 2m\n"): string {
  files += 1;
  return folder.write(`${files}.yaml`, `${head}${lines}\n`);
}
const arrivals = "workload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 20/s } } }]";

const designed = `# orders.scenario.yaml
template: ./template.yaml          # SAM, CloudFormation or cdk synth output; or architecture: ./orders.ts
asOf: 2026-11-01
startsAt: 2026-11-23T09:00:00Z
duration: 1h
seed: 42
workload:
  - to: OrdersQueue                # a resource's logical id
    arrivals: { poisson: { rate: 200/s } }
    payload: { size: 2KB }
functions:
  Worker:
    duration: { lognormal: { p50: 80ms, p99: 900ms } }
    failures: 1%
    calls: [{ sqs:SendMessage: ReceiptsQueue }]
faults:
  - { at: 20m, for: 5m, refuse: Worker, with: ThrottlingException, share: 50% }
expect:
  - { metric: OrdersQueue.ApproximateAgeOfOldestMessage, max: 5m }
  - { metric: OrdersDlq.ApproximateNumberOfMessagesVisible, max: 10 }
`;

interface Printed {
  readonly metrics: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, number>>>>>
  >;
  readonly expectations: readonly { readonly holds: boolean }[];
  readonly [name: string]: unknown;
}
async function json(...args: string[]): Promise<Printed> {
  const { out } = await orrery([...args, "--json"]);
  return JSON.parse(out) as Printed;
}

describe("a run that failures slowed down", () => {
  const failing = () =>
    scenario(
      [
        arrivals,
        "parameters: { Batch: 1 }",
        "functions: { Worker: { duration: 1s, failures: 20% } }",
        "mappings: { WorkerOrders: { scaling: { slowWithItemReports: true } } }",
      ].join("\n"),
    );

  it("is repeated with other assumptions, and says what they change", async () => {
    const path = failing();
    const { out } = await orrery(["run", path]);
    expect(out).toMatch(
      /slower polling, after failures or throttles\n {2}WorkerOrders read OrdersQueue/,
    );
    expect(out).toMatch(/errorPause, here\s+4\.5 s/);
    expect(out).toMatch(/The same run\s+with\s+2 s/);
    const { slowdowns, sensitivity, digest } = await json("run", path);
    expect(slowdowns).toMatchObject([{ resource: "WorkerOrders", facts: { cause: "errors" } }]);
    expect(sensitivity).toMatchObject({ slowdowns, failure: null });
    expect(JSON.stringify(sensitivity)).toContain('"metric":"MessagesLeft"');
    // The answers of the run itself stay what they are.
    expect((await json("run", path, "--no-sensitivity"))["digest"]).toBe(digest);
  });

  it("is not repeated where nobody wants it, nor where nothing slowed it down", async () => {
    const path = failing();
    const { out } = await orrery(["run", path, "--no-sensitivity"]);
    expect(out).toMatch(/what\s+that\s+changes\s+was\s+not\s+tried/);
    expect((await json("run", path, "--no-sensitivity"))["sensitivity"]).toBeNull();
    const fine = scenario(arrivals);
    expect((await orrery(["run", fine])).out).not.toContain("slower polling");
    expect(await json("run", fine)).toMatchObject({ slowdowns: [], sensitivity: null });
  });
});

describe("run", () => {
  it("runs the scenario of the guide as it is written", async () => {
    const path = folder.write("designed.yaml", designed);
    const { status, out, err } = await orrery(["run", path, "--duration", "3m"]);
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(out).toContain("by AWS's rules of 2026-11-01");
    expect(out).toContain(
      "✓ OrdersDlq.ApproximateNumberOfMessagesVisible: 0, expected at most 10\n",
    );
  });

  it("says which expectations say nothing, and of what was never observed that it does not hold", async () => {
    const content = `${designed.slice(0, designed.indexOf("expect:"))}expect:
  - { metric: OrdersDlq.NumberOfMessagesSent, max: 0 }
  - { metric: OrdersDlq.MessageAgeAtReceive, statistic: p99, max: 1m }
`;
    const path = folder.write("vacuous.yaml", content);
    const { status, out } = await orrery(["run", path, "--duration", "2m"], 250);
    expect(status).toBe(1);
    const because =
      "what OrdersQueue gives up does not count as sent (AWS's rule): ApproximateNumberOfMessagesVisible shows it";
    expect(out).toContain(
      `\n– OrdersDlq.NumberOfMessagesSent: 0, expected at most 0; it says nothing of this run: ${because}\n`,
    );
    expect(out).toContain(
      "\n✗ OrdersDlq.MessageAgeAtReceive p99: nothing observed (OrdersDlq had nothing to measure it on), expected at most 60 s\n",
    );
    expect(out).toContain(
      `\n! The expectation of OrdersDlq.NumberOfMessagesSent says nothing of this run: ${because}.\n`,
    );
  });

  it("prints with --json all that a program may want, and nothing else", async () => {
    const printed = await json("run", folder.write("designed.yaml", designed), "--duration", "1m");
    expect(printed).toMatchObject({
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      seed: 42,
      asOf: "2026-11-01",
      digest: expect.stringMatching(/^[0-9a-f]{16}$/),
      events: expect.any(Number),
      virtualSeconds: 60,
      wallSeconds: expect.any(Number),
      eventsPerSecond: expect.any(Number),
      finished: true,
      cost: {
        total: expect.any(Number),
        resources: expect.any(Array),
        assumptions: expect.any(Array),
      },
      expectations: [{ holds: true }, { holds: true }],
      rules: {
        assumed: expect.any(Array),
        measured: expect.any(Array),
        documented: expect.any(Array),
      },
      warnings: expect.any(Array),
    });
    const sent = printed.metrics["OrdersQueue"]!["NumberOfMessagesSent"]!;
    expect(Object.keys(sent)).toEqual(["count", "sum", "min", "max", "average"]);
    expect(sent["sum"]).toBeGreaterThan(11_000);
    const { p50, p99, max } = printed.metrics["Worker"]!["Duration"]! as Record<string, number>;
    expect(p50! < p99! && p99! <= max!).toBe(true);
    expect(Object.keys(printed.metrics["Worker"]!["Duration"]!)).toEqual([
      ...["count", "sum", "min", "max", "average", "p50", "p90", "p95", "p99", "p99.9"],
    ]);
  });

  it("gives the same digest for the same seed, and another for another", async () => {
    const path = scenario(arrivals);
    const digest = async (...args: string[]) => (await json("run", path, ...args))["digest"];
    const first = await digest("--seed", "7");
    expect(await digest("--seed", "7")).toBe(first);
    expect(await digest("--seed", "eight")).not.toBe(first);
    expect(await digest()).toBe(await digest("--seed", "1"));
  });

  it("exits with 1 when an expectation does not hold, and says which", async () => {
    const path = scenario(`${arrivals}\nexpect: [{ metric: Worker.Invocations, max: 3 }]`);
    const { status, out } = await orrery(["run", path]);
    expect(status).toBe(1);
    expect(out).toMatch(/✗ Worker\.Invocations: [\d,]+, expected at most 3\n/);
  });

  it("takes settings from the command line", async () => {
    const path = scenario(arrivals);
    const set = [
      "--set",
      "workload.0.arrivals.poisson.rate=40/s",
      "--set",
      "functions.Worker.failures=50%",
    ];
    const { metrics } = await json("run", path, "--duration", "1m", ...set);
    expect(metrics["workload to OrdersQueue"]!["Offered"]!["sum"]).toBeGreaterThan(2_000);
    expect(metrics["Worker"]!["Errors"]!["sum"]).toBeGreaterThan(100);
  });

  it("takes workloads of every kind, recorded ones from CSV and JSON", async () => {
    folder.write("times.csv", "at,arrivals\na,0\nb,10\nc,20\n");
    folder.write("times.json", '{"arrivals": [0.5, 1.5]}');
    const path = scenario(`workload:
  - { to: OrdersQueue, arrivals: { constant: { rate: 1/s } }, for: 10s }
  - { to: OrdersQueue, arrivals: { file: { path: ./times.csv } }, payload: { json: { a: 1 } } }
  - { to: Worker, arrivals: { file: { path: times.json, repeatEvery: 1m } }, payload: { body: hi } }
  - { to: OrdersQueue, arrivals: { ramp: { from: 0/s, to: 2/s, over: 1m, spacing: even } }, for: 1m }
  - { to: OrdersQueue, arrivals: { steps: { steps: [{ at: 0s, rate: 1/s }, { at: 1m, rate: 0/s }], spacing: even } } }
  - { to: OrdersQueue, arrivals: { daily: { mean: 60/m, peak: 90/m, peakAt: 0s, spacing: even } }, for: 30s }
  - { to: OrdersQueue, arrivals: { bursts: { quiet: { rate: 0/s, mean: 10s }, busy: { rate: 50/s, mean: 10s } } } }`);
    const { metrics } = await json("run", path);
    const offered = [1, 2, 3, 4, 5, 6].map(
      (place) =>
        Object.entries(metrics).find(([name]) => name.startsWith(`workload ${place} `))![1][
          "Offered"
        ]!["sum"],
    );
    expect(offered.slice(0, 3)).toEqual([10, 3, 4]);
    expect(offered[3]).toBeGreaterThanOrEqual(59);
    expect(offered[4]).toBeGreaterThanOrEqual(59);
    expect(offered[5]).toBeGreaterThanOrEqual(44);
  });

  it("sends to FIFO queues by message groups", async () => {
    folder.write(
      "fifo.yaml",
      "Resources: { Steps: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } } }\n",
    );
    const path = scenario(
      "workload: [{ to: Steps, arrivals: { constant: { rate: 1/s } }, groups: { a: 3, b: 1 } }]",
      "template: ./fifo.yaml\nduration: 2m\n",
    );
    const { metrics } = await json("run", path);
    expect(metrics["workload to Steps"]!["Refused"]!["sum"]).toBe(0);
    expect(metrics["Steps"]!["NumberOfMessagesSent"]!["sum"]).toBeGreaterThan(100);
  });

  it("makes the calls that functions make", async () => {
    const path = scenario(
      `${arrivals}\nfunctions: { Worker: { calls: [{ sqs:SendMessage: ReceiptsQueue, body: { done: true } }] } }`,
    );
    const { metrics } = await json("run", path);
    const invocations = metrics["Worker"]!["Invocations"]!["sum"]!;
    expect(metrics["ReceiptsQueue"]!["NumberOfMessagesSent"]!["sum"]).toBeGreaterThan(
      invocations * 0.95,
    );
  });

  it("makes the invocations that functions make", async () => {
    folder.write(
      "two.yaml",
      `Resources:
  Caller: { Type: AWS::Lambda::Function, Properties: &code { Runtime: nodejs22.x, Handler: a.b, Role: "arn:aws:iam::123456789012:role/r", Code: { ZipFile: "" } } }
  Called: { Type: AWS::Lambda::Function, Properties: *code }
`,
    );
    const path = scenario(
      `workload: [{ to: Caller, arrivals: { constant: { rate: 1/s } } }]
functions: { Caller: { calls: [{ lambda:Invoke: Called, body: { a: 1 } }] }, Called: { duration: 1s } }`,
      "template: ./two.yaml\nduration: 1m\n",
    );
    const { metrics } = await json("run", path);
    expect(metrics["Called"]!["Invocations"]!["sum"]).toBeGreaterThan(55);
    expect(metrics["Caller"]!["Duration"]!["min"]).toBeGreaterThan(1_000_000);
  });

  it("follows a template's parameters", async () => {
    const path = scenario(`${arrivals}\nparameters: { Batch: 1 }`);
    const { metrics } = await json("run", path);
    const [mapping] = Object.entries(metrics).filter(([name]) => name === "WorkerOrders");
    expect(mapping![1]["BatchSize"]!["max"]).toBe(1);
  });

  it("writes a trace, of which explain and export tell", async () => {
    const trace = folder.of("trace.jsonl");
    await orrery(["run", scenario(arrivals), "--duration", "5s", "--trace", trace]);
    const story = await orrery(["explain", trace, "--message", "OrdersQueue:1"]);
    expect(story).toMatchObject({ status: 0, err: "" });
    expect(story.out).toMatch(
      /^message [\w-]+ \(number 1\)\nbegan as arrival 1 of workload 1, at [\d.]+ m?s\n\n/,
    );
    expect(story.out).not.toContain("OrdersQueue:1  ");
    expect(await orrery(["explain", trace, "--message", "17"])).toEqual({
      status: 2,
      out: "",
      err: `${trace} --message: expected the id of a message of this run, or a queue, topic or function and a number such as Orders:17, received "17"\n`,
    });
    const spans = folder.of("spans.json");
    const args = ["export", trace, "--format", "otlp", "--output", spans];
    expect(await orrery(args)).toEqual({ status: 0, out: "", err: "" });
    expect(readFileSync(spans, "utf8")).toContain("resourceSpans");
  });
});

describe("the story of a message that goes several ways", () => {
  folder.write(
    "news.yaml",
    `Resources:
  News: { Type: AWS::SNS::Topic }
  Inbox: { Type: AWS::SQS::Queue }
  Other: { Type: AWS::SQS::Queue }
  ToInbox: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Inbox.Arn } }
  ToOther: { Type: AWS::SNS::Subscription, Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Other.Arn } }
`,
  );
  const path = folder.write(
    "news.scenario.yaml",
    "template: ./news.yaml\nduration: 5s\nworkload: [{ to: News, arrivals: { constant: { rate: 1/s } } }]\n",
  );

  it("tells them apart by names that --message takes, and says where each is", async () => {
    const trace = folder.of("news.jsonl");
    expect((await orrery(["run", path, "--trace", trace])).err).toBe("");
    const { out, status } = await orrery(["explain", trace, "--message", "News:2"]);
    expect(status).toBe(0);
    expect(out).toMatch(
      /^message [\w-]+ \(number 2\)\nbegan as arrival 2 of workload 1, at 1 s\n\n/,
    );
    expect(out).toMatch(
      /\n +1 s {2}News:2 +News +is published, for 2 subscriptions \(event \d+\)\n/,
    );
    for (const queue of ["Inbox", "Other"]) {
      expect(out).toMatch(new RegExp(`  ${queue}:2 +${queue} +is accepted, \\d+ bytes \\(event`));
      expect(out).toMatch(new RegExp(`News +is delivered to ${queue} \\(event`));
      expect(out).toContain(`\nat the end of the run ${queue}:2 is waiting in ${queue}\n`);
    }
    const same = await orrery(["explain", trace, "--message", "Inbox:2", "--json"]);
    const { branches, origin } = JSON.parse(same.out) as { branches: object[]; origin: object };
    expect(origin).toEqual({ from: 1, number: 2, at: 1_000_000 });
    expect(branches).toMatchObject([
      { resource: "News", number: 2, parent: -1 },
      { number: 2, parent: 0 },
      { number: 2, parent: 0 },
    ]);
  });
});

describe("modules", () => {
  // As the builder's Stack has it; a module in a folder of its own finds no packages there.
  const architecture = `{
  region: "eu-west-1",
  operations: [
    { logicalId: "Q", service: "sqs", operation: "CreateQueue", params: { QueueName: "q" } },
    { logicalId: "F", service: "lambda", operation: "CreateFunction", params: {
      FunctionName: "f", Runtime: "nodejs22.x", Handler: "a.b", Role: "arn:aws:iam::123456789012:role/f", Code: { ZipFile: "" } } },
    { logicalId: "FQ", service: "lambda", operation: "CreateEventSourceMapping", params: {
      FunctionName: "f", EventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:q" } },
  ] as const,
  extras: { F: { Behavior: { type: "script", name: "work" } } },
}`;
  const scripts = `{
  *work(event: { readonly Records: readonly unknown[] }) {
    yield { type: "wait", duration: 250_000 };
    return event.Records.length;
  },
}`;
  const load = "workload: [{ to: Q, arrivals: { constant: { rate: 1/s } } }]";

  it("give the architecture and the scripts of a scenario file", async () => {
    folder.write("orders.ts", `export const architecture = ${architecture};\n`);
    folder.write("scripts.ts", `export const scripts = ${scripts};\n`);
    const head = "architecture: ./orders.ts\nscripts: ./scripts.ts\nduration: 1m\n";
    const { metrics } = await json("run", scenario(load, head));
    const { min, count } = metrics["F"]!["Duration"]! as Record<string, number>;
    expect(min).toBeGreaterThanOrEqual(250_000);
    expect(count).toBeGreaterThan(50);
  });

  it("may be whole scenarios", async () => {
    const path = folder.write(
      "whole.ts",
      `export const architecture = ${architecture};
export const scripts = ${scripts};
export const scenario = {
  duration: "1m",
  workload: [{ to: "Q", arrivals: { constant: { rate: "1/s" } } }],
};
`,
    );
    const { metrics } = await json("run", path, "--set", "seed=3");
    expect(metrics["F"]!["Invocations"]!["sum"]).toBeGreaterThan(50);
  });

  it("have what the builder makes, with what its functions and queues do", async () => {
    const path = fileURLToPath(new URL("../test/orders.ts", import.meta.url));
    const { metrics } = await json("run", path);
    const { Invocations, Duration } = metrics["Worker"]!;
    expect(metrics["Receipts"]!["NumberOfMessagesSent"]!["sum"]).toBeGreaterThan(100);
    expect(Duration!["min"]).toBeGreaterThanOrEqual(50_000);
    // Half of what is received stays visible, and is received again.
    expect(Invocations!["sum"]).toBeGreaterThan(150);
    expect(metrics["Orders"]!["NumberOfMessagesReceived"]!["sum"]).toBeGreaterThan(150);
  });

  it.each([
    [
      "architecture: ./nope.ts",
      /:1:1: architecture: expected a module that can be read, received "\.\/nope\.ts", no such file$/,
    ],
    [
      "architecture: ./empty.ts",
      /:1:1: architecture: expected a module that exports architecture, received one that exports other$/,
    ],
    [
      "architecture: ./thrown.ts",
      /:1:1: architecture: expected a module that can be loaded, received not today$/,
    ],
    [
      "architecture: ./object.ts",
      /:1:1: architecture: expected a module that can be loaded, received { code: 7 }$/,
    ],
    [
      "architecture: ./wrong.ts",
      /wrong\.ts: architecture: expected a Stack, or another object with operations, received number$/,
    ],
    [
      "architecture: ./orders.ts",
      /:1:1: functions\.F\.script: expected scripts, a module that exports them, received none for "work"$/,
    ],
    [
      "architecture: ./orders.ts\nscripts: ./others.ts",
      /functions\.F\.script: expected wrok, received "work"; did you mean wrok\?$/,
    ],
    [
      "architecture: ./orders.ts\nscripts: ./wrong.ts",
      /wrong\.ts: scripts: expected generator functions by name, received work, a number$/,
    ],
  ])("that are wrong are refused: %s", async (head, message) => {
    folder.write("orders.ts", `export const architecture = ${architecture};\n`);
    folder.write("empty.ts", "export const other = 1;\n");
    folder.write("others.ts", "export const scripts = { *wrok() {} };\n");
    folder.write("object.ts", "throw { code: 7 };\n");
    folder.write("thrown.ts", 'throw new Error("not today");\n');
    folder.write(
      "wrong.ts",
      "export const architecture = 1;\nexport const scripts = { work: 1 };\n",
    );
    const { status, err } = await orrery(["run", scenario("", `${head}\nduration: 1m\n`)]);
    expect(err.trimEnd()).toMatch(message);
    expect(status).toBe(2);
  });
});

describe("what is wrong is refused in one line on standard error, with exit status 2", () => {
  const brokenTemplate = (text: string) => {
    files += 1;
    return folder.write(`template-${files}.yaml`, text);
  };
  const withTemplate = (text: string) =>
    scenario("", `template: ${brokenTemplate(text)}\nduration: 1m\n`);
  const queue = (properties: string) =>
    withTemplate(
      `Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      ${properties}\n`,
    );
  const reader = (properties: string, queueProperties = "{}") =>
    withTemplate(`Transform: AWS::Serverless-2016-10-31
Resources:
  Q: { Type: AWS::SQS::Queue, Properties: ${queueProperties} }
  F:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      Runtime: nodejs22.x
      ${properties}
      Events:
        Q: { Type: SQS, Properties: { Queue: !GetAtt Q.Arn } }
`);

  it.each([
    // Files.
    [
      "a missing scenario",
      () => folder.of("nope.yaml"),
      /nope\.yaml: expected a file that can be read, received no such file$/,
    ],
    ["a folder", () => folder.path, /: expected a file that can be read, received a folder$/],
    [
      "a missing template",
      () => scenario("", "template: nope.yaml\nduration: 1m\n"),
      /\.yaml:1:1: template: expected a file that can be read, received "nope\.yaml", no such file$/,
    ],
    [
      "a YAML error",
      () => scenario("a: [1"),
      /\.yaml:4:1: expected well-formed YAML or JSON, received .+$/,
    ],
    [
      "a module without a scenario",
      () => folder.write("none.ts", "export const a = 1;\n"),
      /none\.ts: expected a module that exports scenario, received one that exports a$/,
    ],
    // Settings.
    [
      "an unknown setting",
      () => scenario("worklod: []"),
      /\.yaml:3:1: worklod: expected one of .*, received "worklod"; did you mean workload\?$/,
    ],
    [
      "a wrong unit",
      () => scenario("latencies: { lambda.idleTimeout: 5 parsecs }"),
      /\.yaml:3:14: latencies\.lambda\.idleTimeout: expected a duration such as 30s, 250ms or 1\.5h, received "5 parsecs"$/,
    ],
    [
      "NaN",
      () => scenario(arrivals.replace("20/s", ".nan")),
      /: workload\.0\.arrivals\.poisson\.rate: expected a rate such as 200\/s or 30\/m, received NaN$/,
    ],
    [
      "a negative time",
      () => scenario("faults: [{ at: -1s, for: 1s, outage: Worker }]"),
      /: faults\.0\.at: expected a duration such as 30s, 250ms or 1\.5h, received "-1s"$/,
    ],
    [
      "a reference to nothing",
      () => scenario(arrivals.replace("OrdersQueue", "OrderQueue")),
      /\.yaml:3:14: workload\.0\.to: expected one of .*, received "OrderQueue"; did you mean OrdersQueue\?$/,
    ],
    [
      "a workload to what takes none",
      () => scenario(arrivals.replace("OrdersQueue", "OrdersBucket")),
      /: workload\.0\.to: expected a queue, a function.*, received "OrdersBucket", an AWS::EFS::FileSystem$/,
    ],
    [
      "an expectation of no resource",
      () => scenario("expect: [{ metric: OrdersDql.NumberOfMessagesSent, max: 0 }]"),
      /\.yaml:3:12: expect\.0\.metric: expected one of .*, received "OrdersDql"; did you mean OrdersDlq\?$/,
    ],
    [
      "an expectation of no metric",
      () => scenario("expect: [{ metric: OrdersDlq.NumberOfMessageSent, max: 0 }]"),
      /: expect\.0\.metric: expected one of .*; did you mean NumberOfMessagesSent\?$/,
    ],
    [
      "a percentile of a count",
      () => scenario("expect: [{ metric: Worker.Errors, statistic: p99, max: 0 }]"),
      /: expect\.0\.statistic: expected count, sum, min, max or average, since Errors has no percentiles, received "p99"$/,
    ],
    // What AWS refuses.
    [
      "a value out of the range of AWS",
      () => queue("VisibilityTimeout: 50000"),
      /template-\d+\.yaml:5:7: Q \(CreateQueue\): expected what AWS accepts, received InvalidAttributeValue: Invalid value for the parameter VisibilityTimeout\.$/,
    ],
    [
      "more memory than there is",
      () => reader("MemorySize: 20000"),
      /template-\d+\.yaml:9:7: F \(CreateFunction\): expected what AWS accepts, received ValidationException: .*'20000' at 'memorySize'/,
    ],
    [
      "a timeout above the visibility timeout",
      () => reader("Timeout: 60"),
      /template-\d+\.yaml:11:9: FQ \(CreateEventSourceMapping\): expected what AWS accepts, received InvalidParameterValueException: .*[Vv]isibility timeout: 30 seconds is less than Function timeout: 60 seconds$/,
    ],
    // Templates.
    [
      "a template that refers to nothing",
      () => queue("QueueName: !Ref Stge"),
      /template-\d+\.yaml:5:23: Resources\.Q\.Properties\.QueueName\.Ref: expected a parameter or a resource that exists, received "Stge"$/,
    ],
    [
      "a circular reference",
      () =>
        withTemplate(
          "Resources:\n  A: { Type: Custom::A, Properties: { V: !Ref B } }\n  B: { Type: Custom::A, Properties: { V: !Ref A } }\n",
        ),
      /template-\d+\.yaml:3:\d+: .*: expected no circular dependency, received A → B → A$/,
    ],
    [
      "a value of the wrong kind",
      () => queue("DelaySeconds: soon"),
      /template-\d+\.yaml:5:21: Resources\.Q\.Properties\.DelaySeconds: expected a whole number, received "soon"$/,
    ],
    [
      "a template without resources",
      () => withTemplate("Parameters: {}\n"),
      /template-\d+\.yaml:1:1: template: expected a section Resources, received Parameters$/,
    ],
  ] as const)("%s", async (_, path, message) => {
    const { status, out, err } = await orrery(["run", path()]);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err.trimEnd()).toMatch(message);
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });

  it.each([
    [["run"], /^orrery run: missing required argument 'scenario'/],
    [["rum"], /^orrery: expected one of .*, received "rum"; did you mean run\?/],
    [
      ["run", "a.yaml", "--sede", "1"],
      /^orrery run: expected one of .*, received "--sede"; did you mean --seed\?/,
    ],
    [
      ["run", "a.yaml", "--set", "seed"],
      /^orrery run: option '--set <path=value>' argument 'seed' is invalid\. expected path=value, received "seed"/,
    ],
    [
      ["replay", "/nope.json"],
      /^\/nope\.json: expected a file that can be read, received no such file\n$/,
    ],
    [
      ["lint", "/nope.yaml"],
      /^\/nope\.yaml: expected a file that can be read, received no such file\n$/,
    ],
    [
      ["explain", "/nope.jsonl", "--event", "1"],
      /^\/nope\.jsonl: expected a file that can be read, received no such file\n$/,
    ],
  ])("of the command line: %j", async (args, message) => {
    const { status, err } = await orrery(args);
    expect(err).toMatch(message);
    expect(status).toBe(2);
  });

  it("what --set and --duration say is named as they are", async () => {
    const path = scenario(arrivals);
    const { err } = await orrery(["run", path, "--set", "workload.0.to=Ordersqueu"]);
    expect(err).toMatch(
      /^--set workload\.0\.to=Ordersqueu: workload\.0\.to: expected one of .*; did you mean OrdersQueue\?\n$/,
    );
    expect((await orrery(["run", path, "--duration", "soon"])).err).toMatch(
      /^--set duration=soon: duration: expected a duration such as 30s, 250ms or 1\.5h, received "soon"\n$/,
    );
  });

  it("a place to save that cannot be written", async () => {
    const args = ["run", scenario(""), "--save", folder.of("no/such/folder.json")];
    const { status, err } = await orrery(args);
    expect(err).toMatch(
      /folder\.json: expected a file that can be written, received no such file\n$/,
    );
    expect(status).toBe(2);
  });
});

it("says of a defect what it is, its seed and how to repeat it, with exit status 70", async () => {
  const path = scenario(arrivals);
  const broken = vi.spyOn(Simulation.prototype, "run").mockImplementation(() => {
    throw new DefectError("two and two are five");
  });
  const { status, out, err } = await orrery(["run", path, "--seed", "abc"]);
  broken.mockRestore();
  expect({ status, out }).toEqual({ status: 70, out: "" });
  expect(err).toMatch(
    /^defect: two and two are five\n {2}seed {3}"abc", in event \d+ at [\d.]+ m?s\n/,
  );
  expect(err).toMatch(/\n {2}token {2}or1\.\w+\.[\w-]+\.\w+\n/);
  expect(err).toContain(`\n  repeat orrery run ${path} --seed abc, with the same other options\n`);
});

describe("replay", () => {
  const saved = async (lines = arrivals, ...args: string[]) => {
    const file = folder.of(`run-${(files += 1)}.json`);
    await orrery(["run", scenario(lines), "--save", file, ...args]);
    return file;
  };
  const tampered = async (from: string | RegExp, to: string) => {
    const file = await saved();
    const text = readFileSync(file, "utf8");
    expect(text).toMatch(from);
    return folder.write(`tampered-${files}.json`, text.replace(from, to));
  };

  it("of a saved run is the same, with exit status 0", async () => {
    const file = await saved();
    const { status, out } = await orrery(["replay", file]);
    expect(out).toMatch(/^the same: [\d,]+ events, digest [0-9a-f]{16}\n$/);
    expect(status).toBe(0);
    expect(await json("replay", file)).toMatchObject({ same: true });
  });

  it("that Ctrl-C ends says what is the same so far, with its own exit status", async () => {
    const file = await saved();
    const replayed = orrery(["replay", file]);
    while (process.listenerCount("SIGINT") === 0) await setImmediate();
    process.emit("SIGINT");
    expect(await replayed).toEqual({
      status: 130,
      out: "",
      err: "interrupted: the part that was run again is the same\n",
    });
  });

  it("finds the first event that differs, with both sides", async () => {
    const { status, out } = await orrery(["replay", await tampered('"rate":20', '"rate":21')]);
    expect(out).toMatch(
      /^different: event (\d+) is the first that differs\n {2}saved {2}event \1 is one of workload:1\n {2}now {4}event \1 is one of workload:1: start at 0 s\n$/,
    );
    expect(status).toBe(1);
  });

  it("finds it where the content alone differs", async () => {
    const file = await tampered('"value":1024', '"value":1025');
    const { out } = await orrery(["replay", file]);
    expect(out).toMatch(
      /^different: event \d+ is the first that differs\n {2}saved {2}event \d+ is one of OrdersQueue\n {2}now {4}event \d+ is one of OrdersQueue: sendMessage at /,
    );
    expect(await json("replay", file)).toMatchObject({
      same: false,
      saved: { component: expect.stringContaining("OrdersQueue") },
      now: { event: { input: { type: "sendMessage" } } },
      firstDifference: { event: expect.any(Number) },
    });
  });

  it("finds a changed digest, and a changed number of events", async () => {
    expect(
      (await orrery(["replay", await tampered(/"digest":"..../, '"digest":"0000')])).out,
    ).toMatch(/^different: the events are the same, the digest is not; the file was changed\n/);
    const more = await orrery(["replay", await tampered(/"events":(\d)/, '"events":1$1')]);
    expect(more.out).toMatch(
      /^different: the events that both have are the same, the number of events is not\n/,
    );
    expect(more.status).toBe(1);
  });

  it("finds that a saved run ended earlier", async () => {
    const file = await tampered(/"duration":120000000/, '"duration":121000000');
    const longer = readFileSync(file, "utf8").replace('"until":120000000', '"until":121000000');
    const { out } = await orrery(["replay", folder.write(`longer-${files}.json`, longer)]);
    expect(out).toMatch(
      /^different: event (\d+) is the first that differs\n {2}saved {2}ends after [\d,]+ events\n/,
    );
  });

  it("runs scripts again, from beside the run file", async () => {
    folder.write(
      "s.ts",
      'export const scripts = { *work() { yield { type: "wait", duration: 1_000 }; return null; } };\n',
    );
    const file = await saved(
      `${arrivals}\nscripts: ./s.ts\nfunctions: { Worker: { script: work } }`,
    );
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ scripts: "s.ts" });
    const refused = await orrery(["replay", file]);
    expect(refused).toEqual({
      status: 2,
      out: "",
      err: `${file}: scripts: expected --run-modules, since this run needs a module, which would be run, received "s.ts"\n`,
    });
    expect((await orrery(["replay", file, "--run-modules"])).status).toBe(0);
  });

  it("runs handlers again, of all modules that have some", async () => {
    const waits = (time: number) => `{ yield { type: "wait", duration: ${time} }; return null; }`;
    folder.write(
      "named.ts",
      `export const scripts = { *named() ${waits(1_000)} };
export const scenario = { functions: { Other: { *handler() ${waits(5_000)} } } };
`,
    );
    const module = folder.write(
      "handled.ts",
      `export const scenario = {
  template: "./template.yaml",
  duration: "1m",
  scripts: "./named.ts",
  workload: [{ to: "OrdersQueue", arrivals: { constant: { rate: "5/s" } } }],
  functions: { Worker: { *handler() ${waits(70_000)} } },
};
`,
    );
    const file = folder.of("handled.json");
    const { out, status } = await orrery(["run", module, "--save", file, "--json"]);
    expect(status).toBe(0);
    const { metrics } = JSON.parse(out) as {
      metrics: Record<string, Record<string, { min: number }>>;
    };
    expect(metrics["Worker"]!["Duration"]!.min).toBe(70_000);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
      scripts: ["named.ts", "handled.ts"],
    });
    expect((await orrery(["replay", file])).status).toBe(2);
    expect((await orrery(["replay", file, "--run-modules"])).status).toBe(0);
  });

  it("refuses an async handler of a module, by its place", async () => {
    const module = folder.write(
      "asynchronous.ts",
      `export const scenario = {
  template: "./template.yaml",
  duration: "1m",
  functions: { Worker: { async handler() { return null; } } },
};
`,
    );
    const { err, status } = await orrery(["run", module]);
    expect(err).toMatch(
      /functions\.Worker\.handler: expected a generator function \(function\*\), received an async function, where a script yields instead of awaiting/,
    );
    expect(status).toBe(2);
  });

  it.each([
    ["{", /: expected a run file that run --save wrote, received what is no JSON$/],
    ["root:x:0:0\n", /: expected a run file that run --save wrote, received what is no JSON$/],
    ["[]", /: expected a run file of format 1, received something else$/],
    ['{"format": 7}', /: expected a run file of format 1, received one of format 7$/],
    ['{"format": 1, "version": 2}', /: version: expected a text, received 2$/],
  ])("refuses %s", async (text, message) => {
    const { status, err } = await orrery(["replay", folder.write("wrong.json", text)]);
    expect(err.trimEnd()).toMatch(message);
    expect(status).toBe(2);
  });

  it.each([
    [/"asOf":"[^"]*"/, '"asOf":"soon"', 'scenario.asOf: expected a date, received "soon"'],
    [/"workloads":\[/, '"workloads":[7,', "scenario.workloads.0: expected an object, received 7"],
    [/"digest":"[^"]*"/, '"digest":{}', "digest: expected a text, received an object"],
    [/"stride":\d+/, '"stride":0', "imprint.stride: expected at least 1, received 0"],
    [/"until":\d+/, '"until":-1', "until: expected at least 0, received -1"],
    [/"arrivals":\{/, '"arrivals":{"type":[],"x":{', "what is no JSON"],
    [
      /"arrivals":\{[^{}]*\}/,
      '"arrivals":{"type":"poisson"}',
      "scenario.workloads.0.arrivals.rate: expected a number, received nothing",
    ],
    [
      /"accountId":"\d+"/,
      '"accountId":{}',
      "scenario.accountId: expected a text, received an object",
    ],
  ])("refuses a run file with a wrong member in one line: %s", async (from, to, message) => {
    const { status, out, err } = await orrery(["replay", await tampered(from, to)]);
    expect(err).toContain(message);
    expect(err).toMatch(/^[^\n]+\n$/);
    expect(err).not.toMatch(/\[object Object\]|Cannot read|undefined/);
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });

  it("refuses a run file whose scenario cannot begin", async () => {
    const file = await tampered(/"operation":"CreateQueue"/, '"operation":"MakeQueue"');
    const { status, err } = await orrery(["replay", file]);
    expect(err).toMatch(/: scenario: expected one that can be run, received .*MakeQueue/);
    expect(status).toBe(2);
  });
});

describe("lint", () => {
  it("says what is modeled, and with --json where it stands", async () => {
    const { status, out } = await orrery(["lint", folder.of("template.yaml")]);
    expect(status).toBe(0);
    expect(out).toMatch(
      /template\.yaml: 7 resources: 5 modeled, 1 ignored without harm, 1 not modeled\n/,
    );
    const report = await json("lint", folder.of("template.yaml"), "--parameter", "Batch=5");
    expect(report).toMatchObject({ counts: { modeled: 5, ignored: 1, opaque: 1 }, refused: null });
    expect(JSON.stringify(report)).toContain('"BatchSize":5');
  });

  it("prints with --expanded what SAM makes, or what it refuses", async () => {
    const sam = (property: string) =>
      `Transform: AWS::Serverless-2016-10-31\nResources: {T: {Type: AWS::Serverless::SimpleTable, Properties: {${property}}}}`;
    const { status, out } = await orrery([
      "lint",
      folder.write("sam.yaml", sam("TableName: orders")),
      "--expanded",
    ]);
    expect(status).toBe(0);
    expect(out).toContain("  T:\n    Type: AWS::DynamoDB::Table\n");
    const wrong = folder.write("wrong.yaml", sam("Color: red"));
    const refused = await orrery(["lint", wrong, "--expanded"]);
    expect(refused.err).toMatch(/wrong\.yaml:2:66: .*property Color not defined/);
    expect(refused.status).toBe(2);
    expect((await orrery(["lint", wrong])).err).toBe(refused.err);
  });

  it("says of two templates what an update does", async () => {
    const queue = (properties: string) =>
      `Resources: {Q: {Type: AWS::SQS::Queue, Properties: {${properties}}}}`;
    const old = folder.write("old.yaml", queue("DelaySeconds: 1"));
    const next = folder.write("new.yaml", queue("FifoQueue: true"));
    const { status, out } = await orrery(["lint", old, next]);
    expect(status).toBe(0);
    expect(out).toContain("replaced: a new one is made");
    expect(await json("lint", old, next)).toMatchObject({
      changes: [{ logicalId: "Q", action: "replaces", properties: ["DelaySeconds", "FifoQueue"] }],
      unchanged: 0,
    });
    const both = await orrery(["lint", old, next, "--expanded"]);
    expect(both).toMatchObject({ status: 2, out: "" });
    expect(both.err).toMatch(/^--expanded: expected one template, received two/);
  });

  it("says what AWS would refuse, with exit status 2", async () => {
    const path = folder.write(
      "refused.yaml",
      "Resources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties:\n      DelaySeconds: 1000\n",
    );
    const { status, out, err } = await orrery(["lint", path]);
    expect(out).toContain("1 modeled");
    expect(err).toMatch(
      /refused\.yaml:5:7: Q \(CreateQueue\): expected what AWS accepts, received .*DelaySeconds/,
    );
    expect(status).toBe(2);
  });

  it("refuses a broken template, in one line", async () => {
    const { status, out, err } = await orrery([
      "lint",
      folder.write("b.yaml", "Resources: {Q: {}}\n"),
    ]);
    expect(err).toMatch(
      /b\.yaml:1:13: Resources\.Q: expected a resource with a Type, received none\n$/,
    );
    expect({ status, out }).toEqual({ status: 2, out: "" });
  });
});

describe("schema", () => {
  it("is what the package ships: `npm run schema` in packages/cli writes it anew", async () => {
    const shipped = readFileSync(new URL("../scenario.schema.json", import.meta.url), "utf8");
    const { status, out } = await orrery(["schema"]);
    expect(JSON.parse(out)).toEqual(JSON.parse(shipped));
    expect(status).toBe(0);
  });
});

it("knows its version, and helps", async () => {
  const version = await orrery(["--version"]);
  expect(version).toEqual({ status: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), err: "" });
  const help = await orrery(["--help"]);
  expect(help.status).toBe(0);
  for (const command of ["run", "replay", "explain", "export", "lint", "schema"]) {
    expect(help.out).toContain(`\n  ${command} `);
  }
});
