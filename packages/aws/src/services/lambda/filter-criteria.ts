import type { Plain } from "@orrery/kernel";

/** An event pattern as Lambda takes it: made by {@link FilterCriteria.filter}. */
export interface FilterPattern {
  /** The pattern as JSON. */
  readonly pattern: string;
}

/** Patterns of which a message must match one to reach a function. */
export const FilterCriteria = {
  /**
   * The pattern of one filter, such as `FilterCriteria.filter({ body: { kind: ["order"] } })`; its leaves are
   * lists of conditions, which {@link FilterRule} makes.
   */
  filter: (filter: Readonly<Record<string, unknown>>): FilterPattern => ({
    pattern: JSON.stringify(filter),
  }),
} as const;

/** The conditions of a filter's leaves. */
export const FilterRule = {
  /** What is `null`. */
  null: (): readonly Plain[] => [null],
  /** What is an empty text. */
  empty: (): readonly Plain[] => [""],
  /** What is this. */
  isEqual: (item: string | number | boolean): readonly Plain[] => [
    typeof item === "number" ? { numeric: ["=", item] } : item,
  ],
  /** What is one of these. */
  or: (...items: readonly string[]): readonly Plain[] => items,
  /** What is anything but this. */
  notEquals: (item: string): readonly Plain[] => [{ "anything-but": [item] }],
  /** Numbers above the first, and at most the second. */
  between: (first: number, second: number): readonly Plain[] => [
    { numeric: [">", first, "<=", second] },
  ],
  /** What is there. */
  exists: (): readonly Plain[] => [{ exists: true }],
  /** What is not there. */
  notExists: (): readonly Plain[] => [{ exists: false }],
  /** Texts that begin with this. */
  beginsWith: (start: string): readonly Plain[] => [{ prefix: start }],
} as const;
