import { simulationSupport } from "../account.ts";
import { BotoClient, BotoError, NotModeledError } from "../boto-client.ts";
import { setUp } from "../fixture.ts";
import {
  failed,
  outcomeOf,
  unsupported,
  type CaseFile,
  type Outcome,
  type RecordedCase,
} from "../outcome.ts";
import { missingHandlers } from "../handlers.ts";
import { evaluate, type Scope } from "../reference.ts";
import { Bindings, unify } from "../unify.ts";
import {
  documentIn,
  isList,
  isObject,
  memberOf,
  show,
  type Value,
  type ValueObject,
} from "../value.ts";
import { callOf } from "../trace.ts";
import { operationName } from "../boto-model.ts";

const accountId = "111111111111";
/** Just before the times that definitions were given as those of their recording. */
const startsAt = "2026-11-23T03:53:15Z";
const region = "us-east-1";
const microsecondsInSecond = 1_000_000;
/** In seconds. */
const longestRun = 4_000;
/** How often a queue is asked for events. */
const longestReceived = 100;

/** Complete histories of executions, as they were recorded. */
export const workflowHistories: CaseFile = {
  name: "sfn_histories",
  isComplete: false,
  run(recorded) {
    try {
      return new HistoryRun(recorded).run();
    } catch (error) {
      if (error instanceof NotModeledError) return unsupported(error.message);
      if (error instanceof BotoError) return failed(error.message);
      return failed(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
    }
  },
};

/** One case in an account of its own. */
class HistoryRun implements Scope {
  private readonly recorded: RecordedCase;
  private readonly client: BotoClient;
  private readonly results = new Map<string, Value>();
  private readonly bindings = new Bindings();

  constructor(recorded: RecordedCase) {
    this.recorded = recorded;
    const [, day, month, year] = /^(\d\d)-(\d\d)-(\d{4}),/.exec(String(recorded.recordedAt)) ?? [];
    const asOf = year === undefined ? {} : { asOf: `${year}-${month}-${day}` };
    this.client = new BotoClient(
      simulationSupport.open({ accountId, region, startsAt, makesAtOnce: true, ...asOf }),
    );
  }

  get now(): number {
    return this.client.now;
  }
  get region(): string {
    return this.client.region;
  }
  resultOf(name: string): Value {
    return this.results.get(name);
  }

  run(): Outcome {
    const { input } = this.recorded;
    const setup = listOf(input.setup).filter(isObject);
    const lambdas = listOf(input.lambdas).filter(isObject);
    const [run] = listOf(input.runs).filter(isObject);
    if (run === undefined) return unsupported("has no execution");
    const reason = reasonAgainst(setup, lambdas, run);
    if (reason !== undefined) return unsupported(reason);
    for (const { name, handlerId, runtime } of lambdas) {
      const params = { func_name: name, runtime, handler_file: "" };
      setUp("create_lambda_function", params, String(handlerId), this.client);
    }
    // What takes part in the execution, or looks at what it did, comes once it has begun.
    const begins = setup.findIndex((op) => "retry" in op || isLook(op));
    const before = begins === -1 ? setup : setup.slice(0, begins);
    for (const op of before) this.perform(op);
    const execution = this.start(run);
    for (const [, id] of JSON.stringify(setup).matchAll(/"\$":"(s\d+)"/g))
      this.results.set(id!, execution);
    if (begins !== -1) {
      for (const op of setup.slice(begins)) {
        if (isLook(op)) this.finish(execution);
        this.perform(op);
      }
    }
    this.finish(execution);
    return outcomeOf(this.compare(execution, run));
  }

  private perform(op: ValueObject): void {
    if ("fixture" in op) {
      const params = evaluate(op.params ?? {}, this);
      const id = String(op.id);
      this.results.set(id, this.fixture(String(op.fixture), isObject(params) ? params : {}, op));
    } else if ("retry" in op) {
      const ops = listOf(op.retry).filter(isObject);
      for (let attempt = 0; attempt < Number(op.retries); attempt += 1) {
        for (const each of ops) this.perform(each);
        const messages = memberOf(this.results.get(String(ops[0]?.id)), "Messages");
        if (isList(messages) && messages.length > 0) return;
        this.client.advance(Number(op.sleep) * microsecondsInSecond);
      }
    } else if ("call" in op) {
      const { service, operation } = callOf(op);
      const params = evaluate(op.params, this);
      this.results.set(
        String(op.id),
        this.client.call(service, operation, isObject(params) ? params : {}),
      );
    }
  }

  private fixture(name: string, params: ValueObject, op: ValueObject): Value {
    switch (name) {
      case "sns_create_topic":
        return this.client.call("sns", "create_topic", {
          Name: `topic-${this.client.newName()}`,
          ...params,
        });
      case "s3_create_bucket": {
        const Bucket = `bucket-${this.client.newName()}`;
        this.client.call("s3", "create_bucket", { Bucket });
        return Bucket;
      }
      case "sqs_get_queue_arn": {
        const [url] = listOf(evaluate(op.args, this));
        const attributes = { QueueUrl: url, AttributeNames: ["QueueArn"] };
        return memberOf(
          this.client.call("sqs", "get_queue_attributes", attributes).Attributes,
          "QueueArn",
        );
      }
      case "events_create_rule": {
        const EventPattern = JSON.stringify(params.EventPattern);
        const rule = this.client.call("events", "put_rule", { ...params, EventPattern });
        return memberOf(rule, "RuleArn");
      }
      case "dynamodb_create_table": {
        const { table_name, partition_key } = params;
        return this.client.call("dynamodb", "create_table", {
          TableName: table_name,
          KeySchema: [{ AttributeName: partition_key, KeyType: "HASH" }],
          AttributeDefinitions: [{ AttributeName: partition_key, AttributeType: "S" }],
          BillingMode: "PAY_PER_REQUEST",
        });
      }
      default:
        return setUp(name, params, String(op.handlerId), this.client);
    }
  }

  private start(run: ValueObject): string {
    const isExpress = run.type === "EXPRESS";
    const logs = run.logLevel !== null || isExpress;
    const group = "/aws/vendedlogs/states/recorded";
    if (logs) this.client.call("logs", "create_log_group", { logGroupName: group });
    const includes = /True\]$/.test(this.recorded.source) || isExpress;
    const made = this.client.call("stepfunctions", "create_state_machine", {
      name: "statemachine-recorded",
      definition: this.filled(run.definition),
      roleArn: this.roleArn(),
      type: run.type,
      ...(logs
        ? {
            loggingConfiguration: {
              level: run.logLevel ?? "ALL",
              includeExecutionData: includes,
              destinations: [
                {
                  cloudWatchLogsLogGroup: {
                    logGroupArn: `arn:aws:logs:${region}:${accountId}:log-group:${group}:*`,
                  },
                },
              ],
            },
          }
        : {}),
    });
    this.results.set("creation_response", made);
    if (run.helper === "create_and_record_events") this.listen();
    const started = this.client.call("stepfunctions", "start_execution", {
      stateMachineArn: made.stateMachineArn,
      input: this.filled(run.input),
    });
    return String(started.executionArn);
  }

  /** Has what executions tell the default bus sent to a queue. */
  private listen(): void {
    const queue = this.client.call("sqs", "create_queue", { QueueName: "events-recorded" });
    this.results.set("f2", queue.QueueUrl);
    const EventPattern = JSON.stringify({ source: ["aws.states"] });
    this.client.call("events", "put_rule", { Name: "recorded", EventPattern });
    const Arn = `arn:aws:sqs:${region}:${accountId}:events-recorded`;
    const Targets = [{ Id: "queue", Arn }];
    this.client.call("events", "put_targets", { Rule: "recorded", Targets });
    const Statement = [
      {
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "sqs:SendMessage",
        Resource: Arn,
      },
    ];
    const Attributes = { Policy: JSON.stringify({ Statement }) };
    this.client.call("sqs", "set_queue_attributes", { QueueUrl: queue.QueueUrl, Attributes });
  }

  /** The role as it was recorded, or an ARN where it was recorded as one. */
  private roleArn(): string {
    const [started] = listOf(
      memberOf(memberOf(this.recorded.expected, "get_execution_history"), "events"),
    );
    const said = memberOf(memberOf(started, "executionStartedEventDetails"), "roleArn");
    if (typeof said !== "string")
      return /sfn_role_arn/.test(JSON.stringify(this.recorded.expected))
        ? "sfn_role_arn"
        : "snf_role_arn";
    return said.startsWith("arn:") ? `arn:aws:iam::${accountId}:role/sfn-role-recorded` : said;
  }

  /** A document with what earlier steps gave, as a text. */
  private filled(document: Value): string {
    const isText = typeof document === "string" && /^\s*[{["]/.test(document);
    const text = isText ? document : JSON.stringify(document);
    // Some steps made a state machine to be started, and were not written down.
    for (const [, id] of text.matchAll(/⟦(s\d+)⟧/g)) {
      if (!this.results.has(id!)) this.results.set(id!, this.target());
    }
    const filled = evaluate({ $tpl: text }, this);
    return String(filled);
  }

  /** The state machine that a case starts from its own: what it does is named by the recorded test. */
  private target(): string {
    const { source } = this.recorded;
    const definition = /timeout/.test(source)
      ? timeoutTarget
      : /failure/.test(source)
        ? failureTarget
        : /task_token/.test(source)
          ? tokenTarget
          : passTarget;
    const made = this.client.call("stepfunctions", "create_state_machine", {
      name: "statemachine_create_and_record_execution_00000001",
      definition: JSON.stringify(definition).replace("FUNCTION", this.functionName()),
      roleArn: "snf_role_arn",
    });
    return String(made.stateMachineArn);
  }

  private functionName(): string {
    const [first] = listOf(this.recorded.input.lambdas);
    return String(memberOf(first, "name") ?? "none");
  }

  private finish(execution: string): void {
    if (execution.includes(":express:")) {
      this.client.advance(300 * microsecondsInSecond);
      return;
    }
    for (let waited = 0; waited < longestRun;) {
      const { status } = this.client.call("stepfunctions", "describe_execution", {
        executionArn: execution,
      });
      if (status !== "RUNNING") return;
      const step = waited < 120 ? 1 : 60;
      this.client.advance(step * microsecondsInSecond);
      waited += step;
    }
  }

  private compare(execution: string, run: ValueObject): string | undefined {
    const { expected } = this.recorded;
    if (!isObject(expected)) return "nothing was recorded";
    for (const [key, wanted] of Object.entries(expected)) {
      const why = this.compareOne(key, wanted, execution, run);
      if (why !== undefined) return `${key}: ${why}`;
    }
    return undefined;
  }

  private compareOne(
    key: string,
    wanted: Value,
    execution: string,
    run: ValueObject,
  ): string | undefined {
    switch (key) {
      case "get_execution_history": {
        const events = this.history(execution);
        const recorded = listOf(memberOf(wanted, "events"));
        // Some were read before the execution had ended, and say nothing of what came then.
        return this.compareEvents(
          recorded,
          isEnd(recorded.at(-1)) ? events : events.slice(0, recorded.length),
        );
      }
      case "logged_execution_events":
        return this.compareEvents(listOf(wanted), this.logged());
      case "end_event":
        return this.unified(wanted, this.logged().at(-1) ?? null);
      case "describe_execution":
      case "describe_execution_response":
        return this.unified(
          wanted,
          this.client.call("stepfunctions", "describe_execution", { executionArn: execution }),
        );
      case "creation_response":
        return this.unified(wanted, this.results.get("creation_response"));
      case "create_activity_output":
        return this.unified(wanted, this.results.get("c1"));
      case "stepfunctions_events":
        return this.unified(wanted, this.received(listOf(wanted).length));
      case "get-s3-object":
        return this.unified(wanted, this.results.get("c3"));
      default:
        return `nothing answers ${key} of ${show(run.type)}`;
    }
  }

  private history(execution: string): readonly Value[] {
    const all: Value[] = [];
    let nextToken: Value;
    do {
      const page = this.client.call("stepfunctions", "get_execution_history", {
        executionArn: execution,
        maxResults: 1_000,
        ...(nextToken === undefined ? {} : { nextToken }),
      });
      all.push(...listOf(page.events));
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return all;
  }

  private logged(): readonly Value[] {
    const { events } = this.client.call("logs", "filter_log_events", {
      logGroupName: "/aws/vendedlogs/states/recorded",
    });
    return listOf(events).map((event) => documentIn(String(memberOf(event, "message"))));
  }

  /** So many events from the bus, by their times, as the recorded test takes them from a queue; some come again. */
  private received(count: number): readonly Value[] {
    const url = this.results.get("f2");
    const events: Value[] = [];
    for (let waited = 0; events.length < count && waited < longestReceived; waited += 1) {
      const { Messages } = this.client.call("sqs", "receive_message", { QueueUrl: url });
      for (const message of listOf(Messages))
        events.push(documentIn(String(memberOf(message, "Body"))));
      if (Messages === undefined) this.client.advance(microsecondsInSecond);
    }
    return events;
  }

  /** Events in their order; those inside a Parallel in any. */
  private compareEvents(wanted: readonly Value[], received: readonly Value[]): string | undefined {
    let at = 0;
    for (let place = 0; place < wanted.length; place += 1) {
      const event = wanted[place];
      if (isInside(event)) {
        const group: Value[] = [];
        while (place < wanted.length && isInside(wanted[place])) group.push(wanted[place++]);
        place -= 1;
        const actual = received.slice(at, at + group.length);
        at += group.length;
        const why = this.compareUnordered(group, actual);
        if (why !== undefined) return why;
        continue;
      }
      // They are not among recorded events whose order was taken away.
      while (at < received.length && isLeftOut(event, received[at])) at += 1;
      const why = this.unified(event, received[at], `$.events[${at}]`);
      if (why !== undefined) return why;
      at += 1;
    }
    return at === received.length
      ? undefined
      : `there must be ${at} events: received ${received.length}, such as ${show(received[at])}`;
  }

  private compareUnordered(
    wanted: readonly Value[],
    received: readonly Value[],
  ): string | undefined {
    const left = [...received];
    for (const event of wanted) {
      const found = left.findIndex((each) => {
        const plain = isObject(each) ? { ...each, id: [0], previousEventId: 0 } : each;
        return this.unified(event, plain, "$", true) === undefined;
      });
      if (found === -1) return `${show(event)} must be inside the Parallel: received ${show(left)}`;
      left.splice(found, 1);
    }
    return undefined;
  }

  private unified(wanted: Value, actual: Value, path = "$", isTrial = false): string | undefined {
    const readable = withWholeMarks(wanted);
    const printed = this.printed(readable, actual);
    const bindings = isTrial ? this.bindings.copy() : this.bindings;
    const difference = unify(readable, printed, bindings);
    if (difference === undefined) {
      if (isTrial) this.bindings.take(bindings);
      return undefined;
    }
    return `${difference.path.replace("$", path)} must be ${difference.expected}: received ${difference.received}`;
  }

  /** A value as the recording's transformers printed it. */
  private printed(wanted: Value, actual: Value): Value {
    let text = JSON.stringify(actual ?? null);
    for (const transformer of listOf(this.recorded.transformers)) {
      const [kind, what, by] = listOf(transformer);
      if (kind !== "RegexTransformer" || typeof by !== "string") continue;
      const pattern = typeof what === "string" ? what : evaluate(what, this);
      if (typeof pattern !== "string" || pattern === "") continue;
      if (pattern.includes("requestId")) continue;
      text = text.replaceAll(pattern, by);
    }
    return blanked(wanted, JSON.parse(text) as Value, keysReplaced(this.recorded)); // What was JSON.
  }
}

/** A value with the quotation marks that a transformer took away from a text of JSON: before a mark, and not behind it. */
function withWholeMarks(value: Value): Value {
  if (typeof value === "string") return value.replaceAll(/":(<[\w-]+>")/g, '":"$1');
  if (isList(value)) return value.map(withWholeMarks);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withWholeMarks(part)]),
  );
}

/** Keys whose values the recording replaced by a text, each with that. */
function keysReplaced({ transformers }: RecordedCase): Replaced {
  const replaced = new Map<string, readonly string[]>();
  for (const transformer of listOf(transformers)) {
    const [kind, what, by] = listOf(transformer);
    if (kind !== "JsonpathTransformer") continue;
    const path = isObject(what) ? String(what.jsonpath) : String(what);
    const replacement = isObject(what) ? String(what.replacement) : String(by);
    const key = path.slice(path.lastIndexOf(".") + 1);
    replaced.set(key, [...(replaced.get(key) ?? []), replacement]);
  }
  return replaced;
}

type Replaced = ReadonlyMap<string, readonly string[]>;

/** A value with what the recording replaced by a text of its own in the same places. */
function blanked(wanted: Value, actual: Value, replaced: Replaced): Value {
  if (isList(wanted)) {
    const list = isList(actual)
      ? actual
      : typeof actual === "string"
        ? documentIn(actual)
        : undefined;
    return isList(list)
      ? list.map((each, place) => blanked(wanted[place], each, replaced))
      : actual;
  }
  const document = typeof wanted === "string" ? documentIn(wanted) : undefined;
  if (document !== undefined && typeof actual === "string") {
    const parsed = documentIn(actual);
    return parsed === undefined ? actual : JSON.stringify(blanked(document, parsed, replaced));
  }
  if (!isObject(wanted)) return actual;
  const object = isObject(actual)
    ? actual
    : typeof actual === "string"
      ? documentIn(actual)
      : undefined;
  if (!isObject(object)) return actual;
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => {
      const expected = wanted[name];
      const isBlank =
        (expected === name && (name.includes("-") || name === "RequestId")) ||
        (expected === kebab(name) && name.endsWith("Date")) ||
        // What a function's runtime makes of it, which is written anew.
        name === "stackTrace" ||
        (name === "Content-Length" && (isOfFunction(object) || isNear(expected, value))) ||
        isSameNumber(expected, value) ||
        (name === "Date" && expected === "date") ||
        // A helper of the tests put its own source in place of a name.
        (typeof expected === "string" && expected.includes("{short_uid()}")) ||
        // Some recorded tests read outputs as JSON.
        (name === "output" && value === JSON.stringify(expected)) ||
        isTimeOf(expected, value) ||
        (typeof expected === "string" && replaced.get(name)?.includes(expected) === true);
      return [name, isBlank ? expected : blanked(expected, value, replaced)];
    }),
  );
}

/** A name as marks spell it, such as `stop-date` for `stopDate`. */
const kebab = (name: string): string =>
  name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Whether lengths differ by what a time is written with, which has more or fewer digits. */
const isNear = (expected: Value, value: Value): boolean => {
  const [one, other] = [expected, value].map((each) => Number(isList(each) ? each[0] : each));
  return Math.abs(one! - other!) <= 4 && one! > 140;
};

/** Whether two texts spell one number: Python has `0.0` where JSON has `0`. */
const isSameNumber = (expected: Value, value: Value): boolean =>
  typeof expected === "string" &&
  typeof value === "string" &&
  /^-?\d+\.0$/.test(expected) &&
  Number(expected) === Number(value);

const isOfFunction = (headers: ValueObject): boolean => "X-Amz-Executed-Version" in headers;

/** Whether a text stands for a time, whatever form that has in the input of a case. */
const isTimeOf = (expected: Value, value: Value): boolean =>
  typeof expected === "string" &&
  /^"?(?:timestamp|date)"?$/.test(expected) &&
  typeof value === "string" &&
  /\d\d-\d\d/.test(value);

/** Whether an event is the end of an execution. */
const isEnd = (event: Value): boolean =>
  /^Execution(?:Succeeded|Failed|Aborted|TimedOut)$/.test(String(memberOf(event, "type")));

const isInside = (event: Value): boolean => isList(memberOf(event, "id"));

/** The end of a Parallel is not among events whose order was taken away. */
const isLeftOut = (wanted: Value, received: Value): boolean =>
  /^ParallelState(?:Succeeded|Failed)$/.test(String(memberOf(received, "type"))) &&
  memberOf(wanted, "type") !== memberOf(received, "type");

/** Whether an op looks at what an execution did. */
const isLook = (op: ValueObject): boolean =>
  "call" in op &&
  /^(?:s3\.get_object|sqs\.receive_message|stepfunctions\.describe_execution)$/.test(
    String(op.call),
  );

function reasonAgainst(
  setup: readonly ValueObject[],
  lambdas: readonly ValueObject[],
  run: ValueObject,
): string | undefined {
  for (const { handlerId } of lambdas) {
    if (simulationSupport.handlerIds.has(String(handlerId))) continue;
    return missingHandlers[String(handlerId)] ?? `has the function ${String(handlerId)}`;
  }
  for (const op of setup) {
    if ("as" in op) return "calls from a second account";
    const call =
      op.fixture === undefined ? String(op.call ?? "") : serviceOfFixture(String(op.fixture));
    if (call === "" || "retry" in op) continue;
    const { service, operation } = callOf({ call });
    const known = simulationSupport.operations.get(service);
    if (known === undefined) return `uses ${service}`;
    const name = operationName(service, operation);
    if (!known.has(name)) return `uses ${name} of ${service}`;
  }
  const used = /:::(?:aws-sdk:)?(s3|events|eventbridge):/.exec(JSON.stringify(run.definition))?.[1];
  const service = used === "eventbridge" ? "events" : used;
  return service !== undefined && !simulationSupport.operations.has(service)
    ? `uses ${service}`
    : undefined;
}

const serviceOfFixture = (fixture: string): string =>
  ({
    sns_create_topic: "sns.create_topic",
    s3_create_bucket: "s3.create_bucket",
    events_create_rule: "events.put_rule",
    dynamodb_create_table: "dynamodb.create_table",
  })[fixture] ?? "";

const passTarget = {
  StartAt: "State_1",
  States: { State_1: { Type: "Pass", Result: { Arg1: "argument1" }, End: true } },
};
const failureTarget = {
  StartAt: "FailState",
  States: {
    FailState: {
      Type: "Fail",
      Error: "SomeFailure",
      Cause: "This state machines raises a 'SomeFailure' failure.",
    },
  },
};
const timeoutTarget = {
  StartAt: "Start",
  States: {
    Start: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      TimeoutSeconds: 5,
      Parameters: { FunctionName: "FUNCTION", "Payload.$": "$.Payload" },
      End: true,
    },
  },
};
const tokenTarget = {
  StartAt: "Send",
  States: {
    Send: {
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: {
        "QueueUrl.$": "$.QueueUrl",
        MessageBody: { Message: "SQS_SEND_MESSAGE_AND_WAIT", "TaskToken.$": "$.TaskToken" },
      },
      Next: "Wait",
    },
    Wait: { Type: "Wait", Seconds: 60, End: true },
  },
};

const listOf = (value: Value): readonly Value[] => (isList(value) ? value : []);
