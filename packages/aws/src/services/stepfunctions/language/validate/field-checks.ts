import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../frame.ts";
import { isIntrinsic, intrinsicOf } from "../intrinsic/intrinsic.ts";
import {
  compiledExpression,
  ExpressionError,
  isExpression,
  withinMarks,
} from "../jsonata/expression.ts";
import { jsonPathOf } from "../json-path/json-path.ts";
import { referencePathOf } from "../json-path/reference-path.ts";
import { PathError } from "../json-path/segments.ts";
import type { Findings } from "./diagnostic.ts";

/** The object, or undefined for anything else. */
export const asObject = (value: Plain | undefined): PlainObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainObject)
    : undefined;

/** Whether the work throws no PathError or ExpressionError. */
function reads(work: () => unknown): boolean {
  return complaint(work) === null;
}

function complaint(work: () => unknown): string | null {
  try {
    work();
    return null;
  } catch (failure) {
    if (failure instanceof PathError || failure instanceof ExpressionError) return failure.message;
    throw failure;
  }
}

/** Names the members that must be there and are not, in one finding. */
export function required(
  from: PlainObject,
  names: readonly string[],
  location: string,
  findings: Findings,
): void {
  const missing = names.filter((each) => from[each] === undefined);
  if (missing.length > 0) {
    findings.schema(location, `These fields are required: [${missing.join(", ")}]`);
  }
}

/** Names each member that is not known. */
export function unknownFields(
  from: PlainObject,
  names: ReadonlySet<string>,
  location: string,
  findings: Findings,
): void {
  for (const name of Object.keys(from)) {
    if (!names.has(name)) findings.schema(below(location, name), "Field is not supported");
  }
}

/** A location within another. */
export const below = (location: string, name: string): string =>
  location === "/" ? `/${name}` : `${location}/${name}`;

/** A path where one is due; `null` is allowed where the field says nothing by it. */
export function pathField(
  from: PlainObject,
  name: string,
  location: string,
  findings: Findings,
  kind: "path" | "nullablePath" | "reference" | "pathOrCall",
): void {
  const value = from[name];
  if (value === undefined || (value === null && kind !== "path" && kind !== "pathOrCall")) return;
  const isRight =
    typeof value === "string" &&
    (kind === "pathOrCall" && isIntrinsic(value)
      ? reads(() => intrinsicOf(value))
      : reads(() => (kind === "reference" ? referencePathOf(value) : jsonPathOf(value))));
  if (isRight) return;
  const what = kind === "reference" ? "Reference Path" : "JSONPath";
  findings.schema(below(location, name), `Value is not a ${what}`);
}

/** A number where one is due, or an expression of JSONata. */
export function numberField(
  from: PlainObject,
  name: string,
  location: string,
  findings: Findings,
  range: { readonly least: number; readonly most?: number; readonly isWhole?: boolean },
): void {
  const value = from[name];
  const at = below(location, name);
  if (value === undefined) return;
  if (typeof value === "string" && isExpression(value)) {
    expression(value, at, findings);
    return;
  }
  // A placeholder of a template stands for a number that is not known yet.
  if (typeof value === "string" && /\$\{[^}]+\}/u.test(value)) return;
  if (typeof value !== "number") findings.schema(at, "Expected value of type Number");
  else if (range.isWhole !== false && !Number.isInteger(value)) {
    findings.schema(at, "Expected value of type Integer");
  } else if (value < range.least) {
    findings.schema(at, `Value must be greater than or equal to ${range.least}`);
  } else if (range.most !== undefined && value > range.most) {
    findings.schema(at, `Value must be less than or equal to ${range.most}`);
  }
}

/** An expression that can be read. */
export function expression(text: string, location: string, findings: Findings): void {
  const why = complaint(() => compiledExpression(withinMarks(text)));
  if (why !== null) {
    findings.schema(location, `The JSONata expression has the following error: ${why}`);
  }
}

/** A payload template of JSONPath: members that end in `.$` have a path or a call. */
export function payloadTemplate(
  value: Plain | undefined,
  location: string,
  findings: Findings,
): void {
  if (Array.isArray(value)) {
    for (const [place, each] of (value as readonly Plain[]).entries()) {
      payloadTemplate(each, `${location}[${place}]`, findings);
    }
    return;
  }
  const members = asObject(value);
  if (members === undefined) return;
  for (const [name, each] of Object.entries(members)) {
    if (!name.endsWith(".$")) {
      payloadTemplate(each, below(location, name), findings);
      continue;
    }
    const isRight =
      typeof each === "string" &&
      reads(() => (isIntrinsic(each) ? intrinsicOf(each) : jsonPathOf(each)));
    if (!isRight) {
      findings.schema(
        below(location, name),
        `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
      );
    }
    if (members[name.slice(0, -2)] !== undefined) {
      findings.schema(
        below(location, name),
        `The field '${name.slice(0, -2)}' is there with and without '.$'`,
      );
    }
  }
}

/** A value of JSONata: its expressions can be read. */
export function jsonataValue(value: Plain | undefined, location: string, findings: Findings): void {
  if (typeof value === "string") {
    if (isExpression(value)) expression(value, location, findings);
  } else if (Array.isArray(value)) {
    for (const [place, each] of (value as readonly Plain[]).entries()) {
      jsonataValue(each, `${location}[${place}]`, findings);
    }
  } else if (value !== undefined && value !== null && typeof value === "object") {
    for (const [name, each] of Object.entries(value as PlainObject)) {
      jsonataValue(each, below(location, name), findings);
    }
  }
}
