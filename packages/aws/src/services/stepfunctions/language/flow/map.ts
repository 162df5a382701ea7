import type { Plain } from "@orrery/kernel";
import type { MapState } from "../definition.ts";
import { failing, queryFailure, runtimeFailure, type Failed } from "../failure.ts";
import type { Frame, PlainObject } from "../frame.ts";
import { unexpectedType } from "../jsonata/result-type.ts";
import { notNegative, numberOf, outOfRange } from "./number-field.ts";
import type { Watch } from "./outcome.ts";
import { effectiveInput } from "./processing.ts";

/** What a Map repeats its flow for, and how. */
export interface Mapping {
  readonly type: "mapping";
  /** The items; null where an ItemReader brings them. */
  readonly items: Items | null;
  /** How many iterations at once; 0 and null are no limit. */
  readonly maxConcurrency: number | null;
  readonly toleratedFailureCount: number | null;
  readonly toleratedFailurePercentage: number | null;
  readonly reader: Reading | null;
  readonly batcher: Batching | null;
  /** What the ResultWriter is given. */
  readonly writer: Plain | null;
}

/** Items in their order, with their keys where they were members of an object. */
export interface Items {
  readonly values: readonly Plain[];
  readonly keys: readonly string[] | null;
}

/** What an ItemReader is asked. */
export interface Reading {
  readonly arguments: Plain;
  readonly maxItems: number | null;
}

/** How items are put together. */
export interface Batching {
  readonly maxItems: number | null;
  readonly maxBytes: number | null;
  readonly batchInput: Plain | null;
}

/** A Map state's entry. */
export const map = (state: MapState, frame: Frame, watch?: Watch): Mapping | Failed =>
  failing(state, frame.enteredId, (): Mapping => {
    const input = effectiveInput(state, frame, watch);
    const items = state.itemReader === undefined ? itemsOf(state, frame, input) : null;
    if (items !== null && state.items?.type === "path") watch?.("afterItemsPath", items.values);
    return {
      type: "mapping",
      items,
      ...limitsOf(state, frame, input),
      reader: readingOf(state, frame, input),
      batcher: batchingOf(state, frame, input),
      writer: state.resultWriter?.arguments?.(input, frame) ?? null,
    };
  });

function itemsOf(state: MapState, frame: Frame, input: Plain): Items {
  const { items } = state;
  if (items === undefined) return listed(state, input, () => wrongInput(state, input));
  if (items.type === "path") {
    const found = items.query(input, frame);
    return listed(state, found, () =>
      runtimeFailure(`Reference path "${items.text}" must point to array.`),
    );
  }
  const found = items.items(input, frame);
  return listed(state, found, () =>
    items.text === null
      ? queryFailure(`Map state input must be an array but was: ${JSON.stringify(found)}`, null)
      : queryFailure(unexpectedType(items.text, "Items", "array", found), "Items"),
  );
}

const wrongInput = (state: MapState, input: Plain) => {
  const said = `Map state input must be an array but was: ${JSON.stringify(input)}`;
  return state.queryLanguage === "JSONata" ? queryFailure(said, null) : runtimeFailure(said);
};

/** An object's members are items of a distributed Map alone. */
function listed(state: MapState, found: Plain, wrong: () => Error): Items {
  if (Array.isArray(found)) return { values: found as readonly Plain[], keys: null };
  if (state.mode === "DISTRIBUTED" && typeof found === "object" && found !== null) {
    return { values: Object.values(found), keys: Object.keys(found) };
  }
  throw wrong();
}

function limitsOf(state: MapState, frame: Frame, input: Plain) {
  const read = (
    field: "maxConcurrency" | "toleratedFailureCount" | "toleratedFailurePercentage",
    name: string,
  ) => numberOf(state[field], name, frame, input);
  const percentage = read("toleratedFailurePercentage", "ToleratedFailurePercentage");
  if (percentage !== null && (percentage.value < 0 || percentage.value > 100)) {
    throw outOfRange(percentage, "ToleratedFailurePercentage must be between 0 and 100.");
  }
  const count = read("toleratedFailureCount", "ToleratedFailureCount");
  return {
    toleratedFailurePercentage: percentage?.value ?? null,
    toleratedFailureCount: notNegative(count, "ToleratedFailureCount"),
    maxConcurrency: notNegative(read("maxConcurrency", "MaxConcurrency"), "MaxConcurrency"),
  };
}

function readingOf({ itemReader }: MapState, frame: Frame, input: Plain): Reading | null {
  if (itemReader === undefined) return null;
  return {
    arguments: itemReader.arguments?.(input, frame) ?? {},
    maxItems: notNegative(numberOf(itemReader.maxItems, "MaxItems", frame, input), "MaxItems"),
  };
}

function batchingOf({ itemBatcher }: MapState, frame: Frame, input: Plain): Batching | null {
  if (itemBatcher === undefined) return null;
  const { maxItemsPerBatch, maxInputBytesPerBatch, batchInput } = itemBatcher;
  const read = (field: typeof maxItemsPerBatch, name: string) =>
    notNegative(numberOf(field, name, frame, input), name);
  return {
    maxItems: read(maxItemsPerBatch, "MaxItemsPerBatch"),
    maxBytes: read(maxInputBytesPerBatch, "MaxInputBytesPerBatch"),
    batchInput: batchInput?.(input, frame) ?? null,
  };
}

/** An iteration's input. */
export interface ItemInput {
  readonly type: "item";
  readonly input: Plain;
}

/** What one iteration is given: the frame's context object has the item under `Map.Item`. */
export const itemInput = (
  state: MapState,
  frame: Frame,
  value: Plain,
  watch?: Watch,
): ItemInput | Failed =>
  failing(state, frame.enteredId, (): ItemInput => {
    if (state.itemSelector === undefined) return { type: "item", input: value };
    const input = state.itemSelector(effectiveInput(state, frame), frame);
    watch?.("afterItemSelector", input);
    return { type: "item", input };
  });

/** What a batch of items is given. */
export const batchInput = (items: readonly Plain[], given: Plain | null): PlainObject =>
  given === null ? { Items: items } : { BatchInput: given, Items: items };
