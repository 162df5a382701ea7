import { eventIn, type FormOf } from "../../../service/payload.ts";
import {
  ConfigError,
  DefectError,
  inMilliseconds,
  slab,
  type Duration,
  type Plain,
  type SlabId,
} from "@orrery/kernel";
import { writeJson } from "../../../text/json.ts";
import { plainCopyOf } from "../../../text/plain-copy.ts";
import type { World } from "../../../service/resource-kind.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { FunctionSettings } from "../config.ts";
import {
  DurableRun,
  type DurableHost,
  type DurableNews,
  type DurableOutput,
  type DurableResult,
} from "../durable/durable-run.ts";
import { requestIdIn } from "./function-error.ts";
import {
  AwsCallError,
  placeOfLastCall,
  RuntimeExit,
  type ScriptContext,
  type ScriptStep,
} from "../../../service/script.ts";
import { purposes, type FunctionContext } from "./declarations.ts";
import {
  broken,
  generatorOf,
  mistakeInCode,
  mistakeInStep,
  shown,
  type ScriptBroken,
} from "./script-check.ts";
import { follow, type Handling } from "./record-handling.ts";
import { streamName } from "../log/log-line.ts";
import { streamOf } from "../log/log-stream.ts";
import {
  hear,
  takePrinted,
  useVariables,
  withScriptHost,
  type PrintedLine,
} from "./script-host.ts";
import { variablesOf, type Variables } from "./variables.ts";
import type { EnvironmentDraft, Resumption } from "./state.ts";

/** Where a script went: to its next step, or to its end. */
export type ScriptResult =
  | ScriptWait
  | ScriptCall
  | ScriptReturned
  | ScriptThrew
  | ScriptBroken
  | Extract<DurableResult, { readonly type: "durable" }>
  | DurableEnded;

/** A durable handler's invocation that came to its end. */
export interface DurableEnded {
  readonly type: "durableEnded";
  readonly output: DurableOutput;
  readonly memory: PlainObject | null;
}

type ScriptWait = Extract<ScriptStep, { readonly type: "wait" }>;

/** A script that calls an operation. */
export type ScriptCall = Extract<ScriptStep, { readonly type: "call" }> & {
  /** The place in the batch of the record that it handles; `null` where that cannot be known. */
  readonly handled: number | null;
};

/** A script that came to its end. */
export interface ScriptReturned {
  readonly type: "returned";
  readonly value: Plain;
  /** Bytes of the response as JSON. */
  readonly size: number;
  readonly memory: PlainObject | null;
}

/** A script that threw. */
export interface ScriptThrew {
  readonly type: "threw";
  readonly errorType: string;
  readonly errorMessage: string;
  /** `null` unless the process ended. */
  readonly exitStatus: RuntimeExit["status"] | null;
  readonly memory: PlainObject | null;
}

/** Lets scripts run. */
export interface ScriptRunner {
  /** How batches are read. */
  readonly formOf: FormOf;
  /** Records a resumption of an environment's script and lets the script go on from there. */
  resume(
    environment: EnvironmentDraft,
    settings: FunctionSettings,
    resumption: Resumption,
    context: FunctionContext,
  ): ScriptResult;
  /** What the script printed in the step that it was resumed for last. */
  printed(): readonly PrintedLine[];
  /** Where the call is written for which the script waits; `null` where that cannot be known. */
  placeOfCall(
    environment: EnvironmentDraft,
    settings: FunctionSettings,
    context: FunctionContext,
  ): string | null;
}

/** A script in motion. Nothing of it is part of a state. */
interface LiveRun {
  readonly generator: Generator<ScriptStep, unknown, Plain>;
  readonly context: RunContext;
  readonly handling: Handling;
  /** Of a durable function: its operations. */
  readonly durable: DurableRun | null;
}

// Each step keeps what it was answered; past this, a script is taken to run for ever.
const mostSteps = 100_000;
const mostRandomNumbers = 65_536;

/**
 * Runs scripts so that a state is plain data.
 *
 * The state holds all that a running script was answered. The generator lives outside of it, under
 * the record of the answer that it had last, and is taken from there when it goes on. Where it is
 * missing, it is made anew and led through the recorded answers: after a snapshot, in a fork, or
 * where another who shares the record was first.
 */
export function scriptRunner(world: Pick<World, "scripts" | "formOf">): ScriptRunner {
  const live = new WeakMap<Resumption, LiveRun>();

  function resume(
    environment: EnvironmentDraft,
    settings: FunctionSettings,
    resumption: Resumption,
    context: FunctionContext,
  ): ScriptResult {
    const resumptions = (environment.resumptions ??= slab.empty<Resumption>());
    const steps = resumptions.size;
    if (steps >= mostSteps) {
      return broken(`at most ${mostSteps} steps in one invocation`, "more");
    }
    let run: LiveRun | undefined;
    if (steps > 0) {
      const last = slab.read(resumptions, (steps - 1) as SlabId)!; // Nothing is removed there.
      run = live.get(last);
      live.delete(last);
    } else {
      hear();
      environment.filesBefore = environment.files;
    }
    if (run === undefined) {
      const begun = newRun(world, environment, settings);
      if ("type" in begun) return begun;
      run = begun;
      for (const earlier of slab.list(resumptions)) goOn(run, earlier, context);
    }
    if (steps > 0) hear();
    slab.insert(resumptions, resumption);
    const result = goOn(run, resumption, context);
    environment.files = run.context.files();
    if (result.type === "wait" || result.type === "call" || result.type === "durable")
      live.set(resumption, run);
    return result;
  }

  return {
    formOf: world.formOf,
    resume: (environment, settings, resumption, context) =>
      withScriptHost(() => resume(environment, settings, resumption, context)),
    printed: takePrinted,
    placeOfCall: (environment, settings, context) =>
      withScriptHost(() =>
        placeOfLastCall(() => {
          const run = newRun(world, environment, settings);
          const { resumptions } = environment;
          if ("type" in run || resumptions === null) return;
          for (const earlier of slab.list(resumptions)) goOn(run, earlier, context);
        }),
      ),
  };
}

function newRun(
  { scripts, formOf }: Pick<World, "scripts" | "formOf">,
  environment: EnvironmentDraft,
  settings: FunctionSettings,
): LiveRun | ScriptBroken {
  const { behavior, epochMilliseconds } = settings;
  const { payload } = environment;
  if (behavior.type !== "script" || payload === null) {
    throw new DefectError("a script is to run for a function or an invocation without one");
  }
  const script = Object.hasOwn(scripts, behavior.name) ? scripts[behavior.name] : undefined;
  if (script === undefined) {
    const known = Object.keys(scripts).join(", ");
    return broken(
      known === "" ? "a script, of which there is none" : `one of ${known}`,
      `"${behavior.name}"`,
    );
  }
  const context = new RunContext(environment, settings);
  const handling: Handling = { place: null };
  let event: Plain;
  if (payload.type === "batch") {
    const form = formOf(payload.form);
    const made = eventIn(payload, form, epochMilliseconds);
    follow(form.recordsIn(made), handling);
    event = made;
  } else event = plainCopy(payload.value);
  const generator = generatorOf(script, [event, context]);
  if ("type" in generator) return generator;
  const durable =
    environment.execution === null
      ? null
      : new DurableRun(() => generator, durableHost(environment, context, handling));
  return { generator, context, handling, durable };
}

/** Thrown through a durable handler's operations for a mistake of its author. */
class ScriptMistake extends Error {
  readonly broken: ScriptBroken;

  constructor(of: ScriptBroken) {
    super(of.expected);
    this.broken = of;
  }
}

const durableHost = (
  environment: EnvironmentDraft,
  context: RunContext,
  handling: Handling,
): DurableHost => {
  const fail = (mistake: ScriptBroken | null): void => {
    if (mistake !== null) throw new ScriptMistake(mistake);
  };
  // What faults do to the handler is known once it begins.
  const factor = environment.impairment?.factor ?? 1;
  return {
    random: context.random,
    factor: () => factor,
    handled: () => handling.place,
    check(error) {
      if (error instanceof DefectError) throw error;
      fail(mistakeInCode(error));
    },
    checkStep: (step) => fail(mistakeInStep(step, true)),
    mistake(expected, received) {
      throw new ScriptMistake(broken(expected, received));
    },
    text(value) {
      const text = jsonTextOf("answer", value ?? null);
      if (typeof text !== "string") throw new ScriptMistake(text);
      return text;
    },
  };
};

/** Gives a script an answer and follows it to its next step. */
function goOn(
  { generator, context, handling, durable }: LiveRun,
  { at, outcome }: Resumption,
  kernel: FunctionContext,
): ScriptResult {
  context.enter(at, kernel);
  useVariables(() => context.environmentVariables);
  try {
    if (durable !== null) {
      const result = durable.goOn(at, newsOf(outcome));
      return result.type === "durable" ? result : { ...result, memory: context.memory() };
    }
    const { done, value } =
      outcome.type === "refused"
        ? generator.throw(new AwsCallError(outcome.code, outcome.message))
        : generator.next(outcome.type === "answered" ? plainCopy(outcome.response) : null);
    return done === true ? returned(value, context) : stepOf(value, handling);
  } catch (error) {
    // Mistakes of the script's author and of ours are no function errors.
    if (error instanceof DefectError) throw error;
    if (error instanceof ScriptMistake) return error.broken;
    const mistake = mistakeInCode(error);
    if (mistake !== null) return mistake;
    const exitStatus = error instanceof RuntimeExit ? error.status : null;
    const errorType = error instanceof Error ? error.name : "Error";
    const errorMessage = error instanceof Error ? error.message : String(error);
    return { type: "threw", errorType, errorMessage, exitStatus, memory: context.memory() };
  } finally {
    context.leave();
  }
}

function newsOf(outcome: Resumption["outcome"]): DurableNews {
  switch (outcome.type) {
    case "replayed":
      return { type: "began", operations: outcome.operations };
    case "answered":
      return { type: "answered", strand: outcome.strand!, response: plainCopy(outcome.response) };
    case "refused":
      return {
        type: "threw",
        strand: outcome.strand!,
        error: new AwsCallError(outcome.code, outcome.message),
      };
    case "began":
      throw new DefectError("a durable handler begins with what it did before");
    default:
      return outcome;
  }
}

function stepOf(step: ScriptStep, { place }: Handling): ScriptResult {
  const mistake = mistakeInStep(step);
  if (mistake !== null) return mistake;
  if (step.type === "wait") return step;
  if (step.type === "durable") throw new DefectError("a durable operation in another function");
  const { type, service, operation, sessionToken } = step;
  const signing = sessionToken === undefined ? {} : { sessionToken };
  const copy = plainCopyOf(step.params) as PlainObject | undefined; // It was one.
  if (copy !== undefined)
    return { type, service, operation, params: copy, handled: place, ...signing };
  const text = jsonTextOf("params of a call", step.params);
  if (typeof text !== "string") return text;
  const params = JSON.parse(text) as PlainObject;
  return { type, service, operation, params, handled: place, ...signing };
}

function returned(value: unknown, context: RunContext): ScriptResult {
  const text = jsonTextOf("answer", value);
  if (typeof text !== "string") return text;
  const response = JSON.parse(text) as Plain; // It is JSON.
  return { type: "returned", value: response, size: sizeInUtf8(text), memory: context.memory() };
}

class RunContext implements ScriptContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly awsRequestId: string;
  readonly memoryLimitInMB: string;
  readonly logGroupName: string;
  readonly clientContext?: PlainObject;
  readonly identity = undefined;
  callbackWaitsForEmptyEventLoop = true;
  readonly tenantId?: string;
  readonly environmentState: Record<string, Plain>;
  readonly temporaryFiles: Record<string, Plain>;

  private readonly nameOfStream: () => string;
  private readonly variables: () => Variables;
  private known: Variables | null = null;
  private readonly invocation: number;
  private readonly timeoutAt: number;
  private at = 0;
  private drawn = 0;
  private kernel: FunctionContext | null = null;

  constructor(environment: EnvironmentDraft, settings: FunctionSettings) {
    const { invocation, memory, filesBefore, timeoutAt } = environment;
    const stream = streamOf(environment, settings);
    this.functionName = settings.name;
    this.functionVersion = stream.version;
    this.logGroupName = settings.log.group;
    if (environment.clientContext !== null)
      this.clientContext = plainCopy(environment.clientContext);
    if (environment.tenantId !== null) this.tenantId = environment.tenantId;
    // Few handlers ask for these.
    this.nameOfStream = () => streamName(settings, stream);
    this.variables = () => variablesOf(environment, settings);
    this.invokedFunctionArn = settings.arn;
    this.awsRequestId = requestIdIn(environment, settings);
    this.memoryLimitInMB = `${settings.memorySize}`;
    this.environmentState = memory === null ? {} : plainCopy(memory);
    this.temporaryFiles = filesBefore === null ? {} : plainCopy(filesBefore);
    this.invocation = invocation;
    this.timeoutAt = timeoutAt;
  }

  get logStreamName(): string {
    return this.nameOfStream();
  }

  get environmentVariables(): Variables {
    return (this.known ??= this.variables());
  }

  // Scripts take these out of the context, so they are bound to it.
  readonly getRemainingTimeInMillis = (): number =>
    Math.floor(inMilliseconds(this.remainingTime()));

  readonly remainingTime = (): Duration => (this.timeoutAt - this.at) as Duration;

  readonly random = (): number => {
    if (this.kernel === null || this.drawn >= mostRandomNumbers) {
      throw new ConfigError(
        `function "${this.functionName}" script`,
        `at most ${mostRandomNumbers} random numbers in one invocation, drawn while it runs`,
        "another",
      );
    }
    const key = this.invocation * mostRandomNumbers + this.drawn;
    this.drawn += 1;
    return this.kernel.randomFor(purposes.script, key);
  };

  /** From here on it is `at`, and there is a kernel to draw from. */
  enter(at: number, kernel: FunctionContext): void {
    this.at = at;
    this.kernel = kernel;
  }

  leave(): void {
    this.kernel = null;
  }

  /** What lives in the environment now; `null` for nothing. */
  memory(): PlainObject | null {
    return copyOf(this.environmentState);
  }

  /** What lies in `/tmp` now; `null` for nothing. */
  files(): PlainObject | null {
    return copyOf(this.temporaryFiles);
  }
}

const copyOf = (data: PlainObject): PlainObject | null =>
  Object.keys(data).length === 0 ? null : plainCopy(data);

/** As JSON; or what is wrong, such as a BigInt, or an object that is inside itself. */
function jsonTextOf(what: string, value: unknown): string | ScriptBroken {
  try {
    return writeJson(what, value);
  } catch (error) {
    if (error instanceof ConfigError) return broken(`${what} of ${error.expected}`, error.received);
    return broken(`${what} that JSON can hold`, shown(value));
  }
}

/** A copy that shares nothing: what scripts are given, they may write on. */
const plainCopy = <Data extends Plain>(data: Data): Data =>
  (plainCopyOf(data) ?? JSON.parse(writeJson("data of a script", data))) as Data; // It survives JSON.
