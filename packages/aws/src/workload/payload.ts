import { compileDistribution, unreachable, type Distribution, type Plain } from "@orrery/kernel";
import { nestsTooDeep, parseJson, tooDeep } from "../text/json.ts";
import type { Invoke } from "../services/lambda/protocol.ts";
import type { MessageContent } from "../services/sqs/protocol.ts";

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
const contents = new WeakMap<object, MessageContent>();
const invocations = new WeakMap<MessageContent, Invoke>();
const fillers = new Map<number, MessageContent>();
const rememberedFillers = 1_000;

/**
 * What the arrival of this number carries. `isCompared`: its target tells messages apart by their
 * bodies, so that each filler has a text of its own.
 */
export function contentOf(
  payload: PayloadSettings,
  number: number,
  isCompared: boolean,
  draw: () => number,
): MessageContent {
  switch (payload.type) {
    case "body":
      return contentWith(payload);
    case "size": {
      const size = Math.round(samplerOf(payload.size)(draw));
      return isCompared ? textContent(fillerText(size, `${number} `), size) : fillerOf(size);
    }
    case "list":
      return contentWith(payload.bodies[(number - 1) % payload.bodies.length]!);
    default:
      return unreachable(payload);
  }
}

function samplerOf(distribution: Distribution): (draw: () => number) => number {
  let sampler = samplers.get(distribution);
  if (sampler === undefined) {
    sampler = compileDistribution(distribution);
    samplers.set(distribution, sampler);
  }
  return sampler;
}

const textContent = (body: string, size: number): MessageContent => ({
  body,
  size,
  attributes: [],
  traceHeader: null,
});

/** One object for all messages that say the same: it is a value. */
function contentWith(text: { readonly body: string; readonly size: number }): MessageContent {
  let content = contents.get(text);
  if (content === undefined) {
    content = textContent(text.body, text.size);
    contents.set(text, content);
  }
  return content;
}

/** The longest filler that is written out. More than any target takes: whoever is sent it refuses by its size. */
const longestFiller = 8 * 1_048_576;

const fillerText = (size: number, start = ""): string =>
  start.slice(0, size).padEnd(Math.min(size, longestFiller), "x");

function fillerOf(size: number): MessageContent {
  // What is too long to be written out is one text, whatever its size.
  let content = fillers.get(size);
  if (content === undefined) {
    content = textContent(fillerText(size), size);
    if (fillers.size < rememberedFillers) fillers.set(size, content);
  }
  return content;
}

/** One object for all invocations that say the same, as of contents. */
export function invocationWith(content: MessageContent): Invoke {
  let invocation = invocations.get(content);
  if (invocation === undefined) {
    const { body, size } = content;
    invocation = { type: "invoke", payload: { type: "json", value: jsonOf(body), size } };
    invocations.set(content, invocation);
  }
  return invocation;
}

function jsonOf(body: string): Plain {
  if (nestsTooDeep(body)) throw tooDeep("payload of a workload");
  const value = parseJson(body);
  return value === undefined ? body : value;
}
