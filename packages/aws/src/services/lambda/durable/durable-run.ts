import { DefectError, inSeconds, type Duration, type Instant, type Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { RuntimeExit, type ScriptStep } from "../../../service/script.ts";
import { plainCopyOf } from "../../../text/plain-copy.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { branchesOf, type Branches, type Outcome } from "./branches.ts";
import { durableLimits } from "./limits.ts";
import type { OperationUpdate } from "./operation-update.ts";
import type { DurableStep, Part, Retries } from "./script-steps.ts";
import { isClosed, type DurableOperation, type ErrorObject, type OperationType } from "./state.ts";

/** A call that a strand of a durable handler makes. */
export interface StrandCall {
  readonly strand: number;
  readonly service: string;
  readonly operation: string;
  readonly params: PlainObject;
  readonly sessionToken?: string;
  readonly handled: number | null;
}

/** Where a durable handler went: what it does next, or what its invocation comes to. */
export type DurableResult =
  | {
      readonly type: "durable";
      readonly calls: readonly StrandCall[];
      /** What is to be checkpointed; `null`: nothing, or something still is. */
      readonly updates: readonly OperationUpdate[] | null;
      /** When it goes on by itself; -1: not. */
      readonly dueAt: Instant | -1;
    }
  | { readonly type: "durableEnded"; readonly output: DurableOutput };

/** What an invocation of a durable function answers. */
export type DurableOutput =
  | { readonly Status: "SUCCEEDED"; readonly Result: string }
  | { readonly Status: "FAILED"; readonly Error: ErrorObject }
  | { readonly Status: "PENDING" };

/** What a durable handler is told. */
export type DurableNews =
  | { readonly type: "began"; readonly operations: readonly DurableOperation[] }
  | { readonly type: "waited" }
  | { readonly type: "answered"; readonly strand: number; readonly response: Plain }
  | { readonly type: "threw"; readonly strand: number; readonly error: Error }
  | { readonly type: "checkpointed"; readonly operations: readonly DurableOperation[] };

type Reply = (outcome: Outcome) => void;

/** Where operations are numbered. Of a branch that nobody waits for any more, nothing is heard. */
export interface Scope {
  readonly id: string | null;
  readonly outer: Scope | null;
  count: number;
  isOver: boolean;
}

interface Strand {
  readonly number: number;
  readonly generator: Generator<ScriptStep, unknown, Plain>;
  readonly scope: Scope;
  /** Whether it is inside a step, which has no operations of its own. */
  readonly isStep: boolean;
  readonly ended: Reply;
}

/** What a durable handler needs to know of its invocation. */
export interface DurableHost {
  random(): number;
  /** By how much what takes time takes longer. */
  factor(): number;
  /** The record of a batch that is handled, by its place. */
  handled(): number | null;
  /** Throws what is wrong with a script, where an error says so. */
  check(error: unknown): void;
  /** Throws what is wrong with what is yielded, where it is no step. */
  checkStep(step: unknown): void;
  /** Throws what is wrong with a step. */
  mistake(expected: string, received: string): never;
  text(value: unknown): string;
}

/** What an operation failed with, as the handler gets it. */
class OperationError extends Error {
  constructor({ ErrorType = "Error", ErrorMessage = "" }: ErrorObject) {
    super(ErrorMessage);
    this.name = ErrorType;
  }
}

/** A handler did not do again what it did before. */
class ReplayMismatch extends Error {
  override readonly name = "NonDeterministicExecutionError";
}

/** An error in the members of AWS. */
const errorObjectOf = (error: unknown): ErrorObject => ({
  ErrorType: error instanceof Error ? error.name : "Error",
  ErrorMessage: error instanceof Error ? error.message : String(error),
});

/**
 * A durable handler in motion, as AWS's SDKs run it: operations that are finished answer at once with what was
 * checkpointed, others run, and when all that is left waits for the service, the invocation ends. Branches are
 * strands, of which each goes on when what it waits for is there. Nothing of it is part of a state: it is made
 * anew from what it was told.
 */
export class DurableRun {
  private readonly host: DurableHost;
  private readonly operations = new Map<string, DurableOperation>();
  private readonly strands = new Map<number, Strand>();
  private strandCount = 0;
  private now = 0 as Instant;
  private calls: StrandCall[] = [];
  /** Strands whose calls are not answered. */
  private readonly calling = new Map<number, Reply>();
  private computing: { readonly at: Instant; readonly strand: Strand; readonly reply: Reply }[] =
    [];
  private queued: OperationUpdate[] = [];
  private queuedReplies: (() => void)[] = [];
  private inFlight: (() => void)[] | null = null;
  private refreshes = false;
  /** Operations that the service is to end, and who goes on then. */
  private suspended = new Map<
    string,
    { at: Instant | -1; readonly scope: Scope; readonly again: () => void }
  >();
  private output: DurableOutput | null = null;

  constructor(begin: () => Generator<ScriptStep, unknown, Plain>, host: DurableHost) {
    this.host = host;
    this.start = () => {
      const scope: Scope = { id: null, outer: null, count: 0, isOver: false };
      this.begin(begin(), scope, false, (outcome) => {
        scope.isOver = true;
        this.output =
          "error" in outcome
            ? { Status: "FAILED", Error: errorObjectOf(outcome.error) }
            : { Status: "SUCCEEDED", Result: this.host.text(outcome.value) };
      });
    };
  }

  private readonly start: () => void;

  /** Goes on with what it is told, as far as it gets. */
  goOn(now: Instant, news: DurableNews): DurableResult {
    this.now = now;
    this.calls = [];
    try {
      this.tell(news);
    } catch (error) {
      if (!(error instanceof ReplayMismatch)) throw error;
      this.output = { Status: "FAILED", Error: errorObjectOf(error) };
    }
    return this.result();
  }

  private tell(news: DurableNews): void {
    switch (news.type) {
      case "began":
        this.learn(news.operations);
        this.start();
        return;
      case "waited":
        this.wake();
        return;
      case "answered":
      case "threw": {
        const reply = this.calling.get(news.strand);
        if (reply === undefined) throw new DefectError("an answer to no strand");
        this.calling.delete(news.strand);
        reply(news.type === "threw" ? { error: news.error } : { value: news.response });
        return;
      }
      case "checkpointed": {
        this.learn(news.operations);
        const replies = this.inFlight ?? [];
        this.inFlight = null;
        for (const reply of replies) reply();
        this.goOnWithChanged();
      }
    }
  }

  private learn(operations: readonly DurableOperation[]): void {
    for (const operation of operations) this.operations.set(operation.id, operation);
  }

  /** Those go on whose operations the service has changed. */
  private goOnWithChanged(): void {
    for (const [id, { again, at }] of [...this.suspended]) {
      const { status } = this.operations.get(id)!; // It was checkpointed.
      if (isClosed(status) || status === "READY") {
        this.suspended.delete(id);
        again();
      } else if (at !== -1 && at <= this.now) {
        this.suspended.get(id)!.at = (this.now + 1_000_000) as Instant; // It is asked again.
      }
    }
  }

  private wake(): void {
    const due = this.computing.filter(({ at }) => at <= this.now);
    this.computing = this.computing.filter(({ at }) => at > this.now);
    due.sort((one, other) => one.at - other.at || one.strand.number - other.strand.number);
    for (const { reply } of due) reply({ value: null });
    for (const { at } of this.suspended.values())
      if (at !== -1 && at <= this.now) this.refreshes = true;
  }

  private result(): DurableResult {
    if (this.output !== null) return { type: "durableEnded", output: this.output };
    let updates: readonly OperationUpdate[] | null = null;
    if (this.inFlight === null && (this.queued.length > 0 || this.refreshes)) {
      updates = this.queued;
      this.inFlight = this.queuedReplies;
      this.queued = [];
      this.queuedReplies = [];
      this.refreshes = false;
    }
    const computing = this.computing.filter(({ strand }) => isAlive(strand.scope));
    this.computing = computing;
    const calling = [...this.calling.keys()].filter((number) =>
      isAlive(this.strands.get(number)!.scope),
    );
    if (this.inFlight === null && computing.length === 0 && calling.length === 0) {
      return { type: "durableEnded", output: { Status: "PENDING" } };
    }
    let dueAt: Instant | -1 = -1;
    const note = (at: Instant | -1): void => {
      if (at !== -1 && (dueAt === -1 || at < dueAt)) dueAt = at;
    };
    for (const { at } of computing) note(at);
    // While a checkpoint is under way its answer says what has changed.
    if (this.inFlight === null) {
      for (const { at, scope } of this.suspended.values()) if (isAlive(scope)) note(at);
    }
    return { type: "durable", calls: this.calls, updates, dueAt };
  }

  private begin(
    generator: Generator<ScriptStep, unknown, Plain>,
    scope: Scope,
    isStep: boolean,
    ended: Reply,
  ): void {
    this.strandCount += 1;
    const strand: Strand = { number: this.strandCount, generator, scope, isStep, ended };
    this.strands.set(strand.number, strand);
    this.advance(strand, { value: null });
  }

  /** Lets a strand go on until it waits for something. */
  private advance(strand: Strand, outcome: Outcome): void {
    if (!isAlive(strand.scope)) return;
    for (let next: Outcome | null = outcome; next !== null;) {
      let step: IteratorResult<ScriptStep, unknown>;
      try {
        step =
          "error" in next ? strand.generator.throw(next.error) : strand.generator.next(next.value);
      } catch (error) {
        if (error instanceof RuntimeExit) throw error; // The whole process ends.
        this.host.check(error);
        this.strands.delete(strand.number);
        strand.ended({ error });
        return;
      }
      if (step.done === true) {
        this.strands.delete(strand.number);
        strand.ended({ value: step.value as Plain }); // Checked as it is written.
        return;
      }
      let answer: Outcome | null = null;
      let isHere = true;
      this.take(strand, step.value, (given) => {
        if (isHere) answer = given;
        else this.advance(strand, given);
      });
      isHere = false;
      next = answer;
    }
  }

  private take(strand: Strand, step: ScriptStep, reply: Reply): void {
    this.host.checkStep(step);
    if (step.type === "wait") {
      if (strand.isStep || step.duration < 1_000_000) this.compute(strand, step.duration, reply);
      else this.waitFor(strand, step.duration, reply);
      return;
    }
    if (step.type === "call") {
      if (strand.isStep) this.call(strand, step, reply);
      else {
        const name = `${step.service}:${step.operation}`;
        const run = function* (): ReturnType<Part<Plain>> {
          return yield step;
        };
        this.runStep(strand, { what: "step", type: "durable", name, run, ...callRetries }, reply);
      }
      return;
    }
    if (strand.isStep)
      this.host.mistake("waits and calls alone inside a step", "another operation");
    this.operate(strand, step as unknown as DurableStep, reply); // It is one: `mistakeInStep` looked.
  }

  private operate(strand: Strand, step: DurableStep, reply: Reply): void {
    switch (step.what) {
      case "step":
      case "condition":
        this.runStep(strand, step, reply);
        return;
      case "callback": {
        const { operation, id } = this.operationOf(strand, "CALLBACK", step.name);
        const made = (): void => {
          const { callbackId } = this.operations.get(id)!; // It was checkpointed.
          reply({ value: JSON.stringify([callbackId, id]) });
        };
        if (operation !== undefined) made();
        else {
          const { timeout, heartbeat } = step;
          this.checkpoint(
            this.update(strand, id, "CALLBACK", "START", { name: step.name, timeout, heartbeat }),
            made,
          );
        }
        return;
      }
      case "callbackResult":
        this.awaitOperation(strand, step.id, reply);
        return;
      case "invoke": {
        const { operation, id } = this.operationOf(strand, "CHAINED_INVOKE", step.name);
        const { name, functionName, tenantId, input } = step;
        const started = (): void => this.awaitOperation(strand, id, reply);
        if (operation !== undefined) started();
        else {
          const payload = this.host.text(input);
          this.checkpoint(
            this.update(strand, id, "CHAINED_INVOKE", "START", {
              name,
              functionName,
              tenantId,
              payload,
            }),
            started,
          );
        }
        return;
      }
      case "context":
        this.runContext(strand.scope, step.name, step.subType, () => step.run(), reply);
        return;
      default: {
        const { subType, branches, options, name } = step;
        const begin = (scope: Scope, ended: Reply): void => {
          const all: Branches = branchesOf(
            branches.length,
            options,
            (index) => {
              this.runContext(
                scope,
                `${name}-${index}`,
                subType === "Map" ? "MapIteration" : "ParallelBranch",
                () => branches[index]!(),
                (outcome) => all.ended(index, outcome),
              );
            },
            (value) => ended({ value }),
          );
          all.begin();
        };
        this.runScope(strand.scope, name, subType, begin, reply);
      }
    }
  }

  private compute(strand: Strand, duration: Duration, reply: Reply): void {
    const at = (this.now + Math.round(duration * this.host.factor())) as Instant;
    this.computing.push({ at, strand, reply });
  }

  private call(strand: Strand, step: Extract<ScriptStep, { type: "call" }>, reply: Reply): void {
    const { service, operation, sessionToken } = step;
    const params = (plainCopyOf(step.params) ??
      JSON.parse(this.host.text(step.params))) as PlainObject;
    this.calling.set(strand.number, reply);
    this.calls.push({
      strand: strand.number,
      service,
      operation,
      params,
      handled: this.host.handled(),
      ...(sessionToken === undefined ? {} : { sessionToken }),
    });
  }

  private waitFor(strand: Strand, duration: Duration, reply: Reply): void {
    const wait = inSeconds(duration);
    if (!Number.isSafeInteger(wait)) {
      this.host.mistake("a durable wait of whole seconds, or one shorter than that", `${wait} s`);
    }
    const { operation, id } = this.operationOf(strand, "WAIT", null);
    const started = (): void => this.awaitOperation(strand, id, reply);
    if (operation !== undefined) started();
    else this.checkpoint(this.update(strand, id, "WAIT", "START", { wait }), started);
  }

  /** Goes on with what an operation came to, once the service has ended it. */
  private awaitOperation(strand: Strand, id: string, reply: Reply): void {
    const operation = this.operations.get(id)!; // It was checkpointed.
    if (isClosed(operation.status)) {
      reply(outcomeOf(operation));
      return;
    }
    this.suspended.set(id, {
      at: operation.nextAt,
      scope: strand.scope,
      again: () => this.awaitOperation(strand, id, reply),
    });
  }

  private runStep(
    strand: Strand,
    step: Extract<DurableStep, { what: "step" | "condition" }>,
    reply: Reply,
  ): void {
    const { id } = this.operationOf(strand, "STEP", step.name);
    this.attempt(strand, step, id, reply);
  }

  private attempt(
    strand: Strand,
    step: Extract<DurableStep, { what: "step" | "condition" }>,
    id: string,
    reply: Reply,
  ): void {
    const operation = this.operations.get(id);
    if (operation !== undefined && isClosed(operation.status)) {
      reply(outcomeOf(operation));
      return;
    }
    const again = (): void => this.attempt(strand, step, id, reply);
    if (operation?.status === "PENDING") {
      this.suspended.set(id, { at: operation.nextAt, scope: strand.scope, again });
      return;
    }
    const subType = step.what === "condition" ? "WaitForCondition" : "Step";
    const isAtMostOnce = step.what === "step" && step.isAtMostOnce;
    const attempt = operation?.attempt ?? 1;
    const close = (
      action: "SUCCEED" | "FAIL",
      more: Partial<OperationUpdate>,
      outcome: Outcome,
    ): void =>
      this.checkpoint(
        this.update(strand, id, "STEP", action, { name: step.name, subType, ...more }),
        () => reply(outcome),
      );
    const retry = (more: Partial<OperationUpdate>): void =>
      this.checkpoint(
        this.update(strand, id, "STEP", "RETRY", {
          name: step.name,
          subType,
          delay: this.delayOf(step.retries, attempt),
          ...more,
        }),
        again,
      );
    const fail = (error: unknown): void => {
      const object = errorObjectOf(error);
      if (step.what === "step" && attempt < step.retries.attempts) retry({ error: object });
      else close("FAIL", { error: object }, { error: new OperationError(object) });
    };
    const ended = (outcome: Outcome): void => {
      if ("error" in outcome) {
        fail(outcome.error);
        return;
      }
      const payload = this.host.text(outcome.value);
      const value = JSON.parse(payload) as Plain;
      if (step.what === "step" || step.until(value)) close("SUCCEED", { payload }, { value });
      else if (attempt < step.retries.attempts) retry({ payload });
      else
        fail(
          new OperationError({
            ErrorType: "WaitForConditionError",
            ErrorMessage: `The condition does not hold after ${attempt} polls.`,
          }),
        );
    };
    const run = (): void => {
      const begun = this.operations.get(id);
      const state = step.what === "step" ? null : (begun?.result ?? null);
      const generator =
        step.what === "step"
          ? step.run()
          : step.check(state === null ? step.initialState : (JSON.parse(state) as Plain));
      this.begin(generator, strand.scope, true, ended);
    };
    if (operation?.status === "STARTED") {
      // An invocation has died in it.
      if (isAtMostOnce)
        fail(
          new OperationError({
            ErrorType: "StepInterruptedError",
            ErrorMessage: "The step was interrupted.",
          }),
        );
      else run();
      return;
    }
    const start = this.update(strand, id, "STEP", "START", { name: step.name, subType });
    if (isAtMostOnce) this.checkpoint(start, run);
    else {
      this.queued.push(start);
      run();
    }
  }

  private delayOf({ base, factor, longest, isDrawn }: Retries, attempt: number): number {
    let delay = base;
    for (let passed = 1; passed < attempt && delay < longest; passed += 1) delay *= factor;
    const most = Math.min(delay, longest);
    return Math.max(1, Math.ceil(isDrawn ? this.host.random() * most : most));
  }

  private runContext(
    outer: Scope,
    name: string,
    subType: string,
    run: () => ReturnType<Part<unknown>>,
    reply: Reply,
  ): void {
    this.runScope(
      outer,
      name,
      subType,
      (scope, ended) => this.begin(run(), scope, false, ended),
      reply,
    );
  }

  /** An operation that has operations in it. */
  private runScope(
    outer: Scope,
    name: string,
    subType: string,
    begin: (scope: Scope, ended: Reply) => void,
    reply: Reply,
  ): void {
    const { operation, id } = this.operationIn(outer, "CONTEXT", name);
    const isOver = operation !== undefined && isClosed(operation.status);
    if (isOver && !operation.replaysChildren) {
      reply(outcomeOf(operation));
      return;
    }
    const scope: Scope = { id, outer, count: 0, isOver: false };
    const make = (
      action: OperationUpdate["action"],
      more: Partial<OperationUpdate>,
    ): OperationUpdate => this.updateIn(outer, id, "CONTEXT", action, { name, subType, ...more });
    if (operation === undefined) this.queued.push(make("START", {}));
    begin(scope, (outcome) => {
      scope.isOver = true;
      if ("error" in outcome) {
        const error = errorObjectOf(outcome.error);
        this.checkpoint(make("FAIL", { error }), () => reply({ error: new OperationError(error) }));
        return;
      }
      const payload = this.host.text(outcome.value);
      const value = JSON.parse(payload) as Plain;
      if (isOver) {
        reply({ value });
        return;
      }
      const isLarge = sizeInUtf8(payload) > durableLimits.payload;
      const more = isLarge ? { replaysChildren: true } : { payload };
      this.checkpoint(make("SUCCEED", more), () => reply({ value }));
    });
  }

  private operationOf({ scope }: Strand, type: OperationType, name: string | null) {
    return this.operationIn(scope, type, name);
  }

  /** The next operation of a scope. A handler that comes by others than before is not what it was. */
  private operationIn(scope: Scope, type: OperationType, name: string | null) {
    scope.count += 1;
    const id = scope.id === null ? `${scope.count}` : `${scope.id}-${scope.count}`;
    const operation = this.operations.get(id);
    if (operation !== undefined && (operation.type !== type || operation.name !== name)) {
      const was = `${operation.type}${operation.name === null ? "" : ` "${operation.name}"`}`;
      const is = `${type}${name === null ? "" : ` "${name}"`}`;
      throw new ReplayMismatch(`Operation ${id} was ${was}, and is ${is} in the replay.`);
    }
    return { id, operation };
  }

  private update(
    { scope }: Strand,
    id: string,
    type: OperationType,
    action: OperationUpdate["action"],
    more: Partial<OperationUpdate>,
  ): OperationUpdate {
    return this.updateIn(scope, id, type, action, more);
  }

  private updateIn(
    scope: Scope,
    id: string,
    type: OperationType,
    action: OperationUpdate["action"],
    more: Partial<OperationUpdate>,
  ): OperationUpdate {
    return { id, parentId: scope.id, type, action, ...more };
  }

  private checkpoint(update: OperationUpdate, then: () => void): void {
    this.queued.push(update);
    this.queuedReplies.push(then);
  }
}

const callRetries = {
  isAtMostOnce: false,
  retries: { attempts: 3, base: 5, factor: 2, longest: 300, isDrawn: true },
} as const;

function isAlive(scope: Scope): boolean {
  for (let each: Scope | null = scope; each !== null; each = each.outer)
    if (each.isOver) return false;
  return true;
}

/** What an operation that has ended gives the handler. */
function outcomeOf({ status, result, error }: DurableOperation): Outcome {
  if (status === "SUCCEEDED")
    return { value: result === null ? null : (JSON.parse(result) as Plain) };
  return {
    error: new OperationError(
      error ?? { ErrorType: status, ErrorMessage: `The operation is ${status}.` },
    ),
  };
}
