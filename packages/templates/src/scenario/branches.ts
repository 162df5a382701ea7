/**
 * A way in which an object's members go together, in the words of JSON Schema: those that it needs, and those
 * that it does without. Editors check it, and the types of scenarios are written of it.
 */
export interface Branch {
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, false>>;
}

/** The way that needs some members, and of `all` only those that are `able`. */
export const branchOf = (
  required: readonly string[],
  all: readonly string[],
  able: readonly string[] = [],
): Branch => ({
  required,
  properties: Object.fromEntries(
    all
      .filter((name) => !required.includes(name) && !able.includes(name))
      .map((name) => [name, false]),
  ),
});

/** Of some members exactly one. */
export const exactlyOne = (names: readonly string[]): readonly Branch[] =>
  names.map((name) => branchOf([name], names));
