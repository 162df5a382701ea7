import type { Plain } from "@orrery/kernel";
import type { NumberField, QueryLanguage, TextField } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { expressionOf, isExpression, withinMarks } from "../jsonata/expression.ts";
import { jsonataTemplate } from "../jsonata/template.ts";
import { fieldPath, namedPath } from "../json-query.ts";
import { valueOf } from "../value-query.ts";
import { referencePathOf, type ReferencePath } from "../json-path/reference-path.ts";
import { isIntrinsic } from "../intrinsic/intrinsic.ts";
import type { Query, Template } from "../query.ts";
import { templateOf } from "../template.ts";
import { textIn, type Numbered, type WrittenState } from "./numbering.ts";

/** Reads the fields of one state, each in its query language. */
export class StateReader {
  readonly language: QueryLanguage;
  readonly #state: WrittenState;
  readonly #numbered: Numbered;

  constructor(state: WrittenState, language: QueryLanguage, all: Numbered) {
    this.#state = state;
    this.#numbered = all;
    this.language = language;
  }

  get written(): PlainObject {
    return this.#state.written;
  }

  /** The number of the state of this name beside it. */
  stateOf(name: Plain | undefined): number | null {
    if (typeof name !== "string" && typeof name !== "boolean") return null;
    return this.#numbered.find(this.#state.flow, String(name));
  }

  /** InputPath and OutputPath. */
  path(field: string): Query | null | undefined {
    const text = this.written[field];
    if (text === undefined || text === null) return text;
    // The whole is what comes in: no path has to be followed.
    return text === "$" ? undefined : fieldPath(textIn(text));
  }

  reference(from: PlainObject): ReferencePath | null | undefined {
    const text = from.ResultPath;
    if (text === undefined || text === null) return text;
    const path = referencePathOf(textIn(text));
    return path.steps.length === 0 ? undefined : path;
  }

  template(from: PlainObject, field: string, location = field): Template | undefined {
    const written = from[field];
    if (written === undefined) return undefined;
    return this.language === "JSONata" ? jsonataTemplate(written, location) : templateOf(written);
  }

  /** A number: `FIELD`, `FIELDPath` of JSONPath, or an expression of JSONata. */
  number(from: PlainObject, field: string, location = field): NumberField | undefined {
    const value = from[field];
    if (typeof value === "number") return { type: "fixed", value };
    if (typeof value === "string" && isExpression(value)) {
      const query = expressionOf(value, location);
      return { type: "expression", query, text: withinMarks(value), location };
    }
    const text = from[`${field}Path`];
    if (typeof text !== "string") return undefined;
    return { type: "path", query: fieldPath(text), text };
  }

  /** A text: `FIELD`, `FIELDPath` (a path or an intrinsic function), or an expression. */
  text(field: string): TextField | undefined {
    const value = this.written[field];
    if (typeof value === "string") {
      return this.language === "JSONata" && isExpression(value)
        ? { type: "expression", query: expressionOf(value, field), text: withinMarks(value) }
        : { type: "fixed", value };
    }
    const text = this.written[`${field}Path`];
    if (typeof text !== "string") return undefined;
    const query = isIntrinsic(text) ? valueOf(text, field) : namedPath(text, `${field}Path`);
    return { type: "path", query, text };
  }
}

/** What of an object is there: a field that is left out is no field that is undefined. */
export function present<Fields extends object>(fields: Fields): Present<Fields> {
  // The entries are those of the fields, without what is undefined.
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Present<Fields>;
}

type Present<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name];
} & {
  [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<
    Fields[Name],
    undefined
  >;
};
