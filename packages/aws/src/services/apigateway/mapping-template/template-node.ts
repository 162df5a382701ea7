/** A part of a mapping template. */
export type TemplateNode =
  | { readonly type: "text"; readonly text: string }
  | Reference
  | { readonly type: "set"; readonly to: Reference; readonly value: Expression }
  | { readonly type: "if"; readonly branches: readonly Branch[] }
  | {
      readonly type: "foreach";
      readonly name: string;
      readonly over: Expression;
      readonly body: readonly TemplateNode[];
    }
  | { readonly type: "define"; readonly name: string; readonly body: readonly TemplateNode[] }
  | {
      readonly type: "macro";
      readonly name: string;
      readonly parameters: readonly string[];
      readonly body: readonly TemplateNode[];
    }
  /** A macro that is called; `written` is how, for where none of this name is defined. */
  | {
      readonly type: "callMacro";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly body: readonly TemplateNode[];
      readonly written: string;
    }
  | { readonly type: "evaluate"; readonly template: Expression }
  | { readonly type: "break" }
  | { readonly type: "stop" };

/** A branch of an `#if`; `null`: its `#else`. */
export interface Branch {
  readonly condition: Expression | null;
  readonly body: readonly TemplateNode[];
}

/** A variable with what is read of it, such as `$input.path('$.a')[0].b`. */
export interface Reference {
  readonly type: "reference";
  readonly name: string;
  readonly path: readonly Step[];
}

/** A step into a value. */
export type Step =
  | { readonly type: "property"; readonly name: string }
  | { readonly type: "index"; readonly at: Expression }
  | { readonly type: "method"; readonly name: string; readonly args: readonly Expression[] };

/** What has a value. */
export type Expression =
  | Reference
  | { readonly type: "literal"; readonly value: string | number | boolean }
  /** A text in double quotes, which is a template in turn. */
  | { readonly type: "interpolated"; readonly body: readonly TemplateNode[] }
  | { readonly type: "list"; readonly items: readonly Expression[] }
  | { readonly type: "range"; readonly from: Expression; readonly to: Expression }
  | { readonly type: "map"; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly type: "not"; readonly of: Expression }
  | {
      readonly type: "binary";
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    };

/** What joins two expressions. */
export type BinaryOperator =
  "||" | "&&" | "==" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "%";
