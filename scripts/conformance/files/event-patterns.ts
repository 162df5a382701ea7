import {
  compilePattern,
  matchesPattern,
  matchesValue,
  PatternError,
  validatePattern,
  type JsonObject,
} from "../../../packages/aws/src/pattern/index.ts";
import { failed, outcomeOf, passed, type CaseFile, type Outcome } from "../outcome.ts";
import { isList, memberOf, show, type Value, type ValueObject } from "../value.ts";

/** The tests of AWS's own matcher: which events a pattern matches, and which patterns are valid. */
export const matcherPatterns: CaseFile = {
  name: "eventbridge_ruler",
  isComplete: true,
  run({ kind, input, expected }): Outcome {
    if (kind === "validate") {
      const reason = validatePattern(String(input.pattern), "matcher");
      const wanted = memberOf(expected, "valid") === true ? null : memberOf(expected, "message");
      return outcomeOf(differenceOf("refused with", wanted ?? null, reason));
    }
    const patterns = isList(input.patterns) ? input.patterns.map(String) : [];
    const matches = matchesPattern(compilePattern(patterns, "matcher"), String(input.event));
    return outcomeOf(differenceOf("match", memberOf(expected, "match"), matches));
  },
};

/** What TestEventPattern of AWS answered, with the words of its refusals. */
export const servicePatterns: CaseFile = {
  name: "eventbridge_ls",
  isComplete: true,
  run({ input, expected }): Outcome {
    const text = textOf(input, "pattern");
    const refusal = memberOf(memberOf(expected, "error"), "Message");
    if (refusal !== undefined)
      return outcomeOf(differenceOf("refused with", refusal, wordsOf(text)));
    const pattern = compilePattern(text);
    const wanted = memberOf(expected, "match");
    const why = differenceOf("match", wanted, matchesPattern(pattern, textOf(input, "event")));
    if (why !== undefined) return failed(why);
    if (input.event === undefined) return passed;
    const matches = matchesValue(pattern, input.event as JsonObject); // A recorded event is JSON.
    return outcomeOf(differenceOf("match of the parsed event", wanted, matches));
  },
};

/** Verbatim where that matters, such as with a key twice; else made of the parsed document. */
function textOf(input: ValueObject, name: string): string {
  const verbatim = input[`${name}Text`];
  return typeof verbatim === "string" ? verbatim : JSON.stringify(input[name]);
}

/** How the service refuses a pattern; `null` when it does not. */
function wordsOf(text: string): string | null {
  try {
    compilePattern(text);
    return null;
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return error.message;
  }
}

const differenceOf = (what: string, wanted: Value, received: Value): string | undefined =>
  wanted === received ? undefined : `${what} ${show(wanted)}: received ${show(received)}`;
