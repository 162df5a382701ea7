import { filterDialect } from "./dialect.ts";
import { finerReading } from "./leaf-test.ts";
import { isLeafValue, readEventValue } from "./event-value.ts";
import type { EventValue, JsonObject, NumberReading } from "./event-value.ts";
import { findLeaves, growFieldTree, noLeaves } from "./field-tree.ts";
import type { FieldNode } from "./field-tree.ts";
import { FilterPatternError, PatternError } from "./pattern-error.ts";
import { matchesRule } from "./pattern.ts";
import type { CompiledRule } from "./pattern.ts";
import { readPatternRules } from "./pattern-rules.ts";
import type { PatternRule } from "./pattern-rules.ts";

/** Where the records of a source carry what was sent. */
interface FilterSourceRules {
  /** Keys of the record under which the data is: text, decoded from base64, or an object; left out: under the source's own name. */
  readonly dataKeys?: readonly string[];
  /** Whether a pattern may ask for data that is not JSON. */
  readonly plainData: "compared" | "refused";
}

const filterSources = {
  sqs: { dataKeys: ["body"], plainData: "compared" },
  kinesis: { dataKeys: ["data"], plainData: "refused" },
  kafka: { dataKeys: ["key", "value"], plainData: "compared" },
  mq: { dataKeys: ["data"], plainData: "compared" },
  dynamodb: { plainData: "refused" },
  rds: { plainData: "refused" },
} as const satisfies Record<string, FilterSourceRules>;

/** A source of events whose records may be filtered. */
export type FilterSource = keyof typeof filterSources;

/** Limits of filter criteria of an event source mapping. */
export const filterLimits = {
  /** Filters of one mapping; 10 by quota increase. */
  filters: 5,
  /** Characters of one pattern. */
  patternCharacters: 4_096,
} as const;

/** What a rule asks of the data under one key. */
type DataForm = "any" | "scalar" | "structure" | "both";

interface FilterRule {
  readonly leaves: CompiledRule;
  /** In the order of the source's data keys. */
  readonly forms: readonly DataForm[];
}

/** Filters ready to be matched: a record passes when it passes any, or when there are none. */
export interface CompiledFilterCriteria {
  readonly source: FilterSource;
  /** What it was compiled from. */
  readonly texts: readonly string[];
  readonly rules: readonly FilterRule[];
  /** Whether some rule asks for the data, in the order of the source's data keys. */
  readonly readsData: readonly boolean[];
  readonly root: FieldNode;
  readonly fieldCount: number;
  readonly numbers: NumberReading;
}

// A memo of a pure function.
const remembered = new Map<string, CompiledFilterCriteria>();
const maximumRemembered = 4_096;

/**
 * Compiles the patterns of the filter criteria of an event source mapping.
 *
 * @throws FilterPatternError when Lambda would refuse a pattern.
 */
export function compileFilterCriteria(
  patterns: readonly string[],
  source: FilterSource,
): CompiledFilterCriteria {
  const key = JSON.stringify([source, ...patterns]);
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const compiled = compile(patterns, source);
  if (remembered.size >= maximumRemembered) remembered.clear();
  remembered.set(key, compiled);
  return compiled;
}

function compile(patterns: readonly string[], source: FilterSource): CompiledFilterCriteria {
  const { dataKeys = [source], plainData }: FilterSourceRules = filterSources[source];
  const rules = patterns.flatMap((text) => readFilter(text, dataKeys, plainData));
  const { root, fieldsOf, fieldCount } = growFieldTree(rules);
  let numbers: NumberReading = "any";
  const compiled = rules.map((rule, at) => {
    for (const leaf of rule) numbers = finerReading(numbers, leaf.test.numbers);
    const leaves = rule.map(({ test }, index) => ({ field: fieldsOf[at]?.[index] ?? 0, test }));
    return { leaves, forms: dataKeys.map((key) => dataForm(rule, key)) };
  });
  const readsData = dataKeys.map((_, index) =>
    compiled.some(({ forms }) => forms[index] !== "any"),
  );
  return { source, texts: patterns, rules: compiled, readsData, root, fieldCount, numbers };
}

function readFilter(
  text: string,
  dataKeys: readonly string[],
  plainData: FilterSourceRules["plainData"],
): readonly PatternRule[] {
  if (text.length > filterLimits.patternCharacters) {
    throw new FilterPatternError(
      `expected at most ${filterLimits.patternCharacters} characters, received ${text.length}`,
    );
  }
  const dialect = filterDialect(plainData === "compared" ? dataKeys : []);
  const rules = readFilterRules(text, dialect);
  const asksPlain = (rule: PatternRule): boolean =>
    dataKeys.some((key) => rule.some(({ path }) => path.length === 1 && path[0] === key));
  if (plainData === "refused" && rules.some(asksPlain)) {
    throw new FilterPatternError(`expected an object under ${dataKeys.join(" and ")}`);
  }
  return rules;
}

function readFilterRules(
  text: string,
  dialect: ReturnType<typeof filterDialect>,
): readonly PatternRule[] {
  try {
    return readPatternRules(text, dialect);
  } catch (error) {
    if (error instanceof PatternError) throw new FilterPatternError(error.reason);
    throw error;
  }
}

function dataForm(rule: PatternRule, key: string): DataForm {
  let form: DataForm = "any";
  for (const { path } of rule) {
    const [first = ""] = path;
    if (first !== key && !first.startsWith(`${key}.`)) continue;
    const asked = path.length === 1 && first === key ? "scalar" : "structure";
    form = form === "any" || form === asked ? asked : "both";
  }
  return form;
}

/**
 * Whether a record passes the filters. Data is read as JSON where it is JSON, each time once;
 * record keys beside the data are compared as they are.
 */
export function matchesFilterCriteria(
  criteria: CompiledFilterCriteria,
  record: JsonObject,
): boolean {
  if (criteria.texts.length === 0) return true;
  const { dataKeys = [criteria.source] }: FilterSourceRules = filterSources[criteria.source];
  const found = noLeaves(criteria.fieldCount);
  const data = dataKeys.map((key, index) =>
    criteria.readsData[index] === true ? readData(record[key], criteria.numbers) : undefined,
  );
  for (const { key, node } of criteria.root.children) {
    const dataIndex = dataKeys.indexOf(key);
    const value = dataIndex >= 0 ? data[dataIndex] : ownValue(record, key);
    if (value !== undefined) findLeaves(node, value, undefined, found);
  }
  for (const rule of criteria.rules) {
    if (hasForms(rule, data) && matchesRule(rule.leaves, found)) return true;
  }
  return false;
}

function ownValue(record: JsonObject, key: string): JsonObject[string] {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

/** Data that is no JSON is the text itself. */
function readData(data: JsonObject[string], numbers: NumberReading): EventValue | undefined {
  if (typeof data !== "string" || !beginsAsJson.test(data)) return data;
  return readEventValue(data, numbers) ?? data;
}

// A failed JSON.parse costs an exception, so what cannot be JSON is told by how it begins.
const beginsAsJson = /^[ \n\t\r]*(?:[-{["0-9]|true|false|null)/;

function hasForms(rule: FilterRule, data: readonly (EventValue | undefined)[]): boolean {
  for (let index = 0; index < rule.forms.length; index += 1) {
    const form = rule.forms[index];
    if (form === "any") continue;
    const value = data[index];
    const isStructure = value !== undefined && !isLeafValue(value);
    if (form !== (isStructure ? "structure" : "scalar")) return false;
  }
  return true;
}
