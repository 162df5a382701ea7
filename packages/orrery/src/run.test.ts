import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { milliseconds, minutes, seconds } from "@orrery/kernel";
import { run, Stack, sweep, type Sweep, sqs, lambda, sources } from "./index.ts";
import { version } from "./version.ts";

function shop(batchSize = 10): Stack {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(30) });
  const worker = new lambda.Function(stack, "Worker", {
    behavior: { duration: "200ms" },
  });
  worker.addEventSource(new sources.SqsEventSource(orders, { batchSize }));
  return stack;
}
const rush = { to: "Orders", arrivals: { constant: { rate: "2/s" } }, for: "1m" } as const;
const folder = mkdtempSync(join(tmpdir(), "orrery-"));
afterAll(() => rmSync(folder, { recursive: true }));

const scenarioText = `
template: ./template.yaml
duration: 2m
workload: [{ to: Orders, arrivals: { constant: { rate: 2/s } }, for: 1m }]
`;
const templateText = `
Resources:
  Orders: { Type: AWS::SQS::Queue }
`;

const mappingText = `
Resources:
  Orders: { Type: AWS::SQS::Queue }
  Worker:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: a.b, Role: arn:aws:iam::123456789012:role/x, Code: { ZipFile: x } }
  WorkerOrders:
    Type: AWS::Lambda::EventSourceMapping
    Properties: { EventSourceArn: !GetAtt Orders.Arn, FunctionName: !Ref Worker, BatchSize: 5 }
`;

describe("run", () => {
  it("runs a stack under settings of scenario files, and answers by logical id", () => {
    const result = run(shop(), { duration: "2m", workload: [rush], seed: 7 });
    expect(result.seed).toBe(7);
    expect(result.metric("Orders", "NumberOfMessagesSent").sum).toBe(120);
    const duration = result.metric("Worker", "Duration");
    expect(duration.count).toBeGreaterThan(10);
    expect(duration.p95).toBeGreaterThanOrEqual(milliseconds(200));
    expect(duration.p95).toBe(duration.percentile(95));
    expect(result.metric("Worker", "Throttles").sum).toBe(0);
    expect(
      result.series("Orders", "ApproximateNumberOfMessagesVisible").map(({ at }) => at),
    ).toEqual([1, 2].map((minute) => minutes(minute)));
    expect(result.digest).toMatch(/^[0-9a-f]{16}$/);
    expect(result.cost.total).toBeGreaterThan(0);
    expect(result.functionErrors("Worker")).toEqual([]);
    expect(result.holds).toBe(true);
  });

  it("gives one digest for one scenario, however it is said, and another for another seed", () => {
    const settings = { duration: "2m", workload: [rush] } as const;
    const { digest } = run(shop(), settings);
    expect(run({ architecture: shop(), ...settings }).digest).toBe(digest);
    expect(run(shop(), { ...settings, duration: minutes(2) }).digest).toBe(digest);
    expect(run(shop(), { ...settings, seed: 2 }).digest).not.toBe(digest);
  });

  it("reads scenario files and templates, and lets settings replace what a file says", () => {
    const scenario = join(folder, "orders.scenario.yaml");
    const template = join(folder, "template.yaml");
    writeFileSync(scenario, scenarioText);
    writeFileSync(template, templateText);
    const result = run(scenario);
    expect(result.metric("Orders", "NumberOfMessagesSent").sum).toBe(120);
    const shorter = run(scenario, { duration: "30s" });
    expect(shorter.metric("Orders", "NumberOfMessagesSent").sum).toBe(61); // One at 0 s, one at 30 s.
    const plain = run(template, { duration: "2m", workload: [rush] });
    expect(plain.digest).toBe(result.digest);
  });

  it("says by one line what cannot be run", () => {
    const line = (...args: Parameters<typeof run>): string => {
      try {
        run(...args);
      } catch (error) {
        return (error as Error).message;
      }
      return "nothing wrong";
    };
    const settings = { duration: "2m", workload: [rush] } as const;
    // @ts-expect-error: there is no such unit.
    expect(line(shop(), { ...settings, duration: "2 weeks" })).toMatch(
      /duration: expected a duration such as 30s, .*, received "2 weeks"$/,
    );
    // @ts-expect-error: its unit is forgotten.
    expect(line(shop(), { ...settings, duration: 30 })).toMatch(/duration: .* received 30$/);
    expect(line(shop(), { ...settings, workload: [{ ...rush, to: "Order" }] })).toMatch(
      /workload\.0\.to: .*received "Order"; did you mean Orders\?$/,
    );
    // @ts-expect-error: there is no such setting.
    expect(line(shop(), { ...settings, worklod: [rush] })).toMatch(/did you mean workload\?$/);
    expect(line(shop())).toMatch(/duration: expected/);
    expect(line(join(folder, "none.yaml"))).toMatch(/none\.yaml: expected a file that can be read/);
    expect(line("orders.ts")).toMatch(/^orders\.ts: expected a scenario or a template/);
    expect(line(3 as never)).toBe(
      "what to run: expected a stack, a scenario, or the path of a scenario file or a template, received 3",
    );
    expect(line(shop(), { ...settings, expect: [{ metric: "Orders.Nothing", max: 1 }] })).toMatch(
      /expect\.0\.metric: expected one of/,
    );
  });
});

describe("a result", () => {
  const result = run(shop(), { duration: "2m", workload: [rush] });

  it("refuses what it does not know, with the nearest name", () => {
    expect(() => result.metric("Ordrs", "NumberOfMessagesSent")).toThrow(/did you mean Orders\?$/);
    // @ts-expect-error: there is no such metric.
    expect(() => result.metric("Orders", "NumberOfMessageSent")).toThrow(
      /metric of Orders: expected one of .*did you mean NumberOfMessagesSent\?$/,
    );
    expect(() => result.series("Orders", "NumberOfMessagesSent")).toThrow(
      /gauge of Orders: expected/,
    );
    expect(() => result.functionErrors("Wrker")).toThrow(/did you mean Worker\?$/);
  });

  it("has percentiles of times that are measured each time alone, from 0 to 100", () => {
    const age = result.metric("Orders", "ApproximateAgeOfOldestMessage");
    expect(() => age.p95).toThrow(
      /ApproximateAgeOfOldestMessage: expected a time that is measured/,
    );
    const duration = result.metric("Worker", "Duration");
    for (const wrong of [0, -1, 101, NaN]) {
      expect(() => duration.percentile(wrong)).toThrow(/^percentile: expected more than 0/);
    }
  });

  it("has no number of what was never observed, which no comparison takes for good", () => {
    const idle = run(shop(), { duration: "1m" }).metric("Worker", "Duration");
    expect([idle.count, idle.sum, idle.max, idle.p95]).toEqual([0, 0, NaN, NaN]);
    expect(idle.p95 < 1 || idle.p95 >= 1).toBe(false);
  });

  it("says what is in a queue, which dead letters there are and why, and what happened to a message", () => {
    const stack = new Stack("shop");
    const dead = new sqs.Queue(stack, "Dead");
    const orders = new sqs.Queue(stack, "Orders", {
      visibilityTimeout: "5s",
      deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
    });
    const worker = new lambda.Function(stack, "Worker");
    worker.addEventSource(new sources.SqsEventSource(orders, { batchSize: 1 }));
    new sqs.Queue(stack, "Idle");
    const failing = run(stack, {
      duration: "1m",
      functions: { Worker: { failures: "100%" } },
      workload: [
        {
          to: "Orders",
          arrivals: { constant: { rate: "1/s" } },
          payload: { list: ["one", "two", "three"] },
          for: "2500ms",
        },
        { to: "Idle", arrivals: { constant: { rate: "1/m" } }, payload: { body: "still here" } },
      ],
    });
    expect(failing.bodies("Dead")).toEqual(["one", "two", "three"]);
    expect(failing.bodies("Orders")).toEqual([]);
    expect(failing.bodies("Idle")).toEqual(["still here", "still here"]);
    const letters = failing.deadLetters("Dead", { first: 2 });
    expect(letters.map(({ body, receiveCount }) => [body, receiveCount])).toEqual([
      ["one", 2],
      ["two", 2],
    ]);
    for (const { reason, story } of letters) {
      expect(reason).toMatch(/fail/);
      expect(story.map(({ type }) => type)).toEqual(
        expect.arrayContaining(["accepted", "received", "invoked", "failed", "deadLettered"]),
      );
    }
    expect(failing.deadLetters("Orders")).toEqual([]);
    const { steps, whereabouts } = failing.explain("Orders:1");
    expect(steps[0]!.type).toBe("accepted");
    expect(whereabouts).toMatchObject([{ component: "sqs.queue:shop-Dead", condition: "visible" }]);
    expect(() => failing.bodies("Worker")).toThrow(
      "Worker: expected a resource in which messages stay, received another",
    );
    expect(() => failing.explain("Orders:99")).toThrow(/^message: expected the id of a message/);
    expect(() => failing.explain("nobody")).toThrow(/received "nobody"$/);
    expect(() => failing.explain("Ordrs:1")).toThrow(/did you mean Orders\?$/);
  });

  it("says what faults did to what waits, also where nobody expected anything of it", () => {
    const faults = [{ outage: "Worker", at: "2m", for: "1m" }] as const;
    const workload = [{ ...rush, for: "5m" }] as const;
    const struck = run(shop(), { duration: "8m", workload, faults });
    const [recovery, ...more] = struck.recovery("Orders");
    expect(more).toEqual([]);
    expect(recovery!.faults).toEqual([
      { name: "outage 1", to: "Worker", from: minutes(2), until: minutes(3) },
    ]);
    expect(recovery!.endedAt).toBe(minutes(3));
    expect(recovery!.backAt).toBe(minutes(3) + recovery!.took!);
    expect(recovery!.most.count).toBeGreaterThan(100);
    expect(recovery!.before.count).toBeLessThan(10);
    expect(recovery!.most.age).toBeGreaterThan(seconds(50));
    expect(struck.measure("Orders.recovery")).toBe(recovery!.took);
    const expect1h = ["Orders recovers within 1h"];
    const expected = { duration: "8m", workload, faults, expect: expect1h } as const;
    const watched = run(shop(), expected);
    expect(watched.recovery("Orders")).toEqual([recovery]);
    expect(watched.expectations[0]!.received).toBe(recovery!.took);
    expect(watched.digest).toBe(struck.digest);
    expect(result.recovery("Orders")).toEqual([]);
    expect(() => result.recovery("Worker")).toThrow(/received "Worker", a function$/);
  });

  it("says which messages a queue accepted, also those that are gone", () => {
    const payload = { list: ["one", "two", "three"] };
    const listed = run(shop(), { duration: "2m", workload: [{ ...rush, for: "1900ms", payload }] });
    expect(listed.bodies("Orders")).toEqual([]);
    expect(listed.accepted("Orders")).toEqual(["one", "two", "three", "one"]);
    expect(() => listed.accepted("Worker")).toThrow(/expected a resource in which messages stay/);
  });

  it("measures a part of the run, and how a resource fared, by the names of expectations", () => {
    expect(result.measure("Orders.NumberOfMessagesSent from 30s until 1m")).toBe(60);
    expect(() => result.measure("Orders.messages / Orders.NumberOfMessagesSent")).toThrow(
      /^measure: expected one of NumberOfMessagesSent, .*received "messages"/,
    );
    expect(result.measure("Orders.messages")).toBe(120);
    expect(result.measure("Orders.losses from 30s")).toBe(0);
    expect(() => result.measure("Ordrs.losses")).toThrow(/^measure: .*did you mean Orders\?$/);
  });

  it("saves a file that repeats it", () => {
    const path = join(folder, "run.json");
    result.save(path);
    const { digest, events } = JSON.parse(readFileSync(path, "utf8")) as Record<string, unknown>;
    expect({ digest, events }).toEqual({ digest: result.digest, events: result.events });
    result.save(join(folder, "none", "run.json"));
    expect(readFileSync(join(folder, "none", "run.json"), "utf8")).toContain(digest);
    for (const wrong of [folder, join(path, "run.json")]) {
      expect(() => result.save(wrong)).toThrow(/expected a file that can be written/);
    }
  });
});

describe("sweep", () => {
  it("runs every combination under the same seeds", () => {
    const swept = sweep(({ batchSize }) => shop(batchSize), {
      vary: { batchSize: [1, 10] },
      measure: { invocations: "Worker.Invocations", errors: "Worker.Errors / Worker.Invocations" },
      seeds: 3,
      duration: "2m",
      workload: [{ ...rush, arrivals: { poisson: { rate: "50/s" } } }],
    });
    expect(swept.runs).toBe(6);
    const [one, ten] = swept.rows;
    expect([one!.varied, ten!.varied]).toEqual([{ batchSize: 1 }, { batchSize: 10 }]);
    const { mean, low, high } = one!.measured["invocations"]!;
    expect(mean).toBeGreaterThan(ten!.measured["invocations"]!.mean);
    expect(low).toBeLessThan(mean);
    expect(high - mean).toBeCloseTo(mean - low, 6);
    expect(swept.table()[0]).toEqual({
      batchSize: 1,
      invocations: mean,
      "invocations low": low,
      "invocations high": high,
      errors: 0,
      "errors low": 0,
      "errors high": 0,
    });
  });

  it("varies settings of a scenario by their paths", () => {
    const swept = sweep(shop(), {
      vary: { "workload.0.arrivals.constant.rate": ["1/s", "2/s"], duration: ["30s", "1m"] },
      seeds: ["a"],
      measure: { sent: "Orders.NumberOfMessagesSent", most: "Worker.Duration.p99.9" },
      duration: "2m",
      workload: [rush],
    });
    expect(swept.rows.map(({ measured }) => measured["sent"]!.mean)).toEqual([31, 60, 61, 120]);
    expect(swept.rows[0]!.measured["most"]!.mean).toBeGreaterThan(0);
  });

  it("varies properties of resources of a stack, a template and a scenario file", () => {
    const vary = { "resources.WorkerOrders.BatchSize": [1, 10] };
    const options = { vary, seeds: 2, measure: { batch: "WorkerOrders.BatchSize" } } as const;
    const load = { workload: [{ ...rush, arrivals: { constant: { rate: "50/s" } } }] } as const;
    const most = ({ rows }: Sweep) => rows.map(({ measured }) => measured["batch"]!.mean);
    const template = join(folder, "mapping.yaml");
    writeFileSync(template, mappingText);
    const scenario = join(folder, "mapping.scenario.yaml");
    writeFileSync(
      scenario,
      JSON.stringify({ template: "./mapping.yaml", duration: "1m", ...load }),
    );
    expect(most(sweep(shop(5), { ...options, duration: "1m", ...load }))).toEqual([1, 10]);
    expect(most(sweep(template, { ...options, duration: "1m", ...load }))).toEqual([1, 10]);
    expect(most(sweep(scenario, options))).toEqual([1, 10]);
    const resources = { WorkerOrders: { BatchSize: 2 } };
    expect(run(scenario, { resources }).measure("WorkerOrders.BatchSize")).toBe(2);
    const attribute = { ...load, resources: { Orders: { VisibilityTimeout: 7 } } };
    expect(run(shop(), { duration: "1m", ...attribute }).digest).not.toBe(
      run(shop(), { duration: "1m", ...load }).digest,
    );
    const wrong =
      (path: string, subject: Parameters<typeof sweep>[0] = scenario) =>
      () =>
        sweep(subject, { ...options, vary: { [path]: [1] } });
    expect(wrong("resources.WorkerOrder.BatchSize")).toThrow(/did you mean WorkerOrders\?$/);
    expect(wrong("resources.WorkerOrders.BatchSiz")).toThrow(/did you mean BatchSize\?$/);
    const module = { architecture: shop(), duration: "1m" } as const;
    expect(wrong("resources.Worker.ReservedConcurrentExecutions", module)).toThrow(
      /without a template, only what the architecture itself says of Worker can be replaced$/,
    );
    expect(wrong("resources.Wrker.MemorySize", module)).toThrow(/did you mean Worker\?$/);
  });

  it("gives CSV and rows, and says what some runs have not observed", () => {
    const swept = sweep(shop(), {
      vary: { "functions.Worker.failures": ["0%", "100%"], "workload.0.payload": [{ json: [1] }] },
      seeds: 2,
      measure: { errors: "Worker.Errors", back: "Orders.recovery", late: "Worker.Errors from 1m" },
      duration: "2m",
      workload: [{ ...rush, for: "5s" }],
    });
    expect(swept.forms).toEqual({ errors: "number", back: "time", late: "number" });
    expect(swept.rows[0]!.measured["errors"]!.mean).toBe(0);
    expect(swept.rows[1]!.measured["late"]!.mean).toBeGreaterThan(0);
    expect(swept.rows[1]!.measured["back"]!.mean).toBeNaN();
    expect(swept.warnings).toEqual(
      ["0%", "100%"].map(
        (failures) =>
          `back was not observed in 2 of 2 runs with functions.Worker.failures "${failures}", workload.0.payload {"json":[1]}.`,
      ),
    );
    const [heading, first, second, ...rest] = swept.csv().split("\n");
    expect(heading).toBe(
      "functions.Worker.failures,workload.0.payload,errors,errors low,errors high,back,back low,back high,late,late low,late high",
    );
    expect(first).toBe('0%,"{""json"":[1]}",0,0,0,,,,0,0,0');
    expect(second).toMatch(/^100%,/);
    expect(rest).toEqual([""]);
  });

  it("says what is wrong before the first run", () => {
    const wrong = (options: object) => () =>
      sweep(shop(), { duration: "1m", vary: {}, measure: { sent: "Orders.x" }, ...options });
    expect(wrong({ measure: {} })).toThrow("measure: expected a number at least, received none");
    expect(wrong({ measure: { sent: "Orders" } })).toThrow(
      /^measure\.sent: expected a resource and a metric/,
    );
    expect(wrong({ measure: { sent: "A.b.p101" } })).toThrow(/^measure\.sent: expected count/);
    expect(wrong({ measure: { sent: "A.b / c / d" } })).toThrow(
      /^measure\.sent: expected one \/ in a ratio/,
    );
    expect(wrong({ seeds: 0 })).toThrow(/^seeds: expected .*, received 0$/);
    expect(wrong({ seeds: [] })).toThrow(/^seeds: .*received none$/);
    expect(wrong({ vary: { duration: [] } })).toThrow(/^vary\.duration: expected a list of values/);
  });
});

it("has the version of its package", () => {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  expect((JSON.parse(manifest) as { version: string }).version).toBe(version);
});
