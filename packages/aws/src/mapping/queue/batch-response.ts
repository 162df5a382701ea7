import type { Plain } from "@orrery/kernel";
import type { Worked } from "../work.ts";
import type { BatchForm, BatchItem } from "../../service/payload.ts";

/** No message failed. */
export const nothingFailed: readonly number[] = Object.freeze([]);

/**
 * Which messages of a batch failed, by their places in it, by an answer that reports item failures;
 * `null`: all, since the answer cannot be understood.
 */
export function failedPlacesOf(
  { failedItems, payload }: Worked,
  messages: readonly BatchItem[],
  form: BatchForm,
): readonly number[] | null {
  const named = placesNamedIn(payload, messages, form);
  if (failedItems === null || named === null) return named;
  if (named.length === 0) return failedItems;
  return [...new Set([...failedItems, ...named])];
}

function placesNamedIn(
  payload: Plain,
  messages: readonly BatchItem[],
  form: BatchForm,
): readonly number[] | null {
  if (payload === null || payload === "") return nothingFailed;
  if (!isObject(payload)) return null;
  const failures = payload["batchItemFailures"] ?? null;
  if (failures === null) return nothingFailed;
  if (!Array.isArray(failures)) return null;
  return placesOf(failures as readonly Plain[], messages, form);
}

function placesOf(
  failures: readonly Plain[],
  messages: readonly BatchItem[],
  form: BatchForm,
): readonly number[] | null {
  if (failures.length === 0) return nothingFailed;
  const places = new Map<string, number[]>();
  messages.forEach((message, place) => {
    const id = form.nameOf(message);
    const known = places.get(id);
    // A duplicate delivery may bring a message twice.
    if (known === undefined) places.set(id, [place]);
    else known.push(place);
  });
  const failed: number[] = [];
  for (const failure of failures) {
    const identifier = isObject(failure) ? failure["itemIdentifier"] : undefined;
    const id = form.nameIn === undefined ? identifier : form.nameIn(identifier ?? null);
    const found = typeof id === "string" ? places.get(id) : undefined;
    if (found === undefined) return null;
    failed.push(...found);
  }
  return failed;
}

const isObject = (value: Plain): value is { readonly [key: string]: Plain } =>
  typeof value === "object" && value !== null && !Array.isArray(value);
