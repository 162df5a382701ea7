import { describe, expect, it } from "vitest";
import { retrierWarnings } from "./retrier-lint.ts";

const fn = "arn:aws:lambda:us-east-1:123456789012:function:work";
const invoke = "arn:aws:states:::lambda:invoke";
const transient = [
  "Lambda.ServiceException",
  "Lambda.AWSLambdaException",
  "Lambda.SdkClientException",
];
const lint = (States: object) => retrierWarnings("Orders", JSON.stringify({ States }));
const task = (Resource: string, Retry?: object[]) => ({ Type: "Task", Resource, Retry });

describe("stepfunctions.task.retriers: lint says which tasks do not retry passing faults of Lambda", () => {
  it.each([
    ["none is", undefined],
    ["none is that tries again", [{ ErrorEquals: ["States.ALL"], MaxAttempts: 0 }]],
    ["none is but for others", [{ ErrorEquals: ["States.Timeout", "Mine"] }]],
  ])("where %s", (_, retry) => {
    expect(lint({ A: task(invoke, retry), B: task(fn, retry) })).toEqual([
      `Orders: no retrier of "A", "B" is for ${transient.join(", ")}, Lambda.TooManyRequestsException, as AWS recommends: such a fault of Lambda fails the task at once.`,
    ]);
  });

  it("with those that are lacking, in branches and iterations too", () => {
    const within = { States: { In: task(invoke, [{ ErrorEquals: transient }]) } };
    const lacking = [expect.stringContaining('of "In" is for Lambda.TooManyRequestsException, as')];
    expect(lint({ P: { Type: "Parallel", Branches: [within] } })).toEqual(lacking);
    expect(lint({ M: { Type: "Map", ItemProcessor: within } })).toEqual(lacking);
    expect(lint({ M: { Type: "Map", Iterator: within } })).toEqual(lacking);
  });

  it("and nothing where all are retried, and of what calls no function", () => {
    const all = [{ ErrorEquals: transient }, { ErrorEquals: ["Lambda.TooManyRequestsException"] }];
    expect(lint({ A: task(invoke, all), B: task("arn:aws:states:::sqs:sendMessage") })).toEqual([]);
    expect(lint({ A: task(fn, [{ ErrorEquals: ["States.ALL"] }]) })).toEqual([]);
    expect(lint({ A: task(fn, [{ ErrorEquals: ["States.TaskFailed"] }]) })).toEqual([]);
    expect(retrierWarnings("Orders", "{")).toEqual([]);
  });
});
