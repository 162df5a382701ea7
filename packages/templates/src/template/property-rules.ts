import { TemplateError } from "./error.ts";
import {
  asList,
  asMap,
  asScalar,
  describeNode,
  hasPlaceholder,
  plainOf,
  type PlainObject,
  type PlainValue,
  type TemplateNode,
} from "./node.ts";
import type { PropertyReport, Verdict } from "./plan.ts";
import type { ResolvedResource } from "./resolve.ts";

/** What becomes of one property of a modeled resource type. */
export interface PropertyRule {
  readonly verdict: Verdict;
  /** What that means for the answer, as a sentence. */
  readonly meaning: string;
  /** How its value is read; without it, the value is not looked at. */
  readonly read?: (node: TemplateNode) => PlainValue;
  /** Its value decides numbers of the simulation: a placeholder is no substitute. */
  readonly exact?: true;
}

/** The properties of a resource type by name. */
export type PropertyRules = Readonly<Record<string, PropertyRule>>;

/** The properties of one resource, read by the rules of its type. */
export interface ReadProperties {
  readonly values: PlainObject;
  readonly reports: readonly PropertyReport[];
  readonly warnings: readonly string[];
}

/**
 * Reads the properties of `resource` by `rules`.
 *
 * @throws TemplateError when a value is not of the kind that its property takes.
 */
export function readProperties(resource: ResolvedResource, rules: PropertyRules): ReadProperties {
  const { logicalId, type, properties } = resource;
  const values: Record<string, PlainValue> = {};
  const reports: PropertyReport[] = [];
  const warnings: string[] = [];
  for (const [path, { place, value }] of properties.entries) {
    const position = { line: place.line, column: place.column };
    const rule = Object.hasOwn(rules, path) ? rules[path] : undefined;
    if (rule === undefined) {
      warnings.push(`${logicalId}.${path}: ${type} has no such property; it is left out.`);
      reports.push({
        path,
        verdict: "opaque",
        meaning: `${type} has no such property.`,
        position,
      });
    } else if (rule.exact === true && hasPlaceholder(value)) {
      const meaning = "Its value is known only once deployed; the default of AWS is used.";
      warnings.push(
        `${logicalId}.${path}: its value is known only once deployed; the default of AWS is used.`,
      );
      reports.push({ path, verdict: "opaque", meaning, position });
    } else {
      if (rule.read !== undefined) values[path] = rule.read(value);
      reports.push({ path, verdict: rule.verdict, meaning: rule.meaning, position });
    }
  }
  return { values, reports, warnings };
}

/** A whole number, which may be written as a string. */
export function wholeNumber(node: TemplateNode): number {
  const text = node.kind === "scalar" ? node.text.trim() : "";
  const number = Number(text);
  if (text !== "" && Number.isInteger(number)) return number;
  throw new TemplateError(node.place, "a whole number", describeNode(node));
}

/** `true` or `false`, which may be written as a string. */
export function truth(node: TemplateNode): boolean {
  const text = node.kind === "scalar" ? node.text.trim().toLowerCase() : "";
  if (text === "true" || text === "false") return text === "true";
  throw new TemplateError(node.place, "true or false", describeNode(node));
}

/** A scalar as a string. */
export function text(node: TemplateNode): string {
  return asScalar(node).text;
}

/** A list of strings. */
export function textList(node: TemplateNode): readonly string[] {
  return asList(node, "a list of strings").items.map(text);
}

/** A mapping of names to strings. */
export function textMap(node: TemplateNode): PlainObject {
  const entries = [...asMap(node).entries].map(([key, { value }]) => [
    key,
    value.kind === "scalar" ? value.text : JSON.stringify(plainOf(value)),
  ]);
  return Object.fromEntries(entries) as Record<string, string>; // Every value is a string above.
}

/** A mapping whose values are whole numbers where they look like it, and strings elsewhere. */
export function numberMap(node: TemplateNode): PlainObject {
  const values = [...asMap(node).entries].map(([key, { value }]): [string, PlainValue] => {
    const { text } = asScalar(value, "a whole number");
    return [key, /^-?\d{1,15}$/.test(text) ? Number(text) : text];
  });
  return Object.fromEntries(values);
}

/** A mapping of names to strings, from tags as CloudFormation (a list) or SAM (a mapping) has them. */
export function tagMap(node: TemplateNode): PlainObject {
  if (node.kind === "map") return textMap(node);
  const tags: [string, string][] = [];
  for (const item of asList(node, "a list of tags").items) {
    const entries = asMap(item, "a tag with Key and Value").entries;
    const key = entries.get("Key")?.value;
    const value = entries.get("Value")?.value;
    if (key !== undefined && value !== undefined) tags.push([text(key), text(value)]);
  }
  return Object.fromEntries(tags);
}
