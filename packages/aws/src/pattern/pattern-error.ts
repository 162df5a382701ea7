import type { JsonMember } from "./json-tree.ts";

/** The refusal of an event pattern, in the words of AWS. */
export class PatternError extends Error {
  /** What AWS prints after `Reason: `, such as `Empty arrays are not allowed`. */
  readonly reason: string;

  /** Makes the refusal; its message is `Event pattern is not valid. Reason: <reason>`. */
  constructor(reason: string) {
    super(`Event pattern is not valid. Reason: ${reason}`);
    this.name = "PatternError";
    this.reason = reason;
  }
}

/** The refusal of a filter of an event source mapping, in the words of AWS. */
export class FilterPatternError extends Error {
  /** What is wrong with the pattern. AWS does not say; we do. */
  readonly reason: string;

  /** Makes the refusal; its message is always `Invalid filter pattern definition.` */
  constructor(reason: string) {
    super("Invalid filter pattern definition.");
    this.name = "FilterPatternError";
    this.reason = reason;
  }
}

/** Text given as an event that is not a JSON object. */
export class EventTextError extends Error {
  /** Makes the error; `message` says what was expected and received. */
  constructor(message: string) {
    super(message);
    this.name = "EventTextError";
  }
}

/** Refuses further keys. Where the text breaks off in place of one, looking at it says that. */
export function refuseMore([next]: readonly JsonMember[], reason: string): void {
  if (next?.name !== undefined) throw new PatternError(reason);
}
