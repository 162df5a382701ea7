import { matcherDialect, serviceDialect } from "./dialect.ts";
import type { PatternLimits } from "./dialect.ts";
import { isEventArray, isLeafValue, readEventValue } from "./event-value.ts";
import type { EventObject, JsonObject, JsonText, NumberReading } from "./event-value.ts";
import { areTogether, findLeaves, growFieldTree, noLeaves } from "./field-tree.ts";
import type { ArrayPlace, FieldNode, FoundLeaves } from "./field-tree.ts";
import { finerReading, passesLeafTest } from "./leaf-test.ts";
import type { LeafTest } from "./alternative.ts";
import { EventTextError, PatternError } from "./pattern-error.ts";
import { readPatternRules } from "./pattern-rules.ts";
import type { PatternDialect, PatternRule } from "./pattern-rules.ts";

/** One leaf of a rule, by the number of its field. */
export interface CompiledLeaf {
  readonly field: number;
  readonly test: LeafTest;
}

/** Leaves that must all match. */
export type CompiledRule = readonly CompiledLeaf[];

/**
 * Patterns ready to be matched: events match when they match any. It holds functions, so keep its
 * text in states and compile again; a text compiled lately is remembered.
 */
export interface CompiledPattern {
  /** What it was compiled from. */
  readonly texts: readonly string[];
  /** The patterns' rules, one for each combination of `$or`; one must match. */
  readonly rules: readonly CompiledRule[];
  readonly root: FieldNode;
  readonly fieldCount: number;
  /** What matching needs to know about numbers in an event's text. */
  readonly numbers: NumberReading;
}

// A memo of a pure function.
const remembered = new Map<string, CompiledPattern>();
const maximumRemembered = 4_096;

/**
 * Compiles the patterns of one rule, which are alternatives.
 *
 * @param text - One pattern, or several of which one must match.
 * @param limits - `matcher` leaves out the service's check of wildcards.
 * @throws PatternError when EventBridge would refuse a pattern.
 */
export function compilePattern(
  text: string | readonly string[],
  limits: PatternLimits = "service",
): CompiledPattern {
  const texts = typeof text === "string" ? [text] : text;
  const key = JSON.stringify([limits, ...texts]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const dialect = limits === "service" ? serviceDialect : matcherDialect;
  const compiled = compileTexts(texts, dialect);
  if (remembered.size >= maximumRemembered) remembered.clear();
  remembered.set(key, compiled);
  return compiled;
}

function compileTexts(texts: readonly string[], dialect: PatternDialect): CompiledPattern {
  const rules = texts.flatMap((text) => readPatternRules(text, dialect));
  return { texts, numbers: readingFor(rules), ...compileRules(rules) };
}

function compileRules(
  rules: readonly PatternRule[],
): Pick<CompiledPattern, "rules" | "root" | "fieldCount"> {
  const { root, fieldsOf, fieldCount } = growFieldTree(rules);
  const compiled = rules.map((rule, at) =>
    rule.map(({ test }, index) => ({ field: fieldsOf[at]?.[index] ?? 0, test })),
  );
  return { rules: compiled, root, fieldCount };
}

function readingFor(rules: readonly PatternRule[]): NumberReading {
  let reading: NumberReading = "any";
  for (const rule of rules) {
    for (const leaf of rule) reading = finerReading(reading, leaf.test.numbers);
  }
  return reading;
}

/**
 * Checks a pattern.
 *
 * @returns null when EventBridge takes it, else the reason it gives.
 */
export function validatePattern(text: string, limits: PatternLimits = "service"): string | null {
  try {
    compilePattern(text, limits);
    return null;
  } catch (error) {
    if (error instanceof PatternError) return error.reason;
    throw error;
  }
}

/**
 * Whether an event given as text matches. The text is parsed once, and numbers count as spelled.
 *
 * @throws EventTextError when the text is not a JSON object.
 */
export function matchesPattern(pattern: CompiledPattern, event: JsonText): boolean {
  const value = readEventValue(event, pattern.numbers);
  if (value === undefined || isLeafValue(value) || isEventArray(value)) {
    throw new EventTextError(`event must be the text of a JSON object, not ${event.slice(0, 80)}`);
  }
  return matchesEvent(pattern, value);
}

/** Whether a parsed event matches; its numbers are the doubles they were parsed to. */
export function matchesValue(pattern: CompiledPattern, value: JsonObject): boolean {
  return matchesEvent(pattern, value);
}

function matchesEvent(pattern: CompiledPattern, event: EventObject): boolean {
  const found = noLeaves(pattern.fieldCount);
  findLeaves(pattern.root, event, undefined, found);
  for (const rule of pattern.rules) {
    if (matchesRule(rule, found)) return true;
  }
  return false;
}

/** Whether values for all leaves of a rule are found in array elements that go together. */
export function matchesRule(rule: CompiledRule, found: FoundLeaves): boolean {
  return matchesFrom(rule, 0, found, undefined);
}

/** The places of the values chosen for the leaves before. */
interface ChosenPlaces {
  readonly place: ArrayPlace;
  readonly before: ChosenPlaces | undefined;
}

function matchesFrom(
  rule: CompiledRule,
  at: number,
  found: FoundLeaves,
  chosen: ChosenPlaces | undefined,
): boolean {
  const leaf = rule[at];
  if (leaf === undefined) return true;
  const leaves = found.byField[leaf.field];
  if (leaf.test.absent && !isPresent(leaves, chosen) && matchesFrom(rule, at + 1, found, chosen)) {
    return true;
  }
  if (leaves === undefined) return false;
  let triedInVain: ArrayPlace | undefined | null = null;
  for (const { value, place } of leaves) {
    // Another value of the same place leaves the rest of the rule as it was.
    if (place === triedInVain) continue;
    if (!goesWith(place, chosen) || !passesLeafTest(leaf.test, value)) continue;
    const next = place === undefined ? chosen : { place, before: chosen };
    if (matchesFrom(rule, at + 1, found, next)) return true;
    triedInVain = place;
  }
  return false;
}

function isPresent(
  leaves: FoundLeaves["byField"][number],
  chosen: ChosenPlaces | undefined,
): boolean {
  return leaves?.some(({ place }) => goesWith(place, chosen)) ?? false;
}

function goesWith(place: ArrayPlace | undefined, chosen: ChosenPlaces | undefined): boolean {
  if (place === undefined) return true;
  for (let each = chosen; each !== undefined; each = each.before) {
    if (!areTogether(place, each.place)) return false;
  }
  return true;
}
