import type { Plain } from "@orrery/kernel";

/** What may be one or a list, as a list. */
export const oneOrMore = (said: Plain | undefined): readonly Plain[] =>
  said === undefined ? [] : Array.isArray(said) ? (said as readonly Plain[]) : [said];

/** A text or a list of texts, as a list; numbers and truths are texts, too. */
export const textsOf = (said: Plain | undefined): readonly string[] =>
  oneOrMore(said).flatMap((each) => {
    if (typeof each === "string") return [each];
    return typeof each === "number" || typeof each === "boolean" ? [String(each)] : [];
  });
