import { seconds, type Duration, type Plain } from "@orrery/kernel";
import { memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { MapState, State } from "../language/definition.ts";
import type { Failed } from "../language/failure.ts";
import type { Frame } from "../language/frame.ts";
import { itemInput as itemInputOf, map } from "../language/flow/map.ts";
import type { Exit, Left } from "../language/flow/outcome.ts";
import { nextRetry, rescue } from "../language/flow/recovery.ts";
import { choose, fail, pass, succeed } from "../language/flow/simple-states.ts";
import { wait, waited } from "../language/flow/wait.ts";
import { ask, branch, complete } from "../language/flow/work.ts";
import type { Batching } from "../map-run/batches.ts";
import type { Transformation } from "../map-run/result-files.ts";
import type { ResultPlace } from "./state.ts";

/** What a state says that is to be done. */
export type Begun =
  | Exit
  | Failed
  | { readonly type: "wait"; readonly duration: Duration }
  | TaskBegun
  | BranchesBegun
  | MapBegun
  | MapBroken;

/** A Map that has its items, and cannot begin. */
export interface MapBroken {
  readonly type: "broken";
  readonly length: number;
  readonly failure: Failed;
}

/** What a task asks. */
export interface TaskBegun {
  readonly type: "task";
  readonly given: Plain;
  readonly timeoutSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  /** The role that it acts with in place of the execution's; `null`: none. */
  readonly roleArn: string | null;
}

/** What the branches of a Parallel are given. */
export interface BranchesBegun {
  readonly type: "parallel";
  readonly input: Plain;
  readonly count: number;
}

/** What a Map repeats its flow for, and how. */
export interface MapBegun {
  readonly type: "map";
  readonly isDistributed: boolean;
  readonly isExpress: boolean;
  readonly label: string | null;
  /** `null`: they are to be read. */
  readonly items: readonly Plain[] | null;
  /** 0: no bound. */
  readonly maxConcurrency: number;
  readonly toleratedCount: number;
  readonly toleratedPercentage: number;
  readonly reader: MapReader | null;
  readonly batching: Batching | null;
  readonly writer: ResultPlace | null;
  readonly transformation: Transformation;
}

/** Where the items of a Map are read. */
export interface MapReader {
  readonly resource: string;
  readonly parameters: PlainObject;
  readonly config: PlainObject;
  readonly maxItems: number | null;
  /** Where in a document the items are; `null`: the document is the list. */
  readonly pointer: ((document: Plain) => Plain) | null;
}

/** What a state says when it begins, or begins once more. */
export function beginState(state: State, frame: Frame): Begun {
  switch (state.type) {
    case "Pass":
      return pass(state, frame);
    case "Choice":
      return choose(state, frame);
    case "Succeed":
      return succeed(state, frame);
    case "Fail":
      return fail(state, frame);
    case "Wait": {
      const waiting = wait(state, frame);
      if (waiting.type === "failed") return waiting;
      return { type: "wait", duration: Math.ceil(waiting.seconds * 1_000_000) as Duration };
    }
    case "Task": {
      const asking = ask(state, frame);
      if (asking.type === "failed") return asking;
      const { arguments: given, credentials, timeoutSeconds, heartbeatSeconds } = asking;
      const roleArn = textOf(memberOf(credentials ?? undefined, "RoleArn")) ?? null;
      return { type: "task", given, timeoutSeconds, heartbeatSeconds, roleArn };
    }
    case "Parallel": {
      const branching = branch(state, frame);
      if (branching.type === "failed") return branching;
      return { type: "parallel", input: branching.input, count: state.branches.length };
    }
    case "Map":
      return beginMapState(state, frame);
  }
}

function beginMapState(state: MapState, frame: Frame): MapBegun | MapBroken | Failed {
  const mapping = map(state, frame);
  if (mapping.type === "failed") return withLength(state, frame, mapping);
  const { items, maxConcurrency, reader, batcher, writer } = mapping;
  const { itemReader, resultWriter } = state;
  return {
    type: "map",
    isDistributed: state.mode === "DISTRIBUTED",
    isExpress: state.executionType === "EXPRESS",
    label: state.label,
    items: items?.values ?? null,
    maxConcurrency: maxConcurrency ?? 0,
    toleratedCount: mapping.toleratedFailureCount ?? 0,
    toleratedPercentage: mapping.toleratedFailurePercentage ?? 0,
    reader:
      reader === null || itemReader === undefined
        ? null
        : {
            resource: itemReader.resource,
            parameters: reader.arguments as PlainObject, // A template of an object.
            config: itemReader.config,
            maxItems: reader.maxItems,
            pointer:
              itemReader.itemsPointer === undefined
                ? null
                : (document) => itemReader.itemsPointer!(document, frame),
          },
    batching:
      batcher === null
        ? null
        : {
            mostItems: batcher.maxItems,
            mostBytes: batcher.maxBytes,
            batchInput: batcher.batchInput,
          },
    writer: resultWriter?.resource == null ? null : placeIn(writer, resultWriter.writerConfig),
    transformation: transformationIn(resultWriter),
  };
}

/** A Map that has its items, and fails by something else, has begun with so many. */
function withLength(state: MapState, frame: Frame, failure: Failed): Failed | MapBroken {
  const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage, ...rest } = state;
  const isBounded = maxConcurrency ?? toleratedFailureCount ?? toleratedFailurePercentage;
  if (isBounded === undefined) return failure;
  const mapping = map(rest, frame);
  if (mapping.type === "failed" || mapping.items === null) return failure;
  return { type: "broken", length: mapping.items.values.length, failure };
}

/** What results tell of children: all where they are written to files, and their outputs otherwise. */
function transformationIn(writer: MapState["resultWriter"]): Transformation {
  const said = writer?.writerConfig?.["Transformation"];
  if (said === "NONE" || said === "COMPACT" || said === "FLATTEN") return said;
  return writer?.resource == null ? "COMPACT" : "NONE";
}

function placeIn(given: Plain, config: PlainObject | null): ResultPlace | null {
  const bucket = textOf(memberOf(given, "Bucket"));
  if (bucket === undefined) return null;
  const prefix = textOf(memberOf(given, "Prefix")) ?? "";
  return { bucket, prefix, isLines: config?.["OutputType"] === "JSONL" };
}

/** How a state is left whose work has a result, or whose time has passed. */
export function endState(state: State, frame: Frame, result: Plain): Left {
  if (state.type === "Wait") return waited(state, frame);
  return state.type === "Task" || state.type === "Parallel" || state.type === "Map"
    ? complete(state, frame, result)
    : { type: "failed", error: "States.Runtime", cause: state.type, evaluation: null };
}

/** What an iteration or a child is given. */
export type ItemInput = { readonly type: "value"; readonly value: Plain } | Failed;

/** What an item of a Map is made into. */
export function itemInput(state: State, frame: Frame, item: Plain): ItemInput {
  if (state.type !== "Map") return { type: "value", value: item };
  const made = itemInputOf(state, frame, item);
  return made.type === "failed" ? made : { type: "value", value: made.input };
}

/** What becomes of a failure in the state that has failed. */
export type Recovery =
  | {
      readonly type: "retry";
      readonly retries: readonly number[];
      readonly delay: Duration;
    }
  | { readonly type: "caught"; readonly exit: Exit }
  | Failed
  | { readonly type: "fails" };

/** Whether a state is tried again, or its failure is caught. */
export function recoverState(
  state: State,
  frame: Frame,
  { error, cause }: Pick<Failed, "error" | "cause">,
  retries: readonly number[] | null,
  draw: () => number,
): Recovery {
  if (state.type !== "Task" && state.type !== "Parallel" && state.type !== "Map") return fails;
  const again = nextRetry(state.retry, error, retries ?? [], draw);
  if (again !== null) {
    const delay = seconds(0) + Math.round(again.delaySeconds * 1_000_000);
    return { type: "retry", retries: again.counts, delay: delay as Duration };
  }
  const exit = rescue(state, frame, { error, cause });
  if (exit === null) return fails;
  return exit.type === "failed" ? exit : { type: "caught", exit };
}

const fails: Recovery = Object.freeze({ type: "fails" });
