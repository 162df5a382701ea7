import { compileDistribution, unreachable, type Distribution } from "@orrery/kernel";
import type { Text } from "../service/entry.ts";

/** What each message or invocation carries. */
export type PayloadSettings =
  /** The same text for all. */
  | { readonly type: "body"; readonly body: string; readonly size: number }
  /** Filler of a size in bytes that is drawn: it stands for texts that differ. */
  | { readonly type: "size"; readonly size: Distribution }
  /** The texts of a list in turn, from the beginning again after the last. */
  | {
      readonly type: "list";
      readonly bodies: readonly { readonly body: string; readonly size: number }[];
    };

// Memos of pure functions: what they hold follows from their arguments alone.
const samplers = new WeakMap<Distribution, (draw: () => number) => number>();
const fillers = new Map<number, Text>();
const rememberedFillers = 1_000;

/**
 * What the arrival of this number carries. `isCompared`: its target tells messages apart by their
 * bodies, so that each filler has a text of its own.
 */
export function textOf(
  payload: PayloadSettings,
  number: number,
  isCompared: boolean,
  draw: () => number,
): Text {
  switch (payload.type) {
    case "body":
      return payload;
    case "size": {
      const size = Math.round(samplerOf(payload.size)(draw));
      return isCompared ? { body: fillerText(size, `${number} `), size } : fillerOf(size);
    }
    case "list":
      return payload.bodies[(number - 1) % payload.bodies.length]!;
    default:
      return unreachable(payload);
  }
}

/** The sampler of a distribution, made once. */
export function samplerOf(distribution: Distribution): (draw: () => number) => number {
  let sampler = samplers.get(distribution);
  if (sampler === undefined) {
    sampler = compileDistribution(distribution);
    samplers.set(distribution, sampler);
  }
  return sampler;
}

/** The longest filler that is written out. More than any target takes: whoever is sent it refuses by its size. */
const longestFiller = 8 * 1_048_576;

const fillerText = (size: number, start = ""): string =>
  start.slice(0, size).padEnd(Math.min(size, longestFiller), "x");

function fillerOf(size: number): Text {
  // What is too long to be written out is one text, whatever its size.
  let text = fillers.get(size);
  if (text === undefined) {
    text = { body: fillerText(size), size };
    if (fillers.size < rememberedFillers) fillers.set(size, text);
  }
  return text;
}
