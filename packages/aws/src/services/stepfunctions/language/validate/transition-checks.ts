import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../frame.ts";
import type { Findings } from "./diagnostic.ts";
import { asObject, below } from "./field-checks.ts";
import { typeOf } from "./state-checks.ts";
import type { Checked } from "./task-checks.ts";

/** A way from a state to another. */
interface Transition {
  readonly field: string;
  readonly target: string;
  readonly location: string;
}

/** Checks that each state goes on or ends, where to, and that each one can be reached. */
export function checkTransitions(
  flow: PlainObject,
  states: PlainObject,
  location: string,
  findings: Findings,
  checked: Checked,
): void {
  const { StartAt: first } = flow;
  const reached = new Set<string>();
  if (typeof first === "string") {
    reached.add(first);
    if (!Object.hasOwn(states, first)) {
      findings.add(
        "MISSING_TRANSITION_TARGET",
        below(location, "StartAt"),
        `Missing 'StartAt' target: ${first}`,
      );
    }
  } else if (first !== undefined) {
    findings.schema(below(location, "StartAt"), "Expected value of type String");
  }
  for (const [name, value] of Object.entries(states)) {
    const at = below(below(location, "States"), name);
    const state = asObject(value) ?? {};
    checkEnd(state, at, findings, checked);
    for (const { field, target, location: here } of transitionsOf(state, at, checked)) {
      reached.add(target);
      if (Object.hasOwn(states, target)) continue;
      findings.add("MISSING_TRANSITION_TARGET", here, `Missing '${field}' target: ${target}`);
    }
  }
  if (first === undefined) return;
  for (const name of Object.keys(states)) {
    if (reached.has(name)) continue;
    const at = below(below(location, "States"), name);
    findings.add("MISSING_TRANSITION_TARGET", at, `State "${name}" is not reachable.`);
  }
}

const ending = new Set(["Succeed", "Fail", "Choice"]);

function checkEnd(
  state: PlainObject,
  location: string,
  findings: Findings,
  checked: Checked,
): void {
  const type = typeOf(state);
  if (type === undefined || ending.has(type)) return;
  const { Next: next, End: end } = state;
  if (next !== undefined && targetOf(next, checked) === undefined) {
    findings.schema(below(location, "Next"), "Expected value of type String");
  }
  if (end !== undefined && typeof end !== "boolean") {
    findings.schema(below(location, "End"), "Expected value of type Boolean");
  }
  if (next === undefined && end !== true) {
    findings.schema(location, "One of these fields is required: [Next, End]");
  }
}

/** A name; in a template YAML may have made a boolean of it. */
const targetOf = (value: Plain | undefined, checked: Checked): string | undefined =>
  typeof value === "string"
    ? value
    : typeof value === "boolean" && checked.resources === "any"
      ? String(value)
      : undefined;

function transitionsOf(
  state: PlainObject,
  location: string,
  checked: Checked,
): readonly Transition[] {
  const found: Transition[] = [];
  const add = (from: PlainObject, field: string, at: string) => {
    const target = targetOf(from[field], checked);
    if (target === undefined) return;
    found.push({ field, target, location: below(at, field) });
  };
  add(state, "Next", location);
  add(state, "Default", location);
  for (const list of ["Choices", "Catch"]) {
    for (const [place, each] of listOf(state[list]).entries()) {
      add(asObject(each) ?? {}, "Next", `${below(location, list)}[${place}]`);
    }
  }
  return found;
}

const listOf = (value: Plain | undefined): readonly Plain[] =>
  Array.isArray(value) ? (value as readonly Plain[]) : [];
