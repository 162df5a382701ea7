import { describe, expect, it } from "vitest";
import {
  BotoClient,
  BotoError,
  NotModeledError,
  type AwsClient,
  type RefusedError,
} from "./boto-client.ts";
import { hasPublished } from "../models/published.ts";
import { passed, unsupported, type RecordedCase } from "./outcome.ts";
import { runTraceCase, type AccountOptions } from "./trace-case.ts";
import { runTrace, type Trace } from "./trace.ts";
import type { ValueObject } from "./value.ts";

const refusal = (code: string, message: string, httpStatus = 400): RefusedError =>
  Object.assign(new Error(message), { code, httpStatus });

/** A counter that a call raises, and that is ready from the third second on. */
class FakeAccount implements AwsClient {
  readonly calls: (readonly [string, string, ValueObject])[] = [];
  readonly accountId = "111111111111";
  readonly region = "us-east-1";
  private microseconds = 0;

  printedBy(functionName: string): readonly string[] {
    return this.microseconds < 5e6 ? [] : [`{"by":"${functionName}"}`, "done"];
  }

  get now(): number {
    return this.microseconds / 1_000;
  }

  fileAt(): undefined {
    return undefined;
  }

  advance(microseconds: number): void {
    this.microseconds += microseconds;
  }

  call(service: string, operation: string, params: ValueObject): ValueObject {
    this.calls.push([service, operation, params]);
    switch (operation) {
      case "GetItems":
        return { Items: [{ Id: "a" }, { Id: "b" }], At: this.microseconds };
      case "GetAge":
        return { Seconds: this.microseconds / 1_000_000 };
      case "ReceiveMessage": {
        const k = { BinaryValue: "YQ==", DataType: "Binary" };
        return { Messages: [{ Body: "YQ==", MessageAttributes: { k } }] };
      }
      case "CreateFunction":
        return { FunctionName: params.FunctionName ?? null };
      case "GetEventSourceMapping":
        return { State: this.microseconds < 4e6 ? "Creating" : "Enabled" };
      case "GetFunction":
        if (params.FunctionName === "broken") return { Configuration: { State: "Failed" } };
        if (params.FunctionName === "late" && this.microseconds < 5e6) {
          throw refusal("ResourceNotFoundException", "no function", 404);
        }
        return { Configuration: { State: this.microseconds < 3e6 ? "Pending" : "Active" } };
      case "DescribeStacks": {
        const StackStatus = this.microseconds < 40e6 ? "CREATE_IN_PROGRESS" : "CREATE_COMPLETE";
        return { Stacks: [{ StackStatus: "CREATE_COMPLETE" }, { StackStatus }] };
      }
      case "TouchItem":
        return {};
      case "SendMessage":
        throw refusal("AWS.SimpleQueueService.NonExistentQueue", "no such queue");
      case "SetQueueAttributes":
        throw refusal("InvalidAttributeName", "Unknown Attribute X.");
      default:
        throw refusal("InvalidParameterValue", `no ${operation}`);
    }
  }
}

function run(ops: Trace["ops"], rest: Partial<Trace> = {}, account = new FakeAccount()) {
  return runTrace(
    { ops, snapshots: {}, missingKeys: [], names: [], ...rest },
    new BotoClient(account),
  );
}

const call = (id: string, operation: string, rest: ValueObject = {}): ValueObject => ({
  id,
  call: `sqs.${operation}`,
  params: {},
  ...rest,
});
const ref = ($: string) => ({ $ });
const functionFixture = (rest: ValueObject): ValueObject => ({
  id: "f1",
  fixture: "create_lambda_function",
  params: {},
  ...rest,
});

describe("a call", () => {
  it("goes by its AWS name, with its references filled in", () => {
    const account = new FakeAccount();
    const params = { Key: ref("c1.Items[1].Id") };
    expect(run([call("c1", "get_items"), call("c2", "touch_item", { params })], {}, account)).toBe(
      undefined,
    );
    expect(account.calls[1]).toEqual(["sqs", "TouchItem", { Key: "b" }]);
  });

  it("with a star is made for each element", () => {
    const account = new FakeAccount();
    const params = { Key: ref("c1.Items[*].Id") };
    run([call("c1", "get_items"), call("c2", "touch_item", { params })], {}, account);
    expect(account.calls.slice(1).map(([, , given]) => given)).toEqual([
      { Key: "a" },
      { Key: "b" },
    ]);
  });

  it("that is refused contradicts, unless that is expected", () => {
    expect(run([call("c1", "put_item")])).toContain("InvalidParameterValue: no PutItem");
    expect(run([call("c1", "put_item", { expectError: "ClientError" })])).toBeUndefined();
    expect(run([call("c1", "put_item", { expectError: "InvalidParameterValue" })])).toBe(undefined);
    expect(run([call("c1", "put_item", { expectError: "OtherError" })])).toContain("OtherError");
    expect(run([call("c1", "get_items", { expectError: "Exception" })])).toContain("it succeeded");
  });

  it("that must fail in one block with others ends it", () => {
    const first = call("c1", "get_items", { expectError: "ClientError", params: {} });
    const [second, third] = ["c2", "c3"].map((id) =>
      call(id, id === "c2" ? "put_item" : "get_items", {
        expectError: "ClientError",
        params: { Key: "a" },
      }),
    );
    const code = ref("c3!error.response.Error.Code");
    const assertion = { assert: ["eq", code, "InvalidParameterValue"] };
    expect(run([first, second, third, assertion] as never)).toBeUndefined();
    expect(run([second, third] as never)).toContain("it succeeded");
    expect(run([first, third] as never)).toContain("it succeeded");
    const poll = { poll: [third], timeout: 1, interval: 1, until: { $op: ["eq", 1, 2] } };
    expect(run([second, poll, assertion] as never)).toBeUndefined();
  });

  it("leaves its error under its id", () => {
    const error = call("c1", "put_item", { expectError: "ClientError" });
    const code = ref("c1!error.response.Error.Code");
    expect(run([error, { assert: ["eq", code, "InvalidParameterValue"] }])).toBeUndefined();
    expect(run([error, { assert: ["errorMatch", ref("c1!error"), "no PutItem$"] }])).toBe(
      undefined,
    );
    expect(run([error, { assert: ["errorMatch", ref("c1!error"), "Other"] }])).toBeDefined();
    expect(
      run([error, { match: "e", value: ref("c1!error") }], {
        snapshots: {
          e: "An error occurred (InvalidParameterValue) when calling the PutItem operation: no PutItem",
        },
      }),
    ).toBeUndefined();
  });

  it("shows errors of SQS as boto3 does", () => {
    const match = (operation: string, response: ValueObject) =>
      run(
        [
          call("c1", operation, { expectError: "ClientError" }),
          { match: "e", value: ref("c1!error.response") },
        ],
        { snapshots: { e: { ...response, ResponseMetadata: { HTTPStatusCode: 400 } } } },
      );
    const missing = {
      Code: "AWS.SimpleQueueService.NonExistentQueue",
      Message: "no such queue",
      QueryErrorCode: "QueueDoesNotExist",
      Type: "Sender",
    };
    const unknown = {
      Code: "InvalidAttributeName",
      Message: "Unknown Attribute X.",
      QueryErrorCode: "InvalidAttributeName",
      Type: "Sender",
    };
    expect(match("send_message", { Error: missing })).toBeUndefined();
    expect(
      match("set_queue_attributes", { Error: unknown, message: "Unknown Attribute X." }),
    ).toBeUndefined();
  });

  it("gives bytes where boto3 does", () => {
    const k = { BinaryValue: { $bytes: "a" }, DataType: "Binary" };
    const expected = { Body: "YQ==", MessageAttributes: { k } };
    const bytes = call("c1", "receive_message");
    expect(run([bytes, { assert: ["eq", ref("c1.Messages[0]"), expected] }])).toBe(undefined);
    const value = ref("c1.Messages[0].MessageAttributes.k.BinaryValue");
    expect(run([bytes, { assert: ["eq", value, "YQ=="] }])).toBeDefined();
  });
});

describe("a match", () => {
  const ops = [call("c1", "get_items"), { match: "items", value: ref("c1.Items") }];

  it("compares with what was recorded under its key", () => {
    expect(run(ops, { snapshots: { items: [{ Id: "<id:1>" }, { Id: "<id:2>" }] } })).toBe(
      undefined,
    );
    expect(run(ops, { snapshots: { items: [{ Id: "<id:1>" }] } })).toBe(
      'match items: $[1] must be nothing: received {"Id":"b"}',
    );
    expect(run(ops)).toContain("nothing was recorded");
    expect(run(ops, { missingKeys: ["items"] })).toBeUndefined();
  });

  it("keeps the meaning of marks from one to the next", () => {
    const twice = [...ops, { match: "again", value: ref("c1.Items[1].Id") }];
    const items = [{ Id: "<id:1>" }, { Id: "<id:2>" }];
    expect(run(twice, { snapshots: { items, again: "<id:2>" } })).toBeUndefined();
    expect(run(twice, { snapshots: { items, again: "<id:1>" } })).toContain("match again");
  });

  it("covers ResponseMetadata", () => {
    const whole = [call("c1", "touch_item"), { match: "response", value: ref("c1") }];
    const metadata = { HTTPHeaders: {}, HTTPStatusCode: 200 };
    expect(run(whole, { snapshots: { response: { ResponseMetadata: metadata } } })).toBe(undefined);
    expect(run(whole, { snapshots: { response: {} } })).toContain("ResponseMetadata");
  });
});

describe("a fixture", () => {
  const queue = (rest: ValueObject): ValueObject => ({
    id: "f1",
    fixture: "sqs_create_queue",
    params: { QueueName: "orders" },
    ...rest,
  });

  it("fails where it must, with an error that can be looked at", () => {
    const code = { assert: ["eq", ref("f1!error.response.Error.Code"), "InvalidParameterValue"] };
    expect(run([queue({ expectError: "InvalidParameterValue" }), code])).toBeUndefined();
    expect(run([queue({ expectError: "ClientError" }), code])).toBeUndefined();
    expect(run([queue({ expectError: "QueueNameExists" })])).toBe(
      "f1 sqs_create_queue must fail with QueueNameExists: received InvalidParameterValue",
    );
    expect(run([queue({})])).toMatch(/^f1 CreateQueue is refused with InvalidParameterValue/);
  });

  it("is contradicted where it must fail and does not", () => {
    expect(run([functionFixture({ expectError: "ClientError" })])).toBe(
      "f1 create_lambda_function must fail with ClientError: it succeeded",
    );
  });
});

describe("an assertion", () => {
  const check = (...assertion: ValueObject[keyof ValueObject][]) =>
    run([call("c1", "get_items"), { assert: assertion }]);

  it.each([
    ["eq", ref("c1.Items|length"), 2],
    ["eq", ref("c1.Missing"), []],
    ["eq", '{"a": 1, "b": 2}', '{"b":2,"a":1}'],
    ["eq", [ref("c1.Items[*].Id")], ["a", "b"]],
    ["ne", ref("c1.Items[0].Id"), "b"],
    ["is", ref("c1.Missing"), null],
    ["isnot", ref("c1.Items"), null],
    ["in", "Id", ref("c1.Items[*]")],
    ["in", "a", [ref("c1.Items[*].Id")]],
    ["in", "ite", "items"],
    ["in", { Id: "b" }, ref("c1.Items")],
    ["in", "Items", ref("c1")],
    ["notin", "Missing", ref("c1")],
    ["notin", "Name", ref("c1.Items[*]")],
    ["gt", 2, 1],
    ["ge", 2, 2],
    ["lt", 1, 2],
    ["le", 2, 2],
    ["truthy", ref("c1.Items")],
    ["not", ref("c1.Missing")],
    ["not", { $op: ["eq", 1, 2] }],
    ["or", { $op: ["eq", 1, 2] }, { $op: ["notin", "Missing", ref("c1")] }],
    ["and", { $op: ["eq", 1, 1] }, { $op: ["eq", 2, 2] }],
    ["isinstance", ref("c1.Items"), "list"],
    ["isinstance", ref("c1.Items[0]"), "dict"],
    ["isinstance", "x", "str"],
    ["isinstance", 1, "int"],
  ])("%s holds of %j and %j", (...assertion) => {
    expect(check(...assertion)).toBeUndefined();
  });

  it.each([
    ["eq", ref("c1.Items|length"), 3],
    ["eq", ref("c1.Items"), []],
    ["eq", 1, "1"],
    ["ne", 1, 1],
    ["is", ref("c1.Items"), null],
    ["isnot", ref("c1.Missing"), null],
    ["in", "Name", ref("c1.Items[*]")],
    ["in", "c", [ref("c1.Items[*].Id")]],
    ["in", "QueueUrls", ref("c1.Missing")],
    ["notin", "Items", ref("c1")],
    ["gt", 2, 2],
    ["ge", 1, 2],
    ["lt", ref("c1.Missing"), 2],
    ["truthy", ref("c1.Missing")],
    ["not", ref("c1.Items")],
    ["or", { $op: ["eq", 1, 2] }, { $op: ["in", "Missing", ref("c1")] }],
    ["and", { $op: ["eq", 1, 1] }, { $op: ["eq", 2, 3] }],
    ["isinstance", ref("c1.Items"), "str"],
    ["eq", ref("c1.Items[*].Id"), "a"],
  ])("%s does not hold of %j and %j", (...assertion) => {
    expect(check(...assertion)).toMatch(/^assert /);
  });

  it("compares whole numbers beyond a double's", () => {
    const numbers = { a: "18849496460467696128", b: "18849496460467696129" };
    const match = call("c2", "get_items");
    expect(run([match, { assert: ["truthy", ref("c2.Items")] }])).toBeUndefined();
    const ops = [{ assert: ["lt", ref("c1.a|int"), ref("c1.b|int")] }];
    const account: AwsClient = {
      accountId: "111111111111",
      region: "us-east-1",
      now: 0,
      advance: () => undefined,
      printedBy: () => [],
      fileAt: () => undefined,
      call: () => numbers,
    };
    const trace = { ops: [call("c1", "get"), ...ops], snapshots: {}, missingKeys: [], names: [] };
    expect(runTrace(trace, new BotoClient(account))).toBeUndefined();
  });
});

describe("time", () => {
  const age = call("c1", "get_age");

  it("passes while the trace sleeps", () => {
    expect(run([{ sleep: 1.5 }, age, { assert: ["eq", ref("c1.Seconds"), 1.5] }])).toBe(undefined);
  });

  it("passes by the interval of a poll until it holds", () => {
    const until = { $op: ["eq", ref("c1.Seconds"), 3] };
    expect(run([{ poll: [age], until, timeout: 3, interval: 1 }])).toBeUndefined();
    expect(run([{ poll: [age], until, timeout: 2, interval: 1 }])).toContain("never holds");
  });

  it("ends a poll for something to be gone by the call that does not find it", () => {
    const gone = call("c2", "send_message");
    const until = { $op: ["not", { $op: ["eq", ref("c2.QueueUrl"), "q"] }] };
    const poll = { poll: [gone], until, timeout: 1, interval: 1 };
    expect(run([poll])).toBeUndefined();
    // Only there, and for no other refusal.
    expect(run([{ ...poll, until: { $op: ["eq", ref("c2.QueueUrl"), "q"] } }])).toContain("c2");
    expect(run([{ ...poll, poll: [call("c2", "set_queue_attributes")] }])).toContain("Unknown");
    expect(run([poll, gone])).toContain("NonExistentQueue");
  });

  it("ends a poll whose end was not written down by absence, or with its time", () => {
    const poll = { poll: [call("c2", "send_message")], until: null, timeout: 3, interval: 1 };
    const seconds = (count: number) => ({ assert: ["eq", ref("c1.Seconds"), count] });
    expect(run([poll, age, seconds(0)])).toBeUndefined();
    expect(run([{ ...poll, poll: [age] }, age, seconds(3)])).toBeUndefined();
    expect(run([{ ...poll, poll: [call("c2", "set_queue_attributes")] }])).toContain("Unknown");
  });

  it("passes between the attempts of a retry", () => {
    const ops = [age, { assert: ["ge", ref("c1.Seconds"), 3] }];
    expect(run([{ retry: ops, retries: 3, sleep: 1 }])).toBeUndefined();
    expect(run([{ retry: ops, retries: 2, sleep: 1 }])).toContain("after 2 retries");
    expect(run([{ retry: ops, retries: 2, sleep: 1, sleepBefore: 1 }])).toBeUndefined();
    expect(run([{ retry: [call("c1", "put_item")], retries: 1, sleep: 1 }])).toContain("PutItem");
  });

  it("passes while a waiter waits", () => {
    const done = { wait: "function_active_v2", service: "lambda_", params: {} };
    const after = [age, { assert: ["eq", ref("c1.Seconds"), 3] }];
    expect(run([done, ...after])).toBeUndefined();
    const late = { wait: "function_exists", service: "lambda", params: { FunctionName: "late" } };
    expect(run([late, age, { assert: ["eq", ref("c1.Seconds"), 5] }])).toBeUndefined();
  });

  it("ends for a waiter with what it fails at, and with what it does not know", () => {
    const wait = (name: string, FunctionName: string) =>
      run([{ wait: name, service: "lambda", params: { FunctionName } }]);
    expect(wait("function_active_v2", "broken")).toBe(
      "waiter function_active_v2 gave up at Configuration.State Failed",
    );
    expect(wait("function_updated_v2", "worker")).toBe(
      "waiter function_updated_v2 gave up after 300 attempts",
    );
    expect(() => wait("function_active_v2", "late")).toThrow("no function");
    expect(wait("function_eaten", "worker")).toBe("waiter function_eaten is not known");
  });

  const skipped = hasPublished() ? "" : " (skipped: no ../shared/models)";
  it.skipIf(!hasPublished())(`passes until all of a list is as a waiter wants it${skipped}`, () => {
    const stack = { wait: "stack_create_complete", service: "cloudformation", params: {} };
    expect(run([stack, age, { assert: ["eq", ref("c1.Seconds"), 60] }])).toBeUndefined();
  });
});

describe("a test suite's own step", () => {
  const functionNamed = (rest: ValueObject) =>
    functionFixture({ handlerId: "79eb7057", params: { func_name: "worker", ...rest } });

  it("makes a function that does what its handler says, and waits until it is active", () => {
    const account = new FakeAccount();
    const after = [
      call("c2", "get_age"),
      { assert: ["eq", ref("c2.Seconds"), 3] },
      { assert: ["eq", ref("f1.CreateFunctionResponse.FunctionName"), "worker"] },
    ];
    const made = functionNamed({ runtime: "nodejs20.x", Timeout: 5 });
    expect(run([made, ...after], {}, account)).toBeUndefined();
    expect(account.calls[0]).toMatchObject([
      "lambda",
      "CreateFunction",
      {
        FunctionName: "worker",
        Runtime: "nodejs20.x",
        Handler: "handler.handler",
        Timeout: 5,
        Environment: { Variables: {} },
        Behavior: { type: "script", name: "79eb7057" },
      },
    ]);
  });

  it("waits until an event source mapping is enabled", () => {
    const account = new FakeAccount();
    expect(
      run([{ await: "_await_event_source_mapping_enabled", args: ["u-1"] }], {}, account),
    ).toBeUndefined();
    expect(account.calls).toEqual([
      ["lambda", "GetEventSourceMapping", { UUID: "u-1" }],
      ["lambda", "GetEventSourceMapping", { UUID: "u-1" }],
      ["lambda", "GetEventSourceMapping", { UUID: "u-1" }],
    ]);
  });

  it("reads what a function printed, three seconds later", () => {
    const read = { await: "get_lambda_log_events", args: ["worker"] };
    const events = { match: "events", value: ref("await:get_lambda_log_events") };
    expect(run([read, events], { snapshots: { events: [] } })).toBeUndefined();
    const printed = [{ by: "worker" }, "done"];
    expect(run([{ sleep: 2 }, read, events], { snapshots: { events: printed } })).toBeUndefined();
  });

  it("contradicts when the log has another length", () => {
    const check = (length: number) => ({
      await: "check_expected_lambda_log_events_length",
      args: ["worker", length],
    });
    expect(run([{ sleep: 2 }, check(2)])).toBeUndefined();
    expect(run([{ sleep: 2 }, check(1)])).toBe("the log must have 1 events: it has 2");
    expect(run([{ retry: [check(2)], retries: 1, sleep: 0 }])).toBeUndefined();
    expect(run([{ retry: [check(2)], retries: 0, sleep: 0 }])).toContain("it has 0");
  });
});

describe("Lambda as boto3 shows it", () => {
  const refusing = (code: string, httpStatus: number): AwsClient =>
    Object.assign(new FakeAccount(), {
      call: () => {
        throw refusal(code, "why", httpStatus);
      },
    });
  const responseOf = (code: string, httpStatus: number) => {
    try {
      return new BotoClient(refusing(code, httpStatus)).call("lambda", "invoke", {});
    } catch (error) {
      return error instanceof BotoError ? error.value.response : error;
    }
  };

  it("has the members of its errors", () => {
    expect(responseOf("ResourceNotFoundException", 404)).toEqual({
      Error: { Code: "ResourceNotFoundException", Message: "why" },
      Type: "User",
      Message: "why",
      ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 404 },
    });
    expect(responseOf("TooManyRequestsException", 429)).toMatchObject({ message: "why" });
    expect(responseOf("ServiceException", 500)).toMatchObject({ Type: "Service" });
    expect(responseOf("ValidationException", 400)).toEqual({
      Error: { Code: "ValidationException", Message: "why" },
      ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 400 },
    });
  });

  it("answers with the statuses of its operations", () => {
    const statusOf = (operation: string, response: ValueObject = {}) => {
      const account = Object.assign(new FakeAccount(), { call: () => response });
      const { ResponseMetadata } = new BotoClient(account).call("lambda", operation, {});
      return ResponseMetadata;
    };
    expect(statusOf("create_function")).toMatchObject({ HTTPStatusCode: 201 });
    expect(statusOf("delete_function_concurrency")).toMatchObject({ HTTPStatusCode: 204 });
    expect(statusOf("get_function")).toMatchObject({ HTTPStatusCode: 200 });
    expect(statusOf("invoke", { StatusCode: 202 })).toMatchObject({ HTTPStatusCode: 202 });
  });

  it("is given up where the account has no model of what is asked", () => {
    const call = () => {
      throw Object.assign(new Error("not modeled"), { name: "NotModeledError" });
    };
    const account = Object.assign(new FakeAccount(), { call });
    expect(() => new BotoClient(account).call("lambda", "invoke", {})).toThrow(NotModeledError);
  });
});

describe("a case", () => {
  const recorded = (...ops: Trace["ops"]): RecordedCase => ({
    id: "x",
    source: "here",
    input: { ops },
    expected: { snapshots: {} },
  });
  const support = {
    operations: new Map([
      ["sqs", new Set(["GetItems", "PutItem", "X", "ListX"])],
      ["lambda", new Set(["GetFunction"])],
    ]),
    handlerIds: new Set(["79eb7057"]),
    open: () => new FakeAccount(),
  };
  const options = { accountId: "111111111111", region: "us-east-1" };
  const outcomeOf = (...ops: Trace["ops"]) => runTraceCase(recorded(...ops), support, options);

  it("passes, or fails with why", () => {
    expect(outcomeOf(call("c1", "get_items"))).toEqual(passed);
    expect(outcomeOf(call("c1", "put_item"))).toMatchObject({ status: "failed" });
  });

  it("calls from another Region where the test is about one, and has a client of its own", () => {
    const regions: string[] = [];
    const open = ({ region }: AccountOptions) =>
      Object.assign(new FakeAccount(), {
        call: () => {
          regions.push(region);
          return {};
        },
      });
    const own = (id: string): ValueObject => ({
      ...call(id, "x"),
      call: "client.x",
      as: "factory",
    });
    const about = (source: string, ...ops: Trace["ops"]) =>
      runTraceCase({ ...recorded(...ops), source }, { ...support, open }, options);
    expect(about("test_another_region", call("c1", "x"), own("c2"), own("c3"))).toEqual(passed);
    expect(regions).toEqual(["us-east-1", "us-west-2", "us-west-2"]);
    const unknown = unsupported("uses client");
    expect(about("test_retries", call("c1", "x"), own("c2"))).toEqual(unknown);
    const two = { ...call("c2", "get_function"), call: "lambda.get_function" };
    expect(about("test_another_region", call("c1", "x"), two, own("c3"))).toEqual(unknown);
  });

  it.each([
    [
      { id: "f1", fixture: "deploy_cfn_template", params: {} },
      "deploys a template, which is not there",
    ],
    [{ id: "c1", call: "cloudformation.create_stack", params: {} }, "uses cloudformation"],
    [{ id: "c1", call: "sts.assume_role", params: {} }, "uses sts"],
    [{ id: "c1", call: "sns.publish", params: {} }, "uses sns"],
    [{ id: "c1", call: "sqs.x", params: {}, as: "secondary" }, "calls from a second account"],
    [{ await: "get_logs", args: [] }, "waits by the helper get_logs"],
    [{ retry: [{ await: "get_logs", args: [] }], retries: 1 }, "waits by the helper get_logs"],
    [{ wait: "table_exists", service: "dynamodb", params: {} }, "uses dynamodb"],
    [{ wait: "stack_exists", service: "sqs", params: {} }, "uses the waiter stack_exists"],
    [{ id: "c1", call: "sqs.swap_items", params: {} }, "uses SwapItems of sqs"],
    [{ id: "f1", fixture: "create_role", params: {} }, "uses the fixture create_role"],
    [functionFixture({}), "runs code that the case brings along"],
    [functionFixture({ handlerId: "bf67765c" }), "asks for facts of the sandbox"],
    [functionFixture({ handlerId: "00000000" }), "has the function 00000000"],
    [{ assert: ["approximately", 1, 1] }, "operator approximately in a trace"],
  ])("%j is not supported", (op, reason) => {
    expect(outcomeOf(op)).toEqual(unsupported(reason));
  });
});
