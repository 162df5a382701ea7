import type { MadeType, PropertyMeaning, TemplateType } from "@orrery/aws";
import type { Position } from "./error.ts";
import { hasPlaceholder, type PlainValue } from "./node.ts";
import type { PropertyReport, ReadProperties } from "./planned.ts";
import { readValue } from "./reading.ts";
import type { ResolvedResource } from "./resolved.ts";

const onlyDeployed = "known only once deployed; the default of AWS is used.";

/**
 * Reads the properties of a resource as `type` says.
 *
 * @throws TemplateError when a value is not of the kind that its property takes.
 */
export function readProperties(
  { logicalId, properties }: ResolvedResource,
  type: TemplateType & MadeType,
): ReadProperties {
  const values: Record<string, PlainValue> = {};
  const warnings: string[] = [];
  const members: string[] = [];
  const reports: PropertyReport[] = [];
  const charges = new Set<string>();
  for (const [path, { place, value }] of properties.entries) {
    const position: Position = { line: place.line, column: place.column };
    const meaning = meaningOf(type, path);
    if (meaning === undefined) {
      warnings.push(`${logicalId}.${path}: ${type.type} has no such property; it is left out.`);
      const words = `${type.type} has no such property.`;
      reports.push({ path, verdict: "opaque", meaning: words, position });
    } else if (meaning.exact === true && hasPlaceholder(value)) {
      warnings.push(`${logicalId}.${path}: its value is ${onlyDeployed}`);
      reports.push({ path, verdict: "opaque", meaning: `Its value is ${onlyDeployed}`, position });
    } else {
      if (meaning.read !== undefined) {
        values[path] = readValue(value, meaning.read, (part) => members.push(`${path}.${part}`));
      }
      reports.push({ path, verdict: meaning.verdict, meaning: meaning.meaning, position });
      if (meaning.charge !== undefined) charges.add(meaning.charge);
    }
  }
  const left = members.map((path) => `${logicalId}.${path}: its value is ${onlyDeployed}`);
  return {
    values,
    reports,
    warnings: [...warnings, ...left],
    charges: [...charges],
    unknown: [...properties.entries].flatMap(([name, { value }]) =>
      hasPlaceholder(value) ? [name] : [],
    ),
  };
}

/** What a property means; of one that CloudFormation has and we know nothing of, that it is left out. */
function meaningOf(
  { properties, facts }: TemplateType & MadeType,
  name: string,
): PropertyMeaning | undefined {
  if (Object.hasOwn(properties, name)) return properties[name];
  if (!facts.properties.includes(name)) return undefined;
  return { verdict: "opaque", meaning: `${name} is not modeled yet: it does nothing.` };
}
