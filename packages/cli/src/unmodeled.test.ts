import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";

const folder = new Folder();
beforeAll(() => {
  folder.write("template.yaml", ordersTemplate);
  const source = JSON.stringify(import.meta.resolve("@orrery/aws"));
  folder.write("scripts.ts", scripts.replace('"@orrery/aws"', source));
});
afterAll(() => folder.remove());

const scripts = `import { call, wait } from "@orrery/aws";

class OutOfStock extends Error {
  override readonly name = "OutOfStock";
}

export const scripts = {
  *dynamo() {
    yield wait(50_000);
    return yield call("rekognition", "DetectLabels", { TableName: "orders" });
  },
  *asksForPatterns() {
    yield call("logs", "StartQuery", { logGroupName: "shop", startTime: 0, endTime: 1, queryString: "pattern @message" });
  },
  *misspelledOperation() {
    yield call("sqs", "SendMesage", {});
  },
  *misspelledService() {
    yield call("rekogntion", "GetItem", {});
  },
  *noService() {
    yield call("constructor", "constructor", {});
  },
  *typeError(event) {
    return event.Record[0].body;
  },
  *referenceError() {
    return oders;
  },
  *syntaxError(event) {
    return JSON.parse(event.Records[0].body);
  },
  *rangeError() {
    return "x".repeat(-1);
  },
  *yieldsFive() {
    yield 5;
  },
  *yieldsPromise() {
    yield Promise.resolve(1);
  },
  *negative() {
    yield wait(-1);
  },
  *returnsBigInt() {
    return 1n;
  },
  async awaits() {
    return null;
  },
  async *awaitsAndYields() {
    yield wait(1);
  },
  returnsFive() {
    return 5;
  },
  returnsPromise: () => Promise.reject(new Error("unheard")),
  *ownError() {
    throw new OutOfStock("no more of it");
  },
  *takesOut(event, { random, remainingTime }) {
    return random() < 1 && remainingTime() > 0 ? null : 5n;
  },
};
`;

const lines = (script: string, more = ""): string => `template: ./template.yaml
duration: 1m
scripts: ./scripts.ts
workload: [{ to: OrdersQueue, arrivals: { constant: { rate: 5/s } } }]
functions: { Worker: { script: ${script} } }
${more}
`;
const run = (script: string, more = "", args: readonly string[] = []) =>
  orrery(["run", folder.write(`${script}.scenario.yaml`, lines(script, more)), ...args]);

interface Printed {
  readonly errors: readonly Readonly<Record<string, unknown>>[];
  readonly unmodeled: readonly Readonly<Record<string, unknown>>[];
  readonly rules: { readonly assumed: readonly string[] };
  readonly metrics: Readonly<Record<string, Readonly<Record<string, { readonly sum: number }>>>>;
}
const printed = async (script: string, more = ""): Promise<Printed> =>
  JSON.parse((await run(script, more, ["--json"])).out) as Printed;

const place = (line: number, column: number) => `${folder.of("scripts.ts")}:${line}:${column}`;
const mistake = "expected a script without mistakes, which throws an Error where its handler fails";
const generator = "expected a generator function (function*)";
const step = "expected a script that yields wait(…) or call(…)";

describe("what ends a run with one line and exit status 2", () => {
  it.each([
    [
      "dynamo",
      `function "Worker" calls rekognition:DetectLabels (${place(10, 18)}): The service rekognition is not modeled. Say in the scenario what happens instead, such as unmodeled: { "rekognition:DetectLabels": { after: 10ms, response: {} } }`,
    ],
    [
      "asksForPatterns",
      `function "Worker" calls logs:StartQuery (${place(13, 11)}): pattern of Logs Insights is not modeled. Say in the scenario what happens instead, such as unmodeled: { "logs:StartQuery": { after: 10ms, response: {} } }`,
    ],
    [
      "misspelledOperation",
      `function "Worker" call (${place(16, 11)}): expected an operation of sqs, received "SendMesage"; did you mean SendMessage?`,
    ],
    [
      "misspelledService",
      `function "Worker" call (${place(19, 11)}): expected the name of a service of AWS, received "rekogntion"; did you mean rekognition?`,
    ],
    [
      "noService",
      `function "Worker" call (${place(22, 11)}): expected the name of a service of AWS, received "constructor"`,
    ],
    [
      "typeError",
      `function "Worker" script "typeError" (${place(25, 18)}): ${mistake}, received TypeError: Cannot read properties of undefined (reading '0')`,
    ],
    [
      "referenceError",
      `function "Worker" script "referenceError" (${place(28, 5)}): ${mistake}, received ReferenceError: oders is not defined`,
    ],
    [
      "syntaxError",
      `function "Worker" script "syntaxError" (${place(31, 17)}): ${mistake}, received SyntaxError: Unexpected token 'x', "xxxxxxxxxx"... is not valid JSON`,
    ],
    [
      "rangeError",
      `function "Worker" script "rangeError" (${place(34, 16)}): ${mistake}, received RangeError: Invalid count value: -1`,
    ],
    ["yieldsFive", `function "Worker" script "yieldsFive": ${step}, received yield 5`],
    [
      "yieldsPromise",
      `function "Worker" script "yieldsPromise": ${step}, received yield a promise`,
    ],
    [
      "negative",
      `function "Worker" script "negative" (${place(43, 11)}): expected wait of a script to be 0 s or more in whole microseconds, received -1 µs`,
    ],
    [
      "returnsBigInt",
      'function "Worker" script "returnsBigInt": expected answer that JSON can hold, received 1n',
    ],
    [
      "awaits",
      `${folder.of("awaits.scenario.yaml")}: function "Worker" script "awaits": ${generator}, received an async function, where a script yields instead of awaiting`,
    ],
    [
      "awaitsAndYields",
      `${folder.of("awaitsAndYields.scenario.yaml")}: function "Worker" script "awaitsAndYields": ${generator}, received an async generator function, where a script yields instead of awaiting`,
    ],
    [
      "returnsFive",
      `function "Worker" script "returnsFive": ${generator}, received a function that returns 5`,
    ],
    [
      "returnsPromise",
      `function "Worker" script "returnsPromise": ${generator}, received a function that returns a promise`,
    ],
  ])("%s", async (script, message) => {
    expect(await run(script)).toEqual({ status: 2, out: "", err: `${message}\n` });
  });

  it("says which of a profile's calls it is", async () => {
    const calls =
      "functions: { Worker: { calls: [{ rekognition:DetectFaces: { TableName: orders } }] } }";
    const path = folder.write(
      "calls.scenario.yaml",
      lines("dynamo").replace(/^functions.*$/m, calls),
    );
    const { status, err } = await orrery(["run", path]);
    expect({ status, err }).toEqual({
      status: 2,
      err: 'function "Worker" calls rekognition:DetectFaces (number 1 of its calls): The service rekognition is not modeled. Say in the scenario what happens instead, such as unmodeled: { "rekognition:DetectFaces": { after: 10ms, response: {} } }\n',
    });
  });

  it("names files from where the command runs", async () => {
    const { cwd } = process;
    process.cwd = () => folder.path;
    try {
      expect((await run("typeError")).err).toContain('script "typeError" (scripts.ts:25:18): ');
    } finally {
      process.cwd = cwd;
    }
  });

  it.each([
    [
      "GetItem: {}",
      'expected a service and an operation such as "rekognition:DetectFaces", or "rekognition:*"',
    ],
    [
      "rekogntion:GetItem: {}",
      'expected the name of a service of AWS, received "rekogntion"; did you mean',
    ],
    [
      "sqs:SendMesage: {}",
      'expected an operation of sqs, received "SendMesage"; did you mean SendM',
    ],
    ["rekognition:*: { share: 5% }", "expected none without an error, received share"],
    ["rekognition:*: { error: X, share: 0% }", "expected more than 0%, received 0%"],
    [
      "rekognition:*: { error: X, response: 1 }",
      "expected a share of the calls that get the error, received a response too",
    ],
    ["rekognition:*: { after: 5 }", "expected a duration such as 30s, 250ms or 1.5h, received 5"],
  ])("unmodeled: { %s }", async (setting, message) => {
    const { status, err } = await run(
      "dynamo",
      `unmodeled:\n  ${setting.replace(/^([^ ]+):/, '"$1":')}`,
    );
    expect(status).toBe(2);
    expect(err).toContain(`dynamo.scenario.yaml:7:`);
    expect(err).toContain(message);
  });
});

describe("what the scenario says of calls that are not modeled", () => {
  it("answers them with the response, after its time, and counts them", async () => {
    const more =
      'unmodeled: { "rekognition:DetectLabels": { after: 200ms, response: { Item: 1 } } }';
    const { errors, unmodeled, rules, metrics } = await printed("dynamo", more);
    const { Invocations, Duration } = metrics["Worker"] as never as {
      readonly Invocations: { readonly sum: number };
      readonly Duration: { readonly min: number };
    };
    expect(Invocations.sum).toBeGreaterThan(200);
    expect(Duration.min).toBe(250_000);
    expect(errors).toEqual([]);
    const [counted, ...others] = unmodeled;
    expect(others).toEqual([]);
    expect(counted).toMatchObject({ operation: "rekognition:DetectLabels", errors: 0 });
    expect(counted!["calls"]).toBeGreaterThanOrEqual(Invocations.sum - 10);
    expect(rules.assumed).toContain("unmodeled.rekognition:DetectLabels");
    const { out } = await run("dynamo", more);
    expect(out).toMatch(
      /calls that are not modeled\n.*rekognition:DetectLabels, \d+ calls?, answered as the/,
    );
  });

  it("answers a part of them with an error, of all operations of a service", async () => {
    const more =
      'unmodeled: { "rekognition:*": { error: { code: Throttled, message: Slow. }, share: 25% } }';
    const { errors, unmodeled } = await printed("dynamo", more);
    const [{ calls, errors: refused }] = unmodeled as unknown as readonly [
      { readonly calls: number; readonly errors: number },
    ];
    expect(refused / calls).toBeGreaterThan(0.15);
    expect(refused / calls).toBeLessThan(0.35);
    expect(errors).toEqual([
      {
        resource: "Worker",
        noun: "function",
        cause: "script",
        why: "thrown by the script",
        type: "Throttled",
        message: "Slow.",
        count: refused,
      },
    ]);
  });

  it("answers what of a modeled operation is not modeled, by its own name alone", async () => {
    expect((await run("asksForPatterns", 'unmodeled: { "logs:*": {} }')).status).toBe(2);
    const own = 'unmodeled: { "logs:StartQuery": { response: {} } }';
    const { errors, unmodeled } = await printed("asksForPatterns", own);
    expect(errors).toEqual([]);
    expect(unmodeled).toMatchObject([{ operation: "logs:StartQuery" }]);
  });

  it("says which of it no call ever was for", async () => {
    const { out } = await run(
      "ownError",
      'unmodeled: { "s3:*": {}, "rekognition:DetectLabels": {}, "dynamodb:PutItem": {} }',
      ["--json"],
    );
    const { warnings } = JSON.parse(out) as { readonly warnings: readonly string[] };
    expect(warnings).toContain("unmodeled says what s3:* answers, which nothing called.");
    expect(warnings).toContain(
      "unmodeled says what rekognition:DetectLabels answers, which nothing called.",
    );
    expect(warnings).toContain(
      "unmodeled says what dynamodb:PutItem answers, but that is modeled: what the scenario says was not used.",
    );
  });
});

describe("functions that fail", () => {
  it("are counted by cause and type, with the first message", async () => {
    const { errors, metrics } = await printed("ownError");
    const count = metrics["Worker"]!["Errors"]!.sum;
    expect(errors).toEqual([
      {
        resource: "Worker",
        noun: "function",
        cause: "script",
        why: "thrown by the script",
        type: "OutOfStock",
        message: "no more of it",
        count,
      },
    ]);
    const { out, status } = await run("ownError");
    expect(status).toBe(0);
    expect(out).toMatch(
      /function errors\nWorker: [\d,]+ × OutOfStock "no more of it", thrown by the script/,
    );
  });

  it.each([
    ["failures: 100%", "failures", "Error", "The handler failed."],
    ['calls: [{ sqs:SendMessage: ReceiptsQueue, body: "" }]', "call", "MissingParameter", ""],
    ["duration: 40s", "timeout", "Sandbox.Timedout", "Task timed out after 30.00 seconds"],
  ])("Worker: { %s }", async (behavior, cause, type, message) => {
    const text = lines("dynamo").replace(
      /^functions.*$/m,
      `functions: { Worker: { ${behavior} } }`,
    );
    const { out } = await orrery(["run", folder.write("one.scenario.yaml", text), "--json"]);
    const { errors } = JSON.parse(out) as Printed;
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ resource: "Worker", cause, type });
    expect(errors[0]!["message"]).toContain(message);
  });

  it("do not, where a script takes its context apart", async () => {
    expect((await printed("takesOut")).errors).toEqual([]);
  });
});
