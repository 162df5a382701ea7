import type { MadeType, PropertyMeaning, TemplateType } from "@orrery/aws";
import type { DeployedResource, WrittenProperty } from "../sam/function.ts";
import type { Position } from "./error.ts";
import { hasPlaceholder, type PlainValue } from "./node.ts";
import { notModeled } from "./not-modeled.ts";
import type { PropertyReport, ReadProperties } from "./planned.ts";
import { readValue } from "./reading.ts";
import { modeledType } from "./resource-types.ts";

const onlyDeployed = "known only once deployed; the default of AWS is used.";

/**
 * Reads the properties of a resource as `type` says.
 *
 * @throws TemplateError when a value is not of the kind that its property takes.
 */
export function readProperties(
  { resource, writtenType, written }: DeployedResource,
  type: TemplateType & MadeType,
): ReadProperties {
  const { logicalId, properties } = resource;
  const values: Record<string, PlainValue> = {};
  const warnings: string[] = [];
  const unknown = new Set<string>();
  const members: string[] = [];
  for (const [name, { value }] of properties.entries) {
    const meaning = meaningOf(type, name);
    if (meaning?.exact === true && hasPlaceholder(value)) unknown.add(name);
    else if (meaning?.read !== undefined) {
      values[name] = readValue(value, meaning.read, (path) => members.push(`${name}.${path}`));
    }
  }

  const reports: PropertyReport[] = [];
  const charges = new Set<string>();
  for (const property of written ?? asWritten(resource.properties)) {
    const { path, position } = property;
    const meaning = meaningOfWritten(type, property);
    if (meaning === undefined) {
      warnings.push(`${logicalId}.${path}: ${writtenType} has no such property; it is left out.`);
      reports.push({
        path,
        verdict: "opaque",
        meaning: `${writtenType} has no such property.`,
        position,
      });
    } else if (
      property.becomes !== null &&
      "property" in property.becomes &&
      unknown.has(property.becomes.property)
    ) {
      warnings.push(`${logicalId}.${path}: its value is ${onlyDeployed}`);
      reports.push({ path, verdict: "opaque", meaning: `Its value is ${onlyDeployed}`, position });
    } else {
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

/** The properties of a resource that the template says in the words of CloudFormation. */
const asWritten = ({ entries }: DeployedResource["resource"]["properties"]): WrittenProperty[] =>
  [...entries].map(([path, { place }]) => {
    const position: Position = { line: place.line, column: place.column };
    return { path, position, becomes: { property: path } };
  });

function meaningOfWritten(
  type: TemplateType & MadeType,
  { becomes }: WrittenProperty,
): PropertyMeaning | undefined {
  if (becomes === null) return undefined;
  if ("meaning" in becomes) return becomes.meaning;
  return "property" in becomes ? meaningOf(type, becomes.property) : ofAnotherType(becomes.type);
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

/** What a property means that becomes a resource of another type. */
function ofAnotherType(type: string): PropertyMeaning {
  const modeled = modeledType(type)?.definition;
  if (modeled !== undefined && "make" in modeled) {
    const meaning = `SAM makes a resource of it, ${type}, which is not simulated yet.`;
    return { verdict: "opaque", meaning };
  }
  const leftOut = modeled !== undefined ? modeled.leftOut : notModeled(type);
  const meaning =
    "meaning" in leftOut
      ? leftOut.meaning
      : `${leftOut.name} is not modeled yet: ${leftOut.absence}.`;
  return { verdict: leftOut.verdict, meaning };
}
