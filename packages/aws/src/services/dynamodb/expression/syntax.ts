import type { Comparator } from "./tree.ts";

// Trees as they are written, names and values still to be put in.

/** A document path: names and aliases such as `#a`, and places in lists. */
export interface PathSyntax {
  readonly type: "path";
  readonly steps: readonly (string | number)[];
}

/** A placeholder such as `:v`. */
export interface ValueSyntax {
  readonly type: "value";
  readonly name: string;
}

/** A function and its operands. */
export interface CallSyntax {
  readonly type: "call";
  readonly name: string;
  readonly operands: readonly OperandSyntax[];
}

/** What functions and comparators take. */
export type OperandSyntax = PathSyntax | ValueSyntax | CallSyntax;

/** A condition. */
export type ConditionSyntax =
  | CallSyntax
  | {
      readonly type: "compare";
      readonly comparator: Comparator;
      readonly left: OperandSyntax;
      readonly right: OperandSyntax;
    }
  | {
      readonly type: "between";
      readonly operand: OperandSyntax;
      readonly low: OperandSyntax;
      readonly high: OperandSyntax;
    }
  | {
      readonly type: "in";
      readonly operand: OperandSyntax;
      readonly list: readonly OperandSyntax[];
    }
  | { readonly type: "and"; readonly left: ConditionSyntax; readonly right: ConditionSyntax }
  | { readonly type: "or"; readonly left: ConditionSyntax; readonly right: ConditionSyntax }
  | { readonly type: "not"; readonly condition: ConditionSyntax };

/** What a SET gives. */
export type SetSyntax =
  | OperandSyntax
  | { readonly type: "plus"; readonly left: OperandSyntax; readonly right: OperandSyntax }
  | { readonly type: "minus"; readonly left: OperandSyntax; readonly right: OperandSyntax };

/** The four sections of updates. */
export type SectionName = "SET" | "REMOVE" | "ADD" | "DELETE";

/** One action of an update; those of sections in the order in which they are written. */
export type ActionSyntax =
  | { readonly type: "SET"; readonly path: PathSyntax; readonly to: SetSyntax }
  | { readonly type: "REMOVE"; readonly path: PathSyntax }
  | { readonly type: "ADD"; readonly path: PathSyntax; readonly value: ValueSyntax }
  | { readonly type: "DELETE"; readonly path: PathSyntax; readonly value: ValueSyntax };

/** A tree, and what is known of its text before names and values are. */
export interface Parsed<Tree> {
  readonly tree: Tree;
  readonly aliases: readonly string[];
  readonly values: readonly string[];
  /** Names (or aliases) that paths with more than one step begin with. */
  readonly nestedHeads: readonly string[];
}

/** What AWS has against an expression, without the name of the expression. */
export class ExpressionFault extends Error {}
