import type { Rule } from "@orrery/aws";

/** A rule: the rest of its id, what it says, and what it answers of the reference of AWS's behavior. */
type Row = readonly [slug: string, text: string, ...semantics: readonly string[]];

/** Rules that share the beginning of their ids, and their source. */
export const ruleTable = (
  topic: string,
  shared: Pick<Rule, "status" | "source" | "date">,
  rows: readonly Row[],
): readonly Rule[] =>
  rows.map(([slug, text, ...semantics]) => ({
    id: `${topic}.${slug}`,
    ...shared,
    text,
    ...(semantics.length === 0
      ? {}
      : { semantics: semantics.map((mark) => `deployment §${mark}`) }),
  }));
