import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  lambda,
  run,
  sources,
  sqs,
  Stack,
  sweep,
  wait,
  type Scenario,
  type SQSBatchResponse,
  type SQSEvent,
} from "./index.ts";

function shop(handler?: lambda.FunctionProps["handler"]) {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: "30s" });
  const done = new sqs.Queue(stack, "Done");
  const worker = new lambda.Function(stack, "Worker", handler === undefined ? {} : { handler });
  worker.addEventSource(new sources.SqsEventSource(orders, { reportBatchItemFailures: true }));
  return { stack, done };
}
const rush = { to: "Orders", arrivals: { constant: { rate: "2/s" } }, for: "10s" } as const;
const settings = { duration: "1m", workload: [rush] } as const;

const slow = function* () {
  yield* wait("2s");
};

describe("a handler written where the function is made", () => {
  it("works on the events of its source, and calls with types", () => {
    const { stack, done } = shop(function* (event: SQSEvent) {
      for (const record of event.Records) {
        yield* wait("50ms");
        yield* sqs.sendMessage(done, record.body.slice(0, 3));
      }
    });
    const result = run(stack, settings);
    expect(result.metric("Done", "NumberOfMessagesSent").sum).toBe(20);
    expect(result.metric("Worker", "Duration").min).toBeGreaterThanOrEqual(50_000);
    expect(run(stack, settings).digest).toBe(result.digest);
  });

  it("logs what it prints, in the words of CloudWatch Logs, and a run does the same with its logs", () => {
    const { stack } = shop(function* ({ Records }: SQSEvent) {
      // eslint-disable-next-line no-console -- It is what a handler does.
      console.log("handled", Records.length);
      yield* wait("50ms");
    });
    const result = run(stack, settings);
    const { digest } = result;
    const logged = result.logs("Worker").map(({ message }) => message);
    const invocations = result.metric("Worker", "Invocations").sum;
    for (const begin of ["START", "END", "REPORT"]) {
      expect(logged.filter((line) => line.startsWith(begin))).toHaveLength(invocations);
    }
    expect(logged.filter((line) => /\tINFO\thandled \d+\n$/.test(line))).toHaveLength(invocations);
    expect(result.digest).toBe(digest);
    expect(() => result.logs("Orders")).toThrow(
      "expected a function, or another resource that logs",
    );
  });

  it("reports which messages failed", () => {
    const { stack } = shop(function* (event: SQSEvent) {
      const failed = event.Records.filter(
        ({ attributes }) => attributes.ApproximateReceiveCount === "1",
      );
      const response: SQSBatchResponse = {
        batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })),
      };
      return response;
    });
    const result = run(stack, { ...settings, duration: "2m" });
    expect(result.metric("WorkerOrders", "ErrorEventCount").sum).toBe(20);
    expect(result.metric("Orders", "NumberOfMessagesDeleted").sum).toBe(20);
  });

  it("is the same as one in the settings of a run, which go over it", () => {
    const slow = function* () {
      yield* wait("2s");
    };
    const { stack } = shop(function* () {
      yield* wait("1s");
    });
    const shortest = (more: object = {}) =>
      run(stack, { ...settings, ...more }).metric("Worker", "Duration").min;
    expect(shortest()).toBe(seconds(1));
    expect(shortest({ functions: { Worker: { handler: slow } } })).toBe(seconds(2));
    expect(
      run({ architecture: stack, ...settings, functions: { Worker: { handler: slow } } }).digest,
    ).toBe(run(shop(slow).stack, settings).digest);
    expect(
      run(stack, {
        ...settings,
        functions: { Worker: { script: "named" } },
        scripts: { named: slow },
      }).metric("Worker", "Duration").min,
    ).toBe(seconds(2));
  });

  it("may be varied by a sweep", () => {
    const waiting = (time: "1s" | "2s") =>
      function* () {
        yield* wait(time);
      };
    const { rows } = sweep(shop().stack, {
      ...settings,
      vary: { "functions.Worker.handler": [waiting("1s"), waiting("2s")] },
      measure: { shortest: "Worker.Duration.min" },
      seeds: 1,
    });
    expect(rows.map(({ measured }) => measured["shortest"]!.mean)).toEqual([
      seconds(1),
      seconds(2),
    ]);
  });

  it("takes the place of a stack's words, but for those that stand beside a script", () => {
    const made = () => {
      const stack = new Stack("shop");
      const behavior = { duration: "5s", failures: "100%", proactiveReplacements: "10%" } as const;
      const orders = new sqs.Queue(stack, "Orders");
      const worker = new lambda.Function(stack, "Worker", { behavior, timeout: "10s" });
      worker.addEventSource(new sources.SqsEventSource(orders));
      return stack;
    };
    const handled = run(made(), { ...settings, functions: { Worker: { handler: slow } } });
    expect(handled.metric("Worker", "Errors").sum).toBe(0);
    expect(handled.metric("Worker", "Duration").min).toBe(seconds(2));
    // The share of replacements is the stack's: beside a script it may stand.
    const traits = { handler: slow, proactiveReplacements: "10%" } as const;
    const spelled = run(made(), { ...settings, functions: { Worker: traits } });
    expect(spelled.digest).toBe(handled.digest);
    const named = run(made(), {
      ...settings,
      functions: { Worker: { script: "named" } },
      scripts: { named: slow },
    });
    expect(named.metric("Worker", "Duration").min).toBe(seconds(2));
    const untouched = run(made(), settings);
    expect(untouched.metric("Worker", "Errors").sum).toBeGreaterThan(0);
  });

  it("gives way to words that a run says of the function", () => {
    const stack = new Stack("shop");
    const orders = new sqs.Queue(stack, "Orders");
    const events = [new sources.SqsEventSource(orders)];
    new lambda.Function(stack, "Worker", { handler: slow, timeout: "10s", events });
    const said = run(stack, { ...settings, functions: { Worker: { duration: "1s" } } });
    expect(said.metric("Worker", "Duration").min).toBe(seconds(1));
    const other = new Stack("shop");
    const source = [new sources.SqsEventSource(new sqs.Queue(other, "Orders"))];
    const behavior = { script: "named" };
    new lambda.Function(other, "Worker", { behavior, timeout: "10s", events: source });
    const over = { ...settings, scripts: { named: slow } };
    expect(
      run(other, { ...over, functions: { Worker: { duration: "1s" } } }).metric(
        "Worker",
        "Duration",
      ).min,
    ).toBe(seconds(1));
    expect(run(other, over).metric("Worker", "Duration").min).toBe(seconds(2));
  });

  it("lets other settings of the function stand beside it", () => {
    const handler = function* () {};
    expect(() =>
      run(shop().stack, { ...settings, functions: { Worker: { handler, imageRuntime: "x" } } }),
    ).toThrow(/imageRuntime: expected a runtime/);
    expect(() =>
      run(shop().stack, { ...settings, functions: { Worker: { handler, failures: "5%" } } }),
    ).toThrow(/functions\.Worker\.failures: expected a script alone, received failures too$/);
  });
});

it.each([
  [
    { Worker: { handler: async (): Promise<null> => Promise.resolve(null) } },
    "functions.Worker.handler: expected a generator function (function*), received an async function, where a script yields instead of awaiting",
  ],
  [
    { Worker: { handler: 5 } },
    "functions.Worker.handler: expected a generator function (function*), received 5",
  ],
  [
    { Worker: { *handler() {}, script: "x" } },
    "functions.Worker.handler: expected none beside a script, received both",
  ],
  [{ Wroker: { *handler() {} } }, /functions\.Wroker: expected .*did you mean Worker\?$/],
])("a handler is refused: %#", (functions, message) => {
  expect(() => run(shop().stack, { ...settings, functions: functions as never })).toThrow(message);
});

it("a name stands for a script or for a handler", () => {
  const { stack } = shop(function* () {});
  expect(() => run(stack, { ...settings, scripts: { *Worker() {} } })).toThrow(
    'scripts.Worker: expected a name that no function with a handler has, received "Worker"',
  );
});

it("the compiler refuses an async handler in settings", () => {
  const handler = async (): Promise<void> => Promise.resolve();
  const wrong = () => {
    // @ts-expect-error -- An async function.
    const functions: NonNullable<Scenario["functions"]> = { Worker: { handler } };
    return run(shop().stack, { ...settings, functions });
  };
  expect(wrong).toThrow("received an async function");
});
