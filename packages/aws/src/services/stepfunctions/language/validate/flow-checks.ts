import type { Plain } from "@orrery/kernel";
import type { QueryLanguage } from "../definition.ts";
import type { PlainObject } from "../frame.ts";
import type { Findings } from "./diagnostic.ts";
import { asObject, below, required, unknownFields } from "./field-checks.ts";
import { flowFields } from "./fields.ts";
import { checkState, typeOf } from "./state-checks.ts";
import type { Checked } from "./task-checks.ts";
import { checkTransitions } from "./transition-checks.ts";

/** What all flows of a definition have in common. */
export interface Whole {
  /** Of the definition: what a state has that names none. */
  readonly language: QueryLanguage;
  readonly checked: Checked;
  readonly findings: Findings;
  /** Names that were met: they are unique in the whole definition. */
  readonly names: Set<string>;
}

const mostName = 80;

/** Checks the states of a flow, each with what is within it, and how they follow each other. */
export function checkFlow(flow: PlainObject, location: string, whole: Whole): void {
  const { findings } = whole;
  required(flow, ["States", "StartAt"], location, findings);
  const at = below(location, "States");
  const states = asObject(flow.States);
  if (states === undefined) {
    if (flow.States !== undefined) findings.schema(at, "Expected value of type Object");
    return;
  }
  if (Object.keys(states).length === 0) findings.schema(at, "Value cannot be empty");
  for (const [name, value] of Object.entries(states)) {
    checkName(name, below(at, name), whole);
    const state = asObject(value);
    if (state === undefined) findings.schema(below(at, name), "Expected value of type Object");
    else checkNamed(state, below(at, name), whole);
  }
  checkTransitions(flow, states, location, findings, whole.checked);
}

function checkName(name: string, location: string, { names, findings }: Whole): void {
  if (name.length > mostName) {
    findings.schema(location, `State name length must be less than or equal to ${mostName}`);
  }
  if (names.has(name)) {
    findings.add("DUPLICATE_STATE_NAME", location, `Duplicate State name: ${name}`);
  }
  names.add(name);
}

/** Checks a state with what is within it. */
export function checkNamed(state: PlainObject, location: string, whole: Whole): void {
  const { findings, checked } = whole;
  const own = languageOf(state, location, whole);
  checkState(state, own, location, findings, checked);
  for (const [inner, at] of within(state, location, findings)) {
    unknownFields(inner, flowFields, at, findings);
    checkFlow(inner, at, whole);
  }
}

function languageOf(state: PlainObject, location: string, whole: Whole): QueryLanguage {
  const { QueryLanguage: own } = state;
  if (own === undefined) return whole.language;
  if (own !== "JSONPath" && own !== "JSONata") {
    whole.findings.schema(
      below(location, "QueryLanguage"),
      "The field 'QueryLanguage' should have one of these values: [JSONPath, JSONata]",
    );
    return whole.language;
  }
  if (own === "JSONPath" && whole.language === "JSONata") {
    whole.findings.schema(
      location,
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
    );
  }
  return own;
}

/** The flows within a state, and where. */
function within(
  state: PlainObject,
  location: string,
  findings: Findings,
): readonly (readonly [PlainObject, string])[] {
  const type = typeOf(state);
  if (type === "Map") {
    return ["ItemProcessor", "Iterator"].flatMap((name) =>
      flowIn(state[name], below(location, name), findings),
    );
  }
  if (type !== "Parallel" || state.Branches === undefined) return [];
  const at = below(location, "Branches");
  const { Branches: branches } = state;
  if (!Array.isArray(branches)) {
    findings.schema(at, "Expected value of type Array");
    return [];
  }
  if (branches.length === 0) findings.schema(at, "Value cannot be empty");
  return (branches as readonly Plain[]).flatMap((each, place) =>
    flowIn(each, `${at}[${place}]`, findings),
  );
}

function flowIn(
  value: Plain | undefined,
  location: string,
  findings: Findings,
): readonly (readonly [PlainObject, string])[] {
  if (value === undefined) return [];
  const flow = asObject(value);
  if (flow !== undefined) return [[flow, location]];
  findings.schema(location, "Expected value of type Object");
  return [];
}
