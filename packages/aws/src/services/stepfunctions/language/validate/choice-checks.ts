import type { Plain } from "@orrery/kernel";
import { operandOf, typeTests } from "../choice/comparison.ts";
import type { QueryLanguage } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import { timestampOf } from "../timestamp.ts";
import type { Findings } from "./diagnostic.ts";
import {
  asObject,
  below,
  jsonataValue,
  pathField,
  payloadTemplate,
  required,
  unknownFields,
} from "./field-checks.ts";

const jsonataFields = new Set(["Condition", "Next", "Comment", "Assign", "Output"]);
const combinators = ["And", "Or", "Not"];

/** Checks the rules of a Choice state. */
export function checkChoices(
  state: PlainObject,
  language: QueryLanguage,
  location: string,
  findings: Findings,
): void {
  const at = below(location, "Choices");
  const { Choices: choices } = state;
  if (choices === undefined) return;
  if (!Array.isArray(choices)) return findings.schema(at, "Expected value of type Array");
  if (choices.length === 0) return findings.schema(at, "Value cannot be empty");
  for (const [place, each] of (choices as readonly Plain[]).entries()) {
    const here = `${at}[${place}]`;
    const rule = asObject(each);
    if (rule === undefined) findings.schema(here, "Expected value of type Object");
    else if (language === "JSONata") checkCondition(rule, here, findings);
    else checkRule(rule, here, findings, true);
  }
}

function checkCondition(rule: PlainObject, location: string, findings: Findings): void {
  required(rule, ["Next", "Condition"], location, findings);
  unknownFields(rule, jsonataFields, location, findings);
  const { Condition: condition, Output: output, Assign: assign } = rule;
  if (condition !== undefined && typeof condition !== "string" && typeof condition !== "boolean") {
    findings.schema(below(location, "Condition"), "Expected value of type Boolean or String");
  }
  jsonataValue(condition, below(location, "Condition"), findings);
  jsonataValue(output, below(location, "Output"), findings);
  jsonataValue(assign, below(location, "Assign"), findings);
}

/** Only a rule that is in no other names the next state. */
function checkRule(
  rule: PlainObject,
  location: string,
  findings: Findings,
  isOutermost: boolean,
): void {
  if (isOutermost) required(rule, ["Next"], location, findings);
  const own = isOutermost ? ["Next", "Comment", "Assign"] : ["Comment"];
  const operators = Object.keys(rule).filter((each) => each !== "Variable" && !own.includes(each));
  payloadTemplate(rule.Assign, below(location, "Assign"), findings);
  if (operators.length !== 1) {
    findings.schema(location, "A choice rule must have exactly one comparison");
    return;
  }
  const name = operators[0]!;
  if (combinators.includes(name)) checkCombinator(name, rule[name]!, location, findings);
  else checkOperator(name, rule, location, findings);
}

function checkCombinator(name: string, value: Plain, location: string, findings: Findings): void {
  const at = below(location, name);
  if (name === "Not") {
    const inner = asObject(value);
    if (inner === undefined) findings.schema(at, "Expected value of type Object");
    else checkRule(inner, at, findings, false);
    return;
  }
  if (!Array.isArray(value)) return findings.schema(at, "Expected value of type Array");
  if (value.length === 0) return findings.schema(at, "Value cannot be empty");
  for (const [place, each] of (value as readonly Plain[]).entries()) {
    const inner = asObject(each);
    if (inner === undefined) findings.schema(`${at}[${place}]`, "Expected value of type Object");
    else checkRule(inner, `${at}[${place}]`, findings, false);
  }
}

function checkOperator(
  name: string,
  rule: PlainObject,
  location: string,
  findings: Findings,
): void {
  const at = below(location, name);
  required(rule, ["Variable"], location, findings);
  pathField(rule, "Variable", location, findings, "path");
  if (name === "IsPresent" || Object.hasOwn(typeTests, name)) {
    if (typeof rule[name] !== "boolean") findings.schema(at, "Expected value of type Boolean");
    return;
  }
  const plain = name.endsWith("Path") ? name.slice(0, -4) : name;
  if (!Object.hasOwn(operandOf, plain) || name === "StringMatchesPath") {
    findings.schema(at, "Field is not supported");
  } else if (name !== plain) {
    pathField(rule, name, location, findings, "path");
  } else {
    checkOperand(operandOf[name]!, rule[name]!, at, findings);
  }
}

function checkOperand(type: string, operand: Plain, location: string, findings: Findings): void {
  // A placeholder of a template stands for a value that is not known yet.
  if (typeof operand === "string" && /\$\{[^}]+\}/u.test(operand)) return;
  if (type !== "timestamp") {
    if (typeof operand !== type) {
      findings.schema(location, `Expected value of type ${type[0]!.toUpperCase()}${type.slice(1)}`);
    }
  } else if (typeof operand !== "string" || timestampOf(operand) === undefined) {
    findings.schema(location, "String does not match RFC3339 timestamp");
  }
}
