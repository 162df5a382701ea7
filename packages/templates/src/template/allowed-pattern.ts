import { RE2JS } from "re2js";

/** An AllowedPattern that takes time in proportion to the text, whatever the pattern is. */
export interface AllowedPattern {
  /** Whether the whole of `text` is as the pattern says. */
  matches(text: string): boolean;
}

/**
 * A pattern in the language of Java, as CloudFormation has it, matched without going back; `undefined`
 * where it needs that (lookaround, back references, possessive repetition) or means something else in
 * Java (`&&` in a class).
 */
export function allowedPatternOf(source: string): AllowedPattern | undefined {
  if (source.includes("&&")) return undefined;
  try {
    const pattern = RE2JS.compile(source);
    return { matches: (text) => pattern.matches(text) };
  } catch {
    return undefined;
  }
}
