import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../../text/json.ts";
import type { MapState, ParallelState, TaskState } from "../definition.ts";
import type { Failed } from "../failure.ts";
import type { Frame, PlainObject } from "../frame.ts";
import { sizeOfJson } from "../size.ts";
import { batchInput, itemInput, map } from "../flow/map.ts";
import type { Left, Step } from "../flow/outcome.ts";
import { nextRetry, rescue, type Caught } from "../flow/recovery.ts";
import { choose, fail, pass, succeed } from "../flow/simple-states.ts";
import { wait, waited } from "../flow/wait.ts";
import { ask, branch, complete } from "../flow/work.ts";
import { contextOf, givenContext } from "./context-object.ts";
import { checkMock, checkMockFields, mockedResult } from "./mock-check.ts";
import { RequestRefusal, validation } from "./request.ts";
import type { TestStateAnswer, TestStateFacts, TestStateRequest, WorkOutcome } from "./request.ts";
import { subjectOf, type Subject } from "./subject.ts";

/**
 * Tests one state as TestState does. A Task without a mock is asked for first, and tested again with
 * the outcome of its work.
 */
export function testState(
  request: TestStateRequest,
  facts: TestStateFacts,
  work?: WorkOutcome,
): TestStateAnswer {
  try {
    return tested(request, facts, work);
  } catch (refusal) {
    if (!(refusal instanceof RequestRefusal)) throw refusal;
    return { type: "refused", code: refusal.code, message: refusal.message };
  }
}

function tested(
  request: TestStateRequest,
  facts: TestStateFacts,
  work: WorkOutcome | undefined,
): TestStateAnswer {
  checkMockFields(request.mock);
  const subject = subjectOf(request);
  checkMock(request, subject.state);
  const input = jsonIn(request.input ?? "{}", "input");
  const given = givenContext(request.context);
  const outcome = work ?? mockedOutcome(request, subject);
  const variables = objectIn(request.variables ?? "{}", "variables");
  const context = contextOf(subject.state, request, given, input, facts);
  const frame: Frame = {
    input,
    variables: { values: variables, bytes: sizeOfJson(variables, Infinity), outer: null },
    enteredId: 2,
    context: () => context,
    draws: facts.draws,
  };
  return new Test(request, subject, frame, outcome).run();
}

function jsonIn(text: string, name: string): Plain {
  const value = parseJson(text);
  if (value === undefined) throw validation(`Invalid JSON in ${name}`);
  return value;
}

function objectIn(text: string, name: string): PlainObject {
  const value = jsonIn(text, name);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as PlainObject;
  }
  throw validation(`Invalid JSON object in ${name}`);
}

function mockedOutcome({ mock }: TestStateRequest, { state }: Subject): WorkOutcome | undefined {
  if (mock?.errorOutput !== undefined) {
    const { error, cause } = mock.errorOutput;
    return { type: "error", error: error ?? null, cause: cause ?? null };
  }
  const result = mock?.result;
  if (mock === undefined || result === undefined) return undefined;
  return { type: "result", result: mockedResult({ ...mock, result }, state) };
}

/** One test: what it finds out on its way is for the inspection. */
class Test {
  readonly #request: TestStateRequest;
  readonly #subject: Subject;
  readonly #frame: Frame;
  readonly #outcome: WorkOutcome | undefined;
  readonly #seen: Record<string, Plain> = {};

  constructor(
    request: TestStateRequest,
    subject: Subject,
    frame: Frame,
    outcome: WorkOutcome | undefined,
  ) {
    this.#request = request;
    this.#subject = subject;
    this.#frame = frame;
    this.#outcome = outcome;
    this.#seen.input = JSON.stringify(frame.input);
    if (Object.keys(frame.variables.values).length > 0) {
      this.#seen.variables = JSON.stringify(frame.variables.values);
    }
  }

  run(): TestStateAnswer {
    const { state } = this.#subject;
    switch (state.type) {
      case "Pass":
        return this.#left(pass(state, this.#frame, this.#watch(hiddenOfPass(state.result))));
      case "Succeed":
        return this.#left(succeed(state, this.#frame, this.#watch()));
      case "Choice":
        return this.#left(choose(state, this.#frame, this.#watch()));
      case "Fail":
        return this.#left(fail(state, this.#frame, this.#watch()));
      case "Wait": {
        const waiting = wait(state, this.#frame);
        if (waiting.type === "failed") return this.#left(waiting);
        return this.#left(waited(state, this.#frame, this.#watch()));
      }
      case "Task":
        return this.#task(state);
      case "Parallel": {
        const begun = branch(state, this.#frame);
        return begun.type === "failed" ? this.#failed(begun) : this.#work(state);
      }
      case "Map":
        return this.#map(state);
    }
  }

  #task(state: TaskState): TestStateAnswer {
    const asking = ask(state, this.#frame, this.#watch());
    if (asking.type === "failed") return this.#failed(asking);
    if (this.#outcome !== undefined) return this.#work(state);
    return { type: "asks", resource: state.resource.arn, arguments: asking.arguments };
  }

  #map(state: MapState): TestStateAnswer {
    const { mapItemReaderData: data, mapIterationFailureCount: failures } =
      this.#request.stateConfiguration ?? {};
    const mapping = map(state, this.#frame, this.#watch());
    if (mapping.type === "failed") return this.#failed(mapping);
    const items = mapping.items?.values ?? listOf(data);
    const { toleratedFailureCount: most, toleratedFailurePercentage: share } = mapping;
    this.#seen.maxConcurrency = mapping.maxConcurrency ?? 0;
    if (most !== null) this.#seen.toleratedFailureCount = most;
    if (share !== null) this.#seen.toleratedFailurePercentage = share;
    const inputs = this.#inputs(state, items);
    if ("type" in inputs) return this.#failed(inputs);
    if (mapping.batcher !== null) {
      const size = mapping.batcher.maxItems ?? inputs.values.length;
      const batches = batchesOf(inputs.values, Math.max(1, size));
      const given = mapping.batcher.batchInput;
      this.#seen.afterItemBatcher = JSON.stringify(batches.map((each) => batchInput(each, given)));
    }
    if (failures !== undefined && this.#outcome?.type === "result") {
      const isTooMuch =
        (most !== null && failures > most) ||
        (share !== null && items.length > 0 && (failures / items.length) * 100 > share);
      if (isTooMuch) return this.#recover(tooManyFailures);
    }
    return this.#work(state);
  }

  #inputs(state: MapState, items: readonly Plain[]): { values: readonly Plain[] } | Failed {
    if (state.itemSelector === undefined) return { values: items };
    const values: Plain[] = [];
    for (const [index, value] of items.entries()) {
      const context = () => ({
        ...this.#frame.context(),
        Map: { Item: { Index: index, Value: value } },
      });
      const given = itemInput(state, { ...this.#frame, context }, value);
      if (given.type === "failed") return given;
      values.push(given.input);
    }
    this.#seen.afterItemSelector = JSON.stringify(values);
    return { values };
  }

  #work(state: TaskState | ParallelState | MapState): TestStateAnswer {
    const outcome = this.#outcome!;
    if (outcome.type === "error") return this.#recover(outcome);
    // Of what others than a Task gave, AWS does not show the raw result.
    const hidden = state.type === "Task" ? [] : ["result" as const];
    const left = complete(state, this.#frame, outcome.result, this.#watch(hidden));
    return left.type === "failed" ? this.#failed(left) : this.#left(left);
  }

  #failed(failed: Failed): TestStateAnswer {
    return this.#recover(failed);
  }

  /** The state's Retry first, then its Catch. */
  #recover(caught: Caught): TestStateAnswer {
    const { state } = this.#subject;
    const said = saidOf(caught.error, caught.cause);
    if (!("retry" in state)) return this.#answer({ ...said, status: "FAILED" });
    const count = this.#request.stateConfiguration?.retrierRetryCount ?? 0;
    const counts = state.retry.map(() => count);
    const again = nextRetry(state.retry, caught.error, counts, () => 1);
    if (again !== null) {
      this.#seen.errorDetails = {
        retryIndex: again.retrier,
        retryBackoffIntervalSeconds: again.delaySeconds,
      };
      return this.#answer({ ...said, status: "RETRIABLE" });
    }
    const rescued = rescue(state, this.#frame, caught);
    if (rescued === null) return this.#answer({ ...said, status: "FAILED" });
    if (rescued.type === "failed") {
      return this.#answer({ ...saidOf(rescued.error, rescued.cause), status: "FAILED" });
    }
    this.#seen.errorDetails = { catchIndex: rescued.catcher };
    return this.#answer({
      ...said,
      ...this.#onward(rescued.output, rescued.next),
      status: "CAUGHT_ERROR",
    });
  }

  #left(left: Left): TestStateAnswer {
    return left.type === "failed"
      ? this.#answer({ ...saidOf(left.error, left.cause), status: "FAILED" })
      : this.#answer({ ...this.#onward(left.output, left.next), status: "SUCCEEDED" });
  }

  #onward(output: Plain, next: number | null): PlainObject {
    const name = next === null ? undefined : this.#subject.definition.states[next]?.name;
    return {
      output: JSON.stringify(output),
      ...(name === undefined ? {} : { nextState: name }),
    };
  }

  #answer(response: PlainObject): TestStateAnswer {
    const level = this.#request.inspectionLevel ?? "INFO";
    return {
      type: "tested",
      response: level === "INFO" ? response : { ...response, inspectionData: this.#seen },
    };
  }

  #watch(hidden: readonly Step[] = []) {
    return (step: Step, value: Plain): void => {
      if (!hidden.includes(step)) this.#seen[step] = JSON.stringify(value);
    };
  }
}

/** A Pass with a Result shows nothing of its input; one without has no result of its own. */
const hiddenOfPass = (result: Plain | undefined): readonly Step[] =>
  result === undefined ? ["result"] : ["afterInputPath", "afterParameters"];

const saidOf = (error: string | null, cause: string | null): PlainObject => ({
  ...(error === null ? {} : { error }),
  ...(cause === null ? {} : { cause }),
});

const tooManyFailures: Caught = {
  error: "States.ExceedToleratedFailureThreshold",
  cause: "The specified tolerated failure threshold was exceeded",
};

const listOf = (text: string | undefined): readonly Plain[] => {
  const value = text === undefined ? [] : parseJson(text);
  return Array.isArray(value) ? (value as readonly Plain[]) : [];
};

function batchesOf(items: readonly Plain[], size: number): readonly (readonly Plain[])[] {
  const batches: (readonly Plain[])[] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  return batches;
}
