import { milliseconds, seconds, type Plain } from "@orrery/kernel";
import { RuntimeExit, type ScriptContext } from "@orrery/aws";
import { expect, it } from "vitest";
import { handlersPrintingTo, missingHandlers, Printout } from "./handlers.ts";

const printout = new Printout();
const handlers = handlersPrintingTo(printout);
const contextOf = (awsRequestId: string, environmentState: Record<string, Plain> = {}) =>
  ({ functionName: "worker", awsRequestId, environmentState }) as unknown as ScriptContext; // What they use.

/** Runs a handler to its end, with the answers it gets on the way. */
function run(id: string, event: Plain, context = contextOf("r-1"), ...answers: Plain[]) {
  const generator = handlers[id]!(event, context);
  const steps: unknown[] = [];
  for (let result = generator.next(null); ; result = generator.next(answers.shift() ?? null)) {
    if (result.done === true) return { returned: result.value, steps };
    steps.push(result.value);
  }
}

it("return their event, or what is in it", () => {
  expect(run("ab9ba7c1", { a: 1 }).returned).toEqual({ a: 1 });
  expect(run("06ba340f", { body: '{"a":1}' }).returned).toEqual({ a: 1 });
  expect(run("fdfd0efc", ["x"]).returned).toBe("input-event-['x']");
});

it("print by invocation, and once when they are run again", () => {
  run("79eb7057", { a: 1 }, contextOf("r-1"));
  run("79eb7057", { a: 2 }, contextOf("r-2"));
  run("79eb7057", { a: 1 }, contextOf("r-1"));
  expect(printout.linesOf("worker")).toEqual(['{"a":1}', '{"a":2}']);
  expect(printout.linesOf("other")).toEqual([]);
});

it("return as much as they are asked for", () => {
  expect(run("04aa573f", { bytenum: 3 }).returned).toBe("aaa");
  expect(run("c9799c76", {}).returned).toHaveLength(257 * 1_024);
});

it("count in the execution environment", () => {
  const context = contextOf("r-1");
  expect([run("0f980d5f", {}, context), run("0f980d5f", {}, context)]).toMatchObject([
    { returned: { counter: 0 } },
    { returned: { counter: 1 } },
  ]);
  expect(run("47e14c18", {}).returned).toEqual({ counter: 0 });
});

it("wait", () => {
  const step = { type: "wait", duration: milliseconds(1_500) };
  expect(run("7038719c", { wait: 1.5 })).toEqual({ returned: null, steps: [step] });
  expect(run("7038719c", {}).steps).toEqual([]);
  expect(run("f2612b91", "x")).toEqual({
    returned: "x",
    steps: [{ type: "wait", duration: seconds(60) }],
  });
});

it("ask for their environment variables", () => {
  const configuration = { Environment: { Variables: { A: "b" } } };
  const { returned, steps } = run("656006d5", { sleep: 0 }, contextOf("r-1"), configuration);
  expect(returned).toEqual({ A: "b" });
  expect(steps).toMatchObject([
    {
      service: "lambda",
      operation: "GetFunctionConfiguration",
      params: { FunctionName: "worker" },
    },
  ]);
});

it("fail, or end the process", () => {
  expect(() => run("6efc8e59", {})).toThrow("Some exception was raised.");
  expect(() => run("870833ad", {})).toThrow(
    expect.objectContaining({ name: "CustomException", message: "some error occurred" }),
  );
  expect(() => run("9135f2ed", {})).toThrow(RuntimeExit);
});

it("are there, or said to be missing, but not both", () => {
  expect(Object.keys(missingHandlers).filter((id) => id in handlers)).toEqual([]);
});
