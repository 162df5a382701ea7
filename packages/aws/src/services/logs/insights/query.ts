/** What a query of Logs Insights says, read. Values. */
export interface Query {
  readonly commands: readonly Command[];
}

/** One command of a query. */
export type Command =
  | { readonly type: "fields" | "display"; readonly items: readonly Named[] }
  | { readonly type: "filter"; readonly condition: Expression }
  | ParseCommand
  | StatsCommand
  | { readonly type: "sort"; readonly keys: readonly SortKey[] }
  | { readonly type: "limit"; readonly count: number }
  | { readonly type: "dedup"; readonly by: readonly Expression[] };

/** Takes parts out of a text. */
export interface ParseCommand {
  readonly type: "parse";
  readonly from: Expression;
  /** A regular expression with a group for each name. */
  readonly pattern: string;
  readonly flags: string;
  readonly names: readonly string[];
}

/** Puts rows together. */
export interface StatsCommand {
  readonly type: "stats";
  readonly aggregates: readonly Named[];
  readonly by: readonly Named[];
}

export interface SortKey {
  readonly expression: Expression;
  readonly isDescending: boolean;
}

/** An expression under the name that its column has. */
export interface Named {
  readonly name: string;
  readonly expression: Expression;
}

/** What has a value in a row; `text` is how the query writes it. */
export type Expression = { readonly text: string } & (
  | { readonly type: "value"; readonly value: string | number | boolean | null }
  | { readonly type: "field"; readonly name: string }
  | { readonly type: "list"; readonly items: readonly Expression[] }
  | { readonly type: "pattern"; readonly pattern: string; readonly flags: string }
  | Period
  | { readonly type: "call"; readonly name: string; readonly given: readonly Expression[] }
  | {
      readonly type: "binary";
      readonly operator: Operator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: "not" | "minus"; readonly of: Expression }
);

/** A length of time, such as `5m`. */
export interface Period {
  readonly type: "period";
  readonly count: number;
  readonly unit: PeriodUnit;
}

export type PeriodUnit = "ms" | "s" | "m" | "h" | "d" | "w" | "mo" | "q" | "y";

export type Operator =
  | "or"
  | "and"
  | "="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "like"
  | "in"
  | "+"
  | "-"
  | "*"
  | "/"
  | "%"
  | "^";

/** A command or a function that AWS has and nobody has modeled. */
export class CommandNotModeled extends Error {}

/** Why a query cannot be read, and where. */
export class QueryError extends Error {
  readonly from: number;
  readonly until: number;

  constructor(message: string, from: number, until = from + 1) {
    super(message);
    this.from = from;
    this.until = until;
  }
}
