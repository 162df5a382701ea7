import type { Plain } from "@orrery/kernel";
import type { QueryLanguage } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { isExpression } from "../jsonata/expression.ts";
import { timestampOf } from "../timestamp.ts";
import { checkChoices } from "./choice-checks.ts";
import type { Findings } from "./diagnostic.ts";
import {
  asObject,
  below,
  expression,
  jsonataValue,
  numberField,
  pathField,
  payloadTemplate,
  required,
  unknownFields,
} from "./field-checks.ts";
import { exclusive, fieldsOf, stateTypes, type StateType } from "./fields.ts";
import { checkMap } from "./map-checks.ts";
import { checkRecovery } from "./recovery-checks.ts";
import { checkTask, type Checked } from "./task-checks.ts";

/** The type of a state, where AWS knows it. */
export const typeOf = (state: PlainObject): StateType | undefined =>
  stateTypes.find((each) => each === state.Type);

/** Checks one state, but for where it goes and for what is within it. */
export function checkState(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
  checked: Checked,
): void {
  const type = typeOf(state);
  if (type === undefined) return checkType(state, location, findings);
  unknownFields(state, fieldsOf(type, language), location, findings);
  checkExclusive(state, location, findings);
  checkDataFields(state, language, location, findings);
  if (fieldsOf(type, language).has("Retry")) checkRecovery(state, language, location, findings);
  switch (type) {
    case "Task":
      return checkTask(state, language, location, findings, checked);
    case "Choice":
      required(state, ["Choices"], location, findings);
      return checkChoices(state, language, location, findings);
    case "Wait":
      return checkWait(state, language, location, findings);
    case "Fail":
      return checkFail(state, language, location, findings);
    case "Parallel":
      return required(state, ["Branches"], location, findings);
    case "Map":
      return checkMap(state, language, location, findings, checked);
    case "Pass":
      return warnOfStaticResult(state, location, findings);
    case "Succeed":
      return undefined;
  }
}

function checkType(state: PlainObject, location: string, findings: Findings): void {
  if (state.Type === undefined) return required(state, ["Type"], location, findings);
  findings.schema(
    below(location, "Type"),
    `The field 'Type' should have one of these values: [${stateTypes.join(", ")}]`,
  );
}

function checkExclusive(state: PlainObject, location: string, findings: Findings): void {
  for (const names of exclusive) {
    const there = names.filter((each) => state[each] !== undefined && state[each] !== false);
    if (there.length > 1) {
      findings.schema(location, `Only one of these fields is allowed: [${there.join(", ")}]`);
    }
  }
}

function checkDataFields(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
): void {
  const { Assign: assign } = state;
  if (assign !== undefined && asObject(assign) === undefined) {
    findings.schema(below(location, "Assign"), "Expected value of type Object");
  } else {
    checkNames(asObject(assign) ?? {}, below(location, "Assign"), findings);
  }
  if (language === "JSONata") {
    for (const name of ["Arguments", "Output", "Assign"]) {
      jsonataValue(state[name], below(location, name), findings);
    }
    return;
  }
  pathField(state, "InputPath", location, findings, "nullablePath");
  pathField(state, "OutputPath", location, findings, "nullablePath");
  pathField(state, "ResultPath", location, findings, "reference");
  for (const name of ["Parameters", "ResultSelector", "Assign"]) {
    payloadTemplate(state[name], below(location, name), findings);
    warnOfPlainPaths(state[name], below(location, name), findings);
  }
}

const mostName = 80;

function checkNames(assign: PlainObject, location: string, findings: Findings): void {
  for (const written of Object.keys(assign)) {
    const name = written.endsWith(".$") ? written.slice(0, -2) : written;
    if (name === "states" || name === "" || name.length > mostName) {
      findings.schema(below(location, written), `'${name}' is not a valid variable name`);
    }
  }
}

const looksLikePath = /^(?:\$(?:\$?[.[]|$)|States\.[A-Za-z0-9]+\()/u;

/** A value that looks like a path under a key without `.$` is taken as it is written. */
function warnOfPlainPaths(value: Plain | undefined, location: string, findings: Findings): void {
  if (typeof value !== "object" || value === null) return;
  for (const [name, each] of Object.entries(value as PlainObject)) {
    if (typeof each === "string" && !name.endsWith(".$") && looksLikePath.test(each)) {
      findings.warn(
        "NO_DOLLAR",
        below(location, name),
        "No .$ on a field that appears to be a JSONPath or Intrinsic Function",
      );
    } else {
      warnOfPlainPaths(each, below(location, name), findings);
    }
  }
}

function warnOfStaticResult(state: PlainObject, location: string, findings: Findings): void {
  const hasPath = (value: Plain | undefined): boolean =>
    typeof value === "object" &&
    value !== null &&
    Object.entries(value as PlainObject).some(
      ([name, each]) => name.endsWith(".$") || hasPath(each),
    );
  if (!hasPath(state.Result)) return;
  findings.warn(
    "PASS_RESULT_IS_STATIC",
    below(location, "Result"),
    "Attempted to use a path in the result of a Pass state",
  );
}

function checkWait(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
): void {
  const names = ["Seconds", "Timestamp", "SecondsPath", "TimestampPath"];
  if (names.every((each) => state[each] === undefined)) {
    findings.schema(location, `One of these fields is required: [${names.join(", ")}]`);
  }
  numberField(state, "Seconds", location, findings, { least: 0, most: 99_999_999 });
  const at = below(location, "Timestamp");
  const { Timestamp: time } = state;
  if (language === "JSONPath") {
    pathField(state, "SecondsPath", location, findings, "path");
    pathField(state, "TimestampPath", location, findings, "path");
  } else if (typeof time === "string" && isExpression(time)) {
    return expression(time, at, findings);
  }
  if (time === undefined) return;
  if (typeof time === "string" && /\$\{[^}]+\}/u.test(time)) return;
  if (typeof time !== "string" || timestampOf(time) === undefined) {
    findings.schema(at, "String does not match RFC3339 timestamp");
  }
}

function checkFail(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
): void {
  for (const name of ["Error", "Cause"]) {
    const value = state[name];
    if (value !== undefined && typeof value !== "string") {
      findings.schema(below(location, name), "Expected value of type String");
    }
    if (language === "JSONata") jsonataValue(value, below(location, name), findings);
    else pathField(state, `${name}Path`, location, findings, "pathOrCall");
  }
}
