/** An expression of metric math, as it was read. Plain data. */
export type Expression =
  | { readonly type: "number"; readonly value: number }
  /** In quotes. */
  | { readonly type: "text"; readonly text: string }
  /** A query by its id, or a word such as `REPEAT`. */
  | { readonly type: "name"; readonly name: string }
  | { readonly type: "call"; readonly name: string; readonly args: readonly Expression[] }
  | { readonly type: "list"; readonly items: readonly Expression[] }
  | { readonly type: "negative"; readonly of: Expression }
  | {
      readonly type: "operation";
      readonly sign: Sign;
      readonly left: Expression;
      readonly right: Expression;
    };

/** What stands between two parts, by how closely it binds: the loosest first. */
export const signs = [
  ["OR", "||"],
  ["AND", "&&"],
  ["==", "!=", "<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/"],
  ["^"],
] as const;

/** One of them. */
export type Sign = (typeof signs)[number][number];

/** The names of queries in an expression. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.type) {
    case "name":
      return [expression.name];
    case "call":
      return expression.args.flatMap(namesIn);
    case "list":
      return expression.items.flatMap(namesIn);
    case "negative":
      return namesIn(expression.of);
    case "operation":
      return [...namesIn(expression.left), ...namesIn(expression.right)];
    default:
      return [];
  }
}

/** The functions that are called in an expression. */
export function callsIn(expression: Expression): readonly string[] {
  switch (expression.type) {
    case "call":
      return [expression.name, ...expression.args.flatMap(callsIn)];
    case "list":
      return expression.items.flatMap(callsIn);
    case "negative":
      return callsIn(expression.of);
    case "operation":
      return [...callsIn(expression.left), ...callsIn(expression.right)];
    default:
      return [];
  }
}
