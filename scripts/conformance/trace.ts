import { holds, refute, textOfError } from "./assertion.ts";
import { BotoError, type BotoClient } from "./boto-client.ts";
import { argumentsOf, helperNamed, setUp } from "./fixture.ts";
import { errorAsPrinted, linesAsPrinted, withUuids, withWholeResponses } from "./printed-part.ts";
import { evaluate, placesOf, type Scope } from "./reference.ts";
import { asRecorded, type Recording } from "./replaced-values.ts";
import { Bindings, unify } from "./unify.ts";
import { isList, isObject, memberOf, show, type Value, type ValueObject } from "./value.ts";
import { waitFor } from "./waiter.ts";

/** A straight-line program against an account, with what AWS answered. */
export interface Trace {
  readonly ops: readonly Value[];
  /** Recorded responses by the key that a `match` names. */
  readonly snapshots: ValueObject;
  /** Keys of matches of which no response was recorded. */
  readonly missingKeys: readonly string[];
  /** What was recorded otherwise than it was answered; left out: nothing. */
  readonly recording?: Recording;
  /** Texts that the recording gave names, with these, where they are no marks. */
  readonly names: readonly (readonly [text: Value, name: string])[];
}

/**
 * Runs a trace to its end or to its first contradiction. `openElsewhere` makes a client in another Region,
 * for calls that are marked so.
 *
 * @returns why it is contradicted; `undefined` when every check holds.
 * @throws UnknownExpressionError, NotModeledError
 */
export function runTrace(
  trace: Trace,
  client: BotoClient,
  openElsewhere: () => BotoClient = () => client,
): string | undefined {
  return new TraceRun(trace, client, openElsewhere).runAll(withUuids(trace.ops));
}

/** Records in the order of their bytes, where a list is of such: the recorded suites sort what a stream gives. */
function byData(value: Value): Value {
  const bytesOf = (item: Value) => (isObject(item) ? item["Data"] : undefined);
  if (!isList(value) || !value.every((item) => bytesOf(item) instanceof Uint8Array)) return value;
  return [...value].sort((one, other) =>
    compareBytes(bytesOf(one) as Uint8Array, bytesOf(other) as Uint8Array),
  );
}

function compareBytes(one: Uint8Array, other: Uint8Array): number {
  const place = one.findIndex((byte, at) => byte !== other[at]);
  return place < 0 || place >= other.length
    ? one.length - other.length
    : one[place]! - other[place]!;
}

/** What a suite's helper was given beside the parameters of the operation: a client. */
function withoutClient(params: Value): Value {
  if (!isObject(params) || !("target_aws_client" in params)) return params;
  const { target_aws_client: _client, ...rest } = params;
  return rest;
}

const microsecondsInSecond = 1_000_000;
/** In seconds. */
const longestPoll = 3_600;

/** What tests caught as they emptied their buckets, which their programs here no longer say. */
const triedAtEnd = "ObjectLockConfigurationNotFoundError";

const withoutLock = ({ BypassGovernanceRetention: _lock, ...given }: ValueObject): ValueObject =>
  given;

class TraceRun implements Scope {
  private readonly trace: Trace;
  private readonly client: BotoClient;
  private readonly bindings = new Bindings();
  private readonly results = new Map<string, Value>();
  /** Whether it waits for something to be gone: then a call that does not find it has no result. */
  private waitsForAbsence = false;
  /** Whether a call of the present poll was refused since what it asks for is not there. */
  private foundNothing = false;

  /** Whether its test asked whether a bucket is locked before it emptied that. */
  private readonly emptiesBuckets: boolean;
  /** Whether it empties a bucket that has no lock: what the test then said of locks is not said. */
  private hasNoLock = false;
  /** The calls that scan. */
  private readonly scans = new Set<string>();

  private readonly openElsewhere: () => BotoClient;
  private elsewhere: BotoClient | undefined;

  constructor(trace: Trace, client: BotoClient, openElsewhere: () => BotoClient) {
    this.trace = trace;
    this.client = client;
    this.openElsewhere = openElsewhere;
    this.emptiesBuckets = JSON.stringify(trace.ops).includes("BypassGovernanceRetention");
  }

  isUnordered(call: string): boolean {
    return this.scans.has(call);
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

  runAll(ops: readonly Value[]): string | undefined {
    for (let at = 0; at < ops.length; at += 1) {
      const together = failingTogether(ops, at);
      const why = together.length === 0 ? this.run(ops[at]) : this.runUntilFailure(together);
      if (why !== undefined) return why;
      at += Math.max(0, together.length - 1);
    }
    return undefined;
  }

  /** What was recorded in one block that must fail ends with the call that does: nothing behind it was run. */
  private runUntilFailure(ops: readonly ValueObject[]): string | undefined {
    let failure: Value;
    for (const op of ops) {
      if (failure !== undefined) {
        for (const { id } of callsIn(op)) this.results.set(`${String(id)}!error`, failure);
        continue;
      }
      const why = this.run(op);
      failure = this.results.get(`${String(op.id)}!error`);
      if (failure === undefined && "poll" in op) return why;
      if (failure === undefined && op === ops.at(-1)) return why;
    }
    return undefined;
  }

  private run(op: Value): string | undefined {
    if (!isObject(op)) return `an op must be an object, not ${show(op)}`;
    if ("call" in op) return this.callForEach(op);
    if ("assert" in op) return refute(listOf(op.assert), this);
    if ("match" in op) return this.match(String(op.match), op.value);
    if ("poll" in op) return this.poll(op);
    if ("retry" in op) return this.retry(op);
    if ("wait" in op) return this.wait(op);
    if ("fixture" in op) return this.setUp(op);
    if ("await" in op) return this.awaitHelper(String(op.await), op.args);
    if ("sfn" in op) return this.makeWorkflow(op);
    // After retry, which has a member of this name.
    if ("sleep" in op) return this.sleep(Number(op.sleep));
    return `an op must be one of call, assert, match, sleep, poll, retry, wait, fixture and await, not ${show(op)}`;
  }

  private sleep(seconds: number): undefined {
    this.client.advance(Math.round(seconds * microsecondsInSecond));
  }

  /** Once; or once for each element of a `[*]` in its parameters, as the recorded loop did. */
  private callForEach(op: ValueObject): string | undefined {
    for (const places of placesOf(op.params, this)) {
      const params = withoutClient(evaluate(op.params, this, places));
      const why = this.call(op, isObject(params) ? params : {});
      if (why !== undefined) return why;
    }
    return undefined;
  }

  private call(op: ValueObject, params: ValueObject): string | undefined {
    const { service, operation } = callOf(op);
    const client = op.as === "elsewhere" ? (this.elsewhere ??= this.openElsewhere()) : this.client;
    if (operation === "scan") this.scans.add(String(op.id));
    const call = (given: ValueObject) =>
      client.call(service, operation, this.hasNoLock ? withoutLock(given) : given);
    return this.attempt(op, operation, () =>
      op.paginate === true ? allPages(params, call) : call(params),
    );
  }

  /** Keeps what a step gives, or its error where it must fail. */
  private attempt(op: ValueObject, operation: string, step: () => Value): string | undefined {
    const id = String(op.id);
    const expected = memberOf(op, "expectError");
    try {
      this.results.set(id, step());
    } catch (error) {
      if (!(error instanceof BotoError)) throw error;
      this.results.set(`${id}!error`, error.value);
      this.results.delete(id);
      if (expected === undefined && this.waitsForAbsence && isAbsence(error)) {
        this.foundNothing = true;
        return undefined;
      }
      if (expected === undefined && error.code === triedAtEnd && this.emptiesBuckets) {
        this.hasNoLock = true;
        return undefined;
      }
      if (expected === undefined) return `${id} ${error.message}`;
      if (isExpected(error, String(expected))) return undefined;
      return `${id} ${operation} must fail with ${String(expected)}: received ${error.code}`;
    }
    return expected === undefined
      ? undefined
      : `${id} ${operation} must fail with ${String(expected)}: it succeeded`;
  }

  private match(key: string, expression: Value): string | undefined {
    if (this.trace.missingKeys.includes(key)) return undefined;
    const recorded = memberOf(this.trace.snapshots, key);
    if (recorded === undefined) return `match ${key}: nothing was recorded under this key`;
    const evaluated = this.asNamed(
      byData(withErrorsAsText(evaluate(withWholeResponses(expression), this))),
    );
    const [printed, actual] = errorAsPrinted(recorded, linesAsPrinted(key, evaluated));
    const { recording } = this.trace;
    const shown = recording === undefined ? actual : asRecorded(actual, recording);
    const difference = unify(printed, shown, this.bindings);
    if (difference === undefined) return undefined;
    const { path, expected, received } = difference;
    return `match ${key}: ${path} must be ${expected}: received ${received}`;
  }

  /** A value with the names that the recording gave to texts. */
  private asNamed(value: Value): Value {
    if (this.trace.names.length === 0 || value === undefined) return value;
    let text = JSON.stringify(value);
    for (const [what, name] of this.trace.names) {
      const found = evaluate(what, this);
      if (typeof found !== "string" || found === "") continue;
      const whole = new RegExp(`${found.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}(?!\\w)`, "g");
      text = text.replaceAll(whole, name);
    }
    return JSON.parse(text) as Value; // What was JSON.
  }

  private poll(op: ValueObject): string | undefined {
    const ops = listOf(op.poll);
    const interval = Number(op.interval);
    // A recorded one without an end went on until it held.
    const timeout = Number(op.timeout ?? longestPoll);
    // What was waited for was not written down: that something is gone, or else the whole time.
    const isUnknown = op.until === null;
    for (let waited = 0; ; waited += interval) {
      this.waitsForAbsence = isNegation(op.until) || isUnknown;
      this.foundNothing = false;
      const why = this.runAll(ops);
      this.waitsForAbsence = false;
      const isOver = isUnknown ? this.foundNothing : holds(op.until, this);
      if (why === undefined && isOver) return undefined;
      if (waited + interval > timeout) {
        if (why === undefined && isUnknown) return undefined;
        return `poll for ${timeout} s: ${why ?? `${show(op.until)} never holds`}`;
      }
      this.sleep(interval);
    }
  }

  private retry(op: ValueObject): string | undefined {
    const ops = listOf(op.retry);
    const retries = Number(op.retries);
    this.sleep(Number(op.sleepBefore ?? 0));
    for (let attempt = 0; ; attempt += 1) {
      const why = this.runAll(ops);
      if (why === undefined) return undefined;
      if (attempt >= retries) return `after ${retries} retries: ${why}`;
      this.sleep(Number(op.sleep));
    }
  }

  private wait(op: ValueObject): string | undefined {
    const params = evaluate(op.params, this);
    const service = serviceNamed(String(op.service));
    return waitFor(String(op.wait), service, isObject(params) ? params : {}, this.client);
  }

  private setUp(op: ValueObject): string | undefined {
    const evaluated = evaluate(op.params, this);
    const params = isObject(evaluated) ? evaluated : {};
    const fixture = String(op.fixture);
    return this.attempt(op, fixture, () =>
      setUp(fixture, params, String(op.handlerId), this.client),
    );
  }

  /** Makes a workflow as the suite's helper does: its value is the ARN. */
  private makeWorkflow(op: ValueObject): string | undefined {
    const params = {
      name: `statemachine-${this.client.newName()}`,
      definition: evaluate(op.definition, this),
      roleArn: "snf_role_arn",
    };
    const make = () => this.client.call("stepfunctions", "create_state_machine", params);
    // Where it must fail, the steps behind look at the error.
    const why = this.attempt(op, "create_state_machine", () => make().stateMachineArn);
    const error = this.results.get(`${String(op.id)}!error`);
    if (error === undefined) return why;
    // So a recording names the error of what was not written down.
    this.results.set("noerror", error);
    return undefined;
  }

  /** Its value is under `await:` and its name, that of the last time. */
  private awaitHelper(name: string, args: Value): string | undefined {
    const helper = helperNamed(name);
    if (helper === undefined) return `helper ${name} is not known`;
    const result = helper(argumentsOf(evaluate(args, this)), this.client);
    if ("why" in result) return result.why;
    this.results.set(`await:${name}`, result.value);
    return undefined;
  }
}

/** The calls of an op: its own, or those of a poll. */
const callsIn = (op: ValueObject): readonly ValueObject[] =>
  "poll" in op ? listOf(op.poll).filter(isObject) : [op];

const mustFail = (op: Value): op is ValueObject =>
  isObject(op) &&
  callsIn(op).every(({ call, expectError }) => call !== undefined && expectError !== undefined);

/**
 * The ops from one on that must fail and stand in one block: that they do tells one among them that cannot fail by
 * itself, a poll or a call without parameters. Empty where they do not.
 */
function failingTogether(ops: readonly Value[], from: number): readonly ValueObject[] {
  const together: ValueObject[] = [];
  for (const op of ops.slice(from)) {
    if (!mustFail(op)) break;
    together.push(op);
  }
  const cannotFail = (op: ValueObject) =>
    "poll" in op || (isObject(op.params) && Object.keys(op.params).length === 0);
  // What a later one takes from an earlier one must have come.
  const isUsed = ({ id }: ValueObject, place: number) =>
    JSON.stringify(together.slice(place + 1)).includes(`"$":"${String(id)}.`);
  const isBlock = together.some((op, place) => cannotFail(op) || isUsed(op, place));
  return together.length > 1 && isBlock ? together : [];
}

const listOf = (value: Value): readonly Value[] => (isList(value) ? value : []);

/** Service and operation of a call, such as `sqs.receive_message`. */
export function callOf(op: ValueObject): { readonly service: string; readonly operation: string } {
  const [service = "", operation = ""] = String(op.call).split(".");
  return { service: serviceNamed(service), operation };
}

/** Python's `lambda` is a keyword, so clients of it are named `lambda_`. */
export const serviceNamed = (name: string): string => name.replace(/_$/, "");

/** `ClientError` and `Exception` stand for every refusal; another name for the one it names. */
const isExpected = (error: BotoError, name: string): boolean =>
  name === "ClientError" || name === "Exception" || error.code.split(".").at(-1) === name;

/** Whether an error says that what a call is about is not there. */
const isAbsence = ({ code }: BotoError): boolean =>
  /NonExistent|DoesNotExist|NotFound|NoSuch/.test(code);

/** Whether a condition holds when something else does not. */
function isNegation(condition: Value): boolean {
  const operation = memberOf(condition, "$op");
  return isList(operation) && operation[0] === "not";
}

/** An error that is matched whole was recorded as the text that boto3 prints. */
function withErrorsAsText(value: Value): Value {
  if (isList(value)) return value.map(withErrorsAsText);
  if (!isObject(value)) return value;
  if ("operation_name" in value && "response" in value) return textOfError(value);
  if (value.type === "ParamValidationError" && "text" in value) return textOfError(value);
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, withErrorsAsText(part)]),
  );
}

/** All pages of what an operation lists, as one; the token has one name in requests and answers. */
function allPages(params: ValueObject, call: (params: ValueObject) => ValueObject): ValueObject {
  let all = call(params);
  for (;;) {
    const name = ["nextToken", "NextToken"].find((each) => typeof all[each] === "string");
    if (name === undefined) return all;
    const { [name]: token, ...before } = all;
    const next = call({ ...params, [name]: token ?? null });
    const joined = Object.entries(next).map(([member, value]): [string, Value] => {
      const earlier = before[member];
      return [member, isList(value) && isList(earlier) ? [...earlier, ...value] : value];
    });
    all = { ...before, ...Object.fromEntries(joined) };
  }
}
