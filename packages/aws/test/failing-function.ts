import { noTime, type Instant, type Plain } from "@orrery/kernel";
import type { AwsSimulation, PlainObject } from "../src/index.ts";
import { refused } from "../src/service/refusal.ts";
import { wait, type Scripts } from "../src/service/script.ts";

/** An account whose functions do what scripts say. */
interface Account {
  readonly simulation: AwsSimulation;
  call(operation: string, params: PlainObject, service: string): PlainObject;
}

type Script = Scripts[string];

const returning = (value: unknown): Script =>
  function* (): Generator<never, unknown, Plain> {
    return value;
  };

function* throwing(): Generator<never, unknown, Plain> {
  throw new Error("no");
}

function* slow(): ReturnType<Script> {
  yield* wait("120s");
  return { statusCode: 200 };
}

/** How functions fail, in the words of the tables. */
export const functionFailures = {
  throws: "throws an error",
  timesOut: "runs into its own timeout",
  outlasts: "takes two minutes",
  malformed: "answers in a wrong form",
  large: "answers with too much",
  throttled: "is throttled",
  denied: "may not be invoked",
  absent: "is not there",
} as const;

const scriptsByFailure: Readonly<Record<string, Script>> = {
  [functionFailures.throws]: throwing,
  [functionFailures.timesOut]: slow,
  [functionFailures.outlasts]: slow,
  [functionFailures.malformed]: returning({ statusCode: "none" }),
  [functionFailures.large]: returning({ statusCode: 200, body: "x".repeat(7_000_000) }),
};

/** What a function does that fails so, by its name. */
export const failingScript = (failure: string, name = "fn"): Scripts => ({
  [name]: scriptsByFailure[failure] ?? returning({ statusCode: 200 }),
});

/** Whoever sends to a component hears a refusal, from now on. */
export function refuseAt(account: Account, component: string, code: string): void {
  account.simulation.inject({
    type: "refuse",
    name: "refused",
    component,
    from: noTime as number as Instant,
    until: 1e15 as Instant,
    share: 1,
    body: refused(code, "No."),
  });
}

/** What is sent to a component arrives two minutes late. */
export function delayAt(account: Account, component: string): void {
  account.simulation.inject({
    type: "delay",
    name: "delayed",
    component,
    from: noTime as number as Instant,
    until: 1e15 as Instant,
    share: 1,
    direction: "request",
    by: { type: "constant", value: 120e6 },
  });
}

/** Has a function of an account fail so, once it was made with what {@link failingScript} says. */
export function letFail(account: Account, failure: string, FunctionName = "fn"): void {
  const configure = (Timeout: number) =>
    account.call("UpdateFunctionConfiguration", { FunctionName, Timeout }, "lambda");
  switch (failure) {
    case functionFailures.timesOut:
      configure(1);
      break;
    case functionFailures.outlasts:
      configure(900);
      break;
    case functionFailures.throttled: {
      const params = { FunctionName, ReservedConcurrentExecutions: 0 };
      account.call("PutFunctionConcurrency", params, "lambda");
      break;
    }
    case functionFailures.denied:
      refuseAt(account, `lambda.function:${FunctionName}`, "AccessDeniedException");
      break;
    case functionFailures.absent:
      account.call("DeleteFunction", { FunctionName }, "lambda");
      break;
  }
}
