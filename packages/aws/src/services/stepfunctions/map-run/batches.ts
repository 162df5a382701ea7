import type { Plain } from "@orrery/kernel";
import { sizeInUtf8 } from "../../../text/utf8.ts";

/** How items are put together. */
export interface Batching {
  readonly mostItems: number | null;
  readonly mostBytes: number | null;
  /** Beside the items of each batch; `null`: nothing. */
  readonly batchInput: Plain;
}

/** Batches of items, with how many are in each. */
export interface Batches {
  readonly inputs: readonly Plain[];
  readonly counts: readonly number[];
}

/** Puts items together, in order, as far as each batch has room. */
export function batched(
  items: readonly Plain[],
  { mostItems, mostBytes, batchInput }: Batching,
): Batches {
  const inputs: Plain[] = [];
  const counts: number[] = [];
  let batch: Plain[] = [];
  const around = sizeOf(inputOf([], batchInput));
  let bytes = around;
  const end = (): void => {
    if (batch.length === 0) return;
    inputs.push(inputOf(batch, batchInput));
    counts.push(batch.length);
    batch = [];
    bytes = around;
  };
  for (const item of items) {
    const size = mostBytes === null ? 0 : sizeOf(item) + 1;
    const isFull =
      (mostItems !== null && batch.length >= mostItems) ||
      (mostBytes !== null && batch.length > 0 && bytes + size > mostBytes);
    if (isFull) end();
    batch.push(item);
    bytes += size;
  }
  end();
  return { inputs, counts };
}

const inputOf = (items: readonly Plain[], batchInput: Plain): Plain =>
  batchInput === null ? { Items: items } : { BatchInput: batchInput, Items: items };

const sizeOf = (value: Plain): number => sizeInUtf8(JSON.stringify(value));
