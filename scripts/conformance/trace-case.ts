import { BotoClient, NotModeledError, type AwsClient } from "./boto-client.ts";
import { operationName, pythonName } from "./boto-model.ts";
import { helperNamed, reasonAgainstFixture } from "./fixture.ts";
import { failed, outcomeOf, unsupported, type Outcome, type RecordedCase } from "./outcome.ts";
import { UnknownExpressionError } from "./reference.ts";
import { recordingOf } from "./replaced-values.ts";
import { callOf, runTrace, serviceNamed, type Trace } from "./trace.ts";
import { isList, isObject, memberOf, type Value, type ValueObject } from "./value.ts";
import { waiterNamed } from "./waiter.ts";

/** Makes a fresh account for one case. */
export interface AccountOptions {
  readonly accountId: string;
  readonly region: string;
  /** The date whose rules hold, `YYYY-MM-DD`; left out: today's. */
  readonly asOf?: string;
  /** What is made is there at once; left out: it takes its time, as in AWS. */
  readonly makesAtOnce?: true;
  /** When it begins, an ISO time; left out: when the usual cases do. */
  readonly startsAt?: string;
  /** The folder of the files that came with the recordings; left out: there are none. */
  readonly filesFolder?: string;
}

/** What a trace may use. */
export interface TraceSupport {
  /** AWS's names of the operations that the account simulates, by service as boto3 names it. */
  readonly operations: ReadonlyMap<string, ReadonlySet<string>>;
  /** Names of the functions that may be invoked. */
  readonly handlerIds: ReadonlySet<string>;
  open(options: AccountOptions): AwsClient;
}

/** Runs the trace of a case in an account of its own. */
export function runTraceCase(
  recorded: RecordedCase,
  support: TraceSupport,
  options: AccountOptions,
): Outcome {
  const ops = withElsewhere(opsOf(recorded), recorded);
  const reason = reasonAgainst(ops, support);
  if (reason !== undefined) return unsupported(reason);
  // Some files have them without anything around.
  const snapshots = memberOf(recorded.expected, "snapshots") ?? recorded.expected;
  const missingKeys = recorded.missingMatchKeys;
  try {
    const trace = {
      ops,
      snapshots: isObject(snapshots) ? snapshots : {},
      missingKeys: isList(missingKeys) ? missingKeys.map(String) : [],
      recording: recordingOf(recorded.transformers),
      names: namesIn(recorded),
    };
    const client = new BotoClient(support.open(options));
    const elsewhere = () => new BotoClient(support.open({ ...options, region: otherRegion }));
    return outcomeOf(runTrace(trace, client, elsewhere));
  } catch (error) {
    if (error instanceof NotModeledError) return unsupported(error.message);
    if (error instanceof UnknownExpressionError) return unsupported(`${error.message} in a trace`);
    return failed(error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}

/** What the transformers of a recording of workflows gave names; marks are read without that. */
function namesIn({ source, transformers }: RecordedCase): Trace["names"] {
  if (!source.includes("stepfunctions") || !isList(transformers)) return [];
  return transformers.flatMap((transformer): Trace["names"] => {
    if (!isList(transformer)) return [];
    const [kind, what, by] = transformer;
    return kind === "RegexTransformer" && typeof by === "string" && !by.startsWith("<")
      ? [[what, by]]
      : [];
  });
}

const opsOf = (recorded: RecordedCase): readonly Value[] => {
  const { ops } = recorded.input;
  return isList(ops) ? ops : [];
};

/** Where a client is that a test makes itself, when the test is about another Region. */
const otherRegion = "us-west-2";

/**
 * Ops whose calls by a client of the test's own name their service, and that it is elsewhere. A trace says of
 * such a client only that there is one; that it is in another Region, the test says with its name.
 */
function withElsewhere(ops: readonly Value[], { source }: RecordedCase): readonly Value[] {
  const called = new Set(
    ops.flatMap((op) => (isObject(op) && "call" in op ? [callOf(op).service] : [])),
  );
  called.delete("client");
  const [service, ...others] = called;
  if (!/region/i.test(source) || service === undefined || others.length > 0) return ops;
  return ops.map((op) => {
    if (!isObject(op) || op.as !== "factory") return op;
    return { ...op, call: `${service}.${callOf(op).operation}`, as: "elsewhere" };
  });
}

/** Why these ops cannot run; `undefined` when they can. */
function reasonAgainst(ops: readonly Value[], support: TraceSupport): string | undefined {
  for (const op of ops) {
    if (!isObject(op)) continue;
    const inner = op.poll ?? op.retry;
    const reason = isList(inner) ? reasonAgainst(inner, support) : reasonAgainstOp(op, support);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function reasonAgainstOp(op: ValueObject, support: TraceSupport): string | undefined {
  if ("fixture" in op) return reasonAgainstFixture(op, support.handlerIds);
  if ("await" in op) {
    const helper = String(op.await);
    return helperNamed(helper) === undefined ? `waits by the helper ${helper}` : undefined;
  }
  if ("sfn" in op) return reasonAgainstOperation("stepfunctions", "create_state_machine", support);
  if ("wait" in op) {
    const service = serviceNamed(String(op.service));
    const waiter = waiterNamed(service, String(op.wait));
    if (waiter === undefined) return `uses the waiter ${String(op.wait)}`;
    return reasonAgainstOperation(service, pythonName(waiter.operation), support);
  }
  if (!("call" in op)) return undefined;
  const { service, operation } = callOf(op);
  const reason = reasonAgainstOperation(service, operation, support);
  if (reason !== undefined) return reason;
  return "as" in op && op.as !== "elsewhere" ? "calls from a second account" : undefined;
}

function reasonAgainstOperation(
  service: string,
  operation: string,
  { operations }: TraceSupport,
): string | undefined {
  const known = operations.get(service);
  if (known === undefined) return `uses ${service}`;
  const name = operationName(service, operation);
  return known.has(name) ? undefined : `uses ${name} of ${service}`;
}
