import { allMetrics } from "@orrery/aws";
import { format, resolveConfig } from "prettier";
import {
  definitionOf,
  isJson,
  isOneOf,
  quantityOf,
  scenarioSchema,
  type Schema,
} from "./schema.ts";

/** Where the types of scenario files are, from the root. */
export const typesFile = "packages/aws/src/service/scenario-input.ts";

const head = `// Written by \`npm run docs\` from the schema of scenario files: do not edit.

import type { DurationSaid, Plain } from "@orrery/kernel";
import type { None, OneOf, RateText, ShareSaid, SizeSaid, StatisticName } from "./said.ts";
`;

/** The types of what scenario files say, with the texts of the schema, made from it. */
export async function scenarioTypes(): Promise<string> {
  const schema = scenarioSchema();
  const laws = Object.entries(schema.$defs ?? {}).filter(([name]) => !isJson(name));
  const parts = laws.map(([name, law]) => {
    const of = name.slice(0, -1);
    const text = `A law of ${name}: a ${of} is a constant.`;
    return `${commentOf(text)}export type ${typeName(name)} = ${typeOf(law)};\n`;
  });
  const entries = entriesOf(schema);
  const named = new Map([...entries].map(([name, entry]) => [JSON.stringify(entry), name]));
  const written = [...entries].map(([name, entry]) => {
    const isInterface = entry.type === "object" && entry.oneOf === undefined;
    const declared = isInterface ? `interface ${name} ` : `type ${name} = `;
    return `${commentOf(entry.description)}export ${declared}${typeOf(entry, withoutOne(named, name))}\n`;
  });
  const settings = `${commentOf("What a scenario says, setting by setting.")}export interface ScenarioInput ${membersOf(schema, named)}\n`;
  const text = [head, ...parts, ...written, settings, metricNames()].join("\n");
  const config = await resolveConfig(typesFile);
  return format(text, { ...config, parser: "typescript" });
}

/** What lists and sections at the top have entries of, by the names of their types. */
function entriesOf({ properties = {} }: Schema): ReadonlyMap<string, Schema> {
  const entries = Object.entries(properties).flatMap(([name, { items, additionalProperties }]) => {
    const entry = items ?? additionalProperties;
    if (typeof entry !== "object" || (entry.properties ?? entry.anyOf) === undefined) return [];
    return [[`${typeName(name.replace(/s$/, ""))}Input`, entry] as const];
  });
  return new Map(entries);
}

const typeName = (definition: string): string =>
  `${definition.charAt(0).toUpperCase()}${definition.slice(1)}`;

/** Types that have names, by the texts of their schemas: what is said in two places is one type. */
type Named = ReadonlyMap<string, string>;

/** Those that a type may name: all but itself. */
const withoutOne = (named: Named, name: string): Named =>
  new Map([...named].filter(([, each]) => each !== name));

function typeOf(schema: Schema, named: Named = new Map()): string {
  const name = named.get(JSON.stringify(schema));
  if (name !== undefined) return name;
  const definition = definitionOf(schema);
  if (definition !== null) return isJson(definition) ? "Plain" : typeName(definition);
  const quantity = quantityOf(schema);
  if (quantity !== null) return quantity.type;
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((each) => alternativeOf(each, named)).join(" | ");
  if (schema.enum !== undefined)
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  const types = [schema.type ?? []].flat();
  return types.map((type) => plainTypeOf(type, schema, named)).join(" | ");
}

/** What has no schema in JSON is a `Date`, which programs may give for a day or a time. */
const alternativeOf = (schema: Schema, named: Named): string =>
  Object.keys(schema).length === 0 ? "Date" : typeOf(schema, named);

function plainTypeOf(type: string, schema: Schema, named: Named): string {
  switch (type) {
    case "array":
      return `readonly (${typeOf(schema.items ?? {}, named)})[]`;
    case "object":
      return isOneOf(schema) ? oneOf(schema) : membersOf(schema, named);
    case "integer":
      return "number";
    case "string":
    case "number":
    case "boolean":
    case "null":
      return type;
    default:
      throw new Error(`the schema has a type without one in TypeScript: ${type}`);
  }
}

/** One of several members: two are refused. */
function oneOf({ properties = {} }: Schema): string {
  const members = Object.entries(properties).map(([name, member]) => memberOf(name, member, true));
  return `OneOf<{ ${members.join("\n")} }>`;
}

/** Members that go together in several ways: those of all, and those of each. */
function branchesOf(schema: Schema, named: Named): string {
  const { oneOf: branches = [], properties = {}, required = [], ...rest } = schema;
  const varies = (name: string) =>
    !required.includes(name) &&
    branches.some((each) => each.required.includes(name) || each.properties[name] === false);
  const names = Object.keys(properties);
  const only = (fits: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(properties).filter(([name]) => fits(name)));
  const each = branches.map(({ required: needed, properties: without }) => {
    const own = only((name) => varies(name) && without[name] !== false);
    const none = names
      .filter((name) => without[name] === false)
      .map((name) => JSON.stringify(name));
    return `${membersOf({ properties: own, required: needed }, named)} & None<${none.join(" | ")}>`;
  });
  const all = membersOf({ ...rest, properties: only((name) => !varies(name)), required }, named);
  return `${all} & (${each.join(" | ")})`;
}

function membersOf(schema: Schema, named: Named = new Map()): string {
  if (schema.oneOf !== undefined) return branchesOf(schema, named);
  const { properties = {}, required = [], additionalProperties } = schema;
  const members = Object.entries(properties).map(([name, member]) =>
    memberOf(name, member, required.includes(name), named),
  );
  if (typeof additionalProperties === "object") {
    const { description } = additionalProperties;
    // Members that may be left out must fit, whether or not undefined is told from what is not there.
    const orNone = Object.keys(properties).some((name) => !required.includes(name));
    const type = `${typeOf(additionalProperties, named)}${orNone ? " | undefined" : ""}`;
    members.push(`${commentOf(description)}readonly [${keyOf(schema)}]: ${type};`);
  }
  return members.length === 0 ? "Readonly<Record<string, never>>" : `{ ${members.join("\n")} }`;
}

const memberOf = (
  name: string,
  schema: Schema,
  isRequired: boolean,
  named: Named = new Map(),
): string =>
  `${commentOf(schema.description)}readonly ${/^\w+$/.test(name) ? name : JSON.stringify(name)}${isRequired ? "" : "?"}: ${typeOf(schema, named)};`;

/** The names that an object has beside those it declares: percentiles, operations, or whatever is said. */
function keyOf({ properties = {}, propertyNames }: Schema): string {
  const names = Object.keys(properties);
  if (names.includes("p50") || propertyNames?.pattern?.startsWith("^p(") === true) {
    return "percentile: `p${number}`";
  }
  return names.some((name) => name.includes(":"))
    ? "operation: `${string}:${string}`"
    : "name: string";
}

function commentOf(text: string | undefined): string {
  if (text === undefined) return "";
  const [, sentence = text, usual] = /^(.*?)\s*Default: (.*?)\.?$/s.exec(text) ?? [];
  const parts = [sentence, usual === undefined ? "" : `@defaultValue ${usual}`];
  return `/** ${parts.filter((part) => part !== "").join(" ")} */\n`;
}

/** Names with a dot are those of figures of ours: how often each decided is no metric of AWS, and the report tells it. */
function metricNames(): string {
  const names = Object.keys(allMetrics).filter((name) => !name.includes("."));
  const union = names.sort().map((name) => JSON.stringify(name));
  const text = "A metric of a resource, a workload or a consumer: of a meter or a gauge.";
  return `${commentOf(text)}export type MetricName = ${union.join(" | ")};\n`;
}
