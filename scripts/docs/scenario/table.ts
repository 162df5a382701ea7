import type { Pages } from "../pages.ts";
import {
  definitionOf,
  isJson,
  isOneOf,
  quantityOf,
  scenarioSchema,
  type Schema,
} from "./schema.ts";

/** A setting of scenarios: the same in a file and in TypeScript. */
export interface Setting {
  /** Such as `workload[].arrivals.poisson.rate` or `functions.<id>.duration`. */
  readonly path: string;
  /** What it takes, with its unit. */
  readonly form: string;
  /** What holds where it is left out; `""`: it must be said, or nothing does. */
  readonly usual: string;
  readonly isRequired: boolean;
  /** What it means, in a sentence. */
  readonly text: string;
}

/** What is said in a file and otherwise in TypeScript, where values are at hand. */
const inFilesAlone: Readonly<Record<string, string>> = {
  $schema: "A file's own: for editors.",
  architecture: "In TypeScript the stack itself.",
  scripts: "In TypeScript the functions themselves, by name.",
};

/** Every setting of scenarios, in the order of the schema, each once; laws of all quantities are alike. */
export function settingsOf(schema: Schema = scenarioSchema()): readonly Setting[] {
  const law = Object.entries(schema.$defs ?? {}).find(([name]) => !isJson(name));
  const laws = law === undefined ? [] : settingsIn(law[1], "<law>");
  const known = new Set<string>();
  return [...settingsIn(schema, ""), ...laws].filter(
    ({ path }) => !known.has(path) && known.add(path),
  );
}

function* settingsIn(schema: Schema, path: string): Generator<Setting> {
  const { properties = {}, required = [], items, anyOf = [], additionalProperties } = schema;
  if (path === "<law>.mixture[].of") return; // The laws above.
  for (const alternative of anyOf) yield* settingsIn(alternative, path);
  if (items !== undefined) yield* settingsIn(items, `${path}[]`);
  for (const [name, member] of Object.entries(properties)) {
    const inner = path === "" ? name : `${path}.${name.includes(".") ? `"${name}"` : name}`;
    yield settingOf(inner, member, required.includes(name));
    yield* settingsIn(member, inner);
  }
  if (typeof additionalProperties !== "object") return;
  const inner = `${path}.<${keyName(schema)}>`;
  const { description, properties: members } = additionalProperties;
  if (members === undefined && description !== undefined) {
    yield settingOf(inner, additionalProperties, false);
  }
  yield* settingsIn(additionalProperties, inner);
}

function keyName({ properties = {}, propertyNames }: Schema): string {
  const isOfPercentiles = propertyNames?.pattern?.startsWith("^p(") === true;
  if (isOfPercentiles || properties["p50"] !== undefined) return "percentile";
  return Object.keys(properties).some((name) => name.includes(":")) ? "operation" : "name";
}

function settingOf(path: string, schema: Schema, isRequired: boolean): Setting {
  const { description = "" } = schema;
  const isOfLaw = path.startsWith("<law>") && quantityOf(schema) !== null;
  const [, text = description, usual = ""] = /^(.*?)\s*Default: (.*?)\.?$/s.exec(description) ?? [];
  return { path, form: isOfLaw ? "quantity" : formOf(schema), usual, isRequired, text };
}

function formOf(schema: Schema): string {
  const definition = definitionOf(schema);
  if (definition !== null) return isJson(definition) ? "JSON" : `law of ${definition}`;
  const quantity = quantityOf(schema);
  if (quantity !== null) return quantity.unit;
  const { anyOf, items, properties, additionalProperties } = schema;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (anyOf !== undefined) return [...new Set(anyOf.map(formOf))].join(" or ");
  if (items !== undefined) return `list of ${formOf(items)}`;
  if (properties !== undefined) return isOneOf(schema) ? "one of its members" : "members";
  if (typeof additionalProperties === "object") return `${formOf(additionalProperties)} by name`;
  const types = [schema.type ?? []].flat().map((type) => wordOf(type, schema));
  return types.length === 0 ? "date" : types.join(" or ");
}

function wordOf(type: string, { minimum, maximum }: Schema): string {
  if (type === "string") return "text";
  if (type === "boolean") return "true or false";
  if (type !== "integer") return type;
  const isBounded = Number.isSafeInteger(maximum) && maximum !== Number.MAX_SAFE_INTEGER;
  return isBounded && minimum !== undefined
    ? `whole number, ${minimum.toLocaleString("en")} to ${maximum!.toLocaleString("en")}`
    : "whole number";
}

const head = `# Settings

What a scenario may say: each setting once, under the one name that it has in a scenario file and in TypeScript. \`npm run docs\`
writes this page from the schema of scenario files, from which the types of \`run\` and \`sweep\` are written, too.

- In a file a duration, a rate, a size or a share is a text such as \`30s\`. In TypeScript it is the same text, which the compiler
  checks; a duration may be \`seconds(30)\`, too.
- A *law* is how a quantity is distributed. A quantity alone is a constant: \`duration: 200ms\`.
- \`<name>\` is a logical id, a parameter or whatever the section is by; \`[]\` stands for each of a list.
- A default of *must be said* is none: whoever leaves it out is told so.
`;

/** The page of all settings. */
export function settingsPages(): Pages {
  const settings = settingsOf();
  const sectionOf = ({ path }: Setting) => /^(?:<\w+>|\$?\w+)/.exec(path)![0];
  const names = [...new Set(settings.map(sectionOf))];
  const inSection = (name: string) => settings.filter((setting) => sectionOf(setting) === name);
  const parts = names.map((name) => [name, inSection(name)] as const);
  const alone = parts.flatMap(([, all]) => (all.length === 1 ? all : []));
  const lines = [
    head,
    "## At the top",
    "",
    ...tableOf(alone),
    ...parts.flatMap(([name, all]) =>
      all.length === 1 ? [] : ["", `## ${titleOf(name)}`, "", ...tableOf(all)],
    ),
  ];
  return new Map([["settings.md", `${lines.join("\n")}\n`]]);
}

const titleOf = (section: string): string =>
  section === "<law>" ? "A law of durations or of sizes" : section;

const tableOf = (settings: readonly Setting[]): readonly string[] => [
  "| Setting | What it takes | Default | What it means |",
  "| --- | --- | --- | --- |",
  ...settings.map(({ path, form, usual, isRequired, text }) => {
    const said = isRequired ? "*must be said*" : usual;
    const meaning = [text, inFilesAlone[path] ?? ""].filter((part) => part !== "").join(" ");
    return `| ${[`\`${path}\``, form, said, meaning].map(cell).join(" | ")} |`;
  }),
];

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
