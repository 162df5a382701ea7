import type { Plain } from "@orrery/kernel";
import type { QueryLanguage } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import type { Findings } from "./diagnostic.ts";
import {
  asObject,
  below,
  jsonataValue,
  numberField,
  pathField,
  payloadTemplate,
  required,
  unknownFields,
} from "./field-checks.ts";

const retrierFields = new Set([
  ...["ErrorEquals", "Comment", "IntervalSeconds", "MaxAttempts", "BackoffRate"],
  ...["MaxDelaySeconds", "JitterStrategy"],
]);
const catcherFields = {
  JSONPath: new Set(["ErrorEquals", "Next", "Comment", "Assign", "ResultPath"]),
  JSONata: new Set(["ErrorEquals", "Next", "Comment", "Assign", "Output"]),
};

/** Checks Retry and Catch. */
export function checkRecovery(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
): void {
  for (const [each, at, isLast] of entriesOf(state, "Retry", location, findings)) {
    checkErrors(each, at, isLast, findings);
    checkRetrier(each, at, findings);
  }
  for (const [each, at, isLast] of entriesOf(state, "Catch", location, findings)) {
    checkErrors(each, at, isLast, findings);
    checkCatcher(each, language, at, findings);
  }
}

function* entriesOf(
  state: PlainObject,
  name: string,
  location: string,
  findings: Findings,
): Generator<readonly [PlainObject, string, boolean]> {
  const list = state[name];
  const at = below(location, name);
  if (list === undefined) return;
  if (!Array.isArray(list)) return findings.schema(at, "Expected value of type Array");
  for (const [place, each] of (list as readonly Plain[]).entries()) {
    const here = `${at}[${place}]`;
    const entry = asObject(each);
    if (entry === undefined) findings.schema(here, "Expected value of type Object");
    else yield [entry, here, place === list.length - 1];
  }
}

function checkErrors(
  entry: PlainObject,
  location: string,
  isLast: boolean,
  findings: Findings,
): void {
  required(entry, ["ErrorEquals"], location, findings);
  const { ErrorEquals: names } = entry;
  const at = below(location, "ErrorEquals");
  if (names === undefined) return;
  if (!Array.isArray(names)) return findings.schema(at, "Expected value of type Array");
  if (names.length === 0) return findings.schema(at, "Value cannot be empty");
  if (names.some((each) => typeof each !== "string")) {
    findings.schema(at, "Expected value of type String");
  }
  if (!names.includes("States.ALL")) return;
  if (names.length > 1) findings.schema(at, "States.ALL must appear alone");
  if (!isLast) findings.schema(at, "States.ALL must appear in the last element");
}

function checkRetrier(retrier: PlainObject, location: string, findings: Findings): void {
  unknownFields(retrier, retrierFields, location, findings);
  const number = (name: string, least: number, most: number, isWhole = true) => {
    numberField(retrier, name, location, findings, { least, most, isWhole });
  };
  number("IntervalSeconds", 1, 99_999_999);
  number("MaxAttempts", 0, 99_999_999);
  number("BackoffRate", 1, Infinity, false);
  number("MaxDelaySeconds", 1, 31_622_400);
  const { JitterStrategy: jitter, MaxDelaySeconds: most, IntervalSeconds: first } = retrier;
  if (jitter !== undefined && jitter !== "FULL" && jitter !== "NONE") {
    findings.schema(
      below(location, "JitterStrategy"),
      "The field 'JitterStrategy' should have one of these values: [FULL, NONE]",
    );
  }
  if (typeof most === "number" && typeof first === "number" && most <= first) {
    findings.schema(
      below(location, "MaxDelaySeconds"),
      "MaxDelaySeconds must be greater than IntervalSeconds",
    );
  }
}

function checkCatcher(
  catcher: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
): void {
  required(catcher, ["Next"], location, findings);
  unknownFields(catcher, catcherFields[language], location, findings);
  if (language === "JSONPath") {
    pathField(catcher, "ResultPath", location, findings, "reference");
    payloadTemplate(catcher.Assign, below(location, "Assign"), findings);
    return;
  }
  jsonataValue(catcher.Output, below(location, "Output"), findings);
  jsonataValue(catcher.Assign, below(location, "Assign"), findings);
}
