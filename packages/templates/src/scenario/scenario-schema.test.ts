import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { readScenarioDocument } from "./scenario-document.ts";
import { extrasOfKinds } from "./extras-schema.ts";
import { scenarioJsonSchema } from "./scenario-schema.ts";

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly description?: string;
  readonly required?: readonly string[];
}

const schema = scenarioJsonSchema() as Schema;

it("knows all settings, of which only the duration must be there", () => {
  expect(schema.required).toEqual(["duration"]);
  expect(schema.additionalProperties).toBe(false);
  const sections = extrasOfKinds.map(({ extra }) => extra.section.name);
  expect(sections).toEqual(expect.arrayContaining(["functions", "mappings", "queues"]));
  expect(Object.keys(schema.properties!)).toEqual([
    ...["$schema", "template", "architecture", "parameters", "resources"],
    ...["stackName", "stack", "stacks", "exports", "asOf", "startsAt"],
    ...["duration", "seed", "region", "account", "scripts", "workload", "consumers", ...sections],
    ...["latencies", "assumptions", "quotas", "iam"],
    ...["unmodeled", "customResources", "logs", "actions", "faults", "expect"],
  ]);
});

it("describes every setting at the top, so that editors can say what it is for", () => {
  const silent = Object.entries(schema.properties!).filter(
    ([name, { description }]) => name !== "$schema" && description === undefined,
  );
  expect(silent.map(([name]) => name)).toEqual([]);
});

it("offers the latencies that the model looks up, and no others", () => {
  const folder = fileURLToPath(new URL("../../../aws/src", import.meta.url));
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => `${folder}/${file}`)
    .filter((file) => existsSync(file));
  const texts = sources.map((file) => readFileSync(file, "utf8")).join("\n");
  const used = [...texts.matchAll(/latencies\["([^"]+)"\]/g)].map(([, name]) => name!);
  const offered = Object.keys(schema.properties!["latencies"]!.properties!);
  expect(used.filter((name) => !offered.includes(name))).toEqual([]);
  // Where it is declared it stands once.
  const isUsed = (name: string) => texts.split(`"${name}"`).length > 2;
  expect(offered.filter((name) => !isUsed(name))).toEqual([]);
});

const page = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../../../docs/${name}`, import.meta.url)), "utf8");
const guide = page("guide/scenario-files.md");

// What only one service has may be explained in its own folder.
const services = fileURLToPath(new URL("../../../aws/src/services", import.meta.url));
const readmes = readdirSync(services, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("README.md"))
  .map((file) => readFileSync(`${services}/${file}`, "utf8"));

/** The names of all settings, at every level. */
function* namesIn(part: Schema): Generator<string> {
  for (const [name, inner] of Object.entries(part.properties ?? {})) {
    yield name;
    yield* namesIn(inner);
  }
  for (const inner of [part.items, ...(part.anyOf ?? []), part.additionalProperties]) {
    if (typeof inner === "object") yield* namesIn(inner);
  }
}

it("is explained by the guide, setting for setting", () => {
  const definitions = (schema as { readonly $defs: Readonly<Record<string, Schema>> }).$defs;
  const names = new Set(
    [schema, ...Object.values(definitions)].flatMap((part) => [...namesIn(part)]),
  );
  names.delete("$schema");
  expect(names.size).toBeGreaterThan(60);
  const figures = new Set(Object.keys(schema.properties!["assumptions"]!.properties!));
  expect(figures.size).toBeGreaterThan(20);
  // The guide leads to the pages that list them.
  const folder = fileURLToPath(new URL("../../../../docs/reference/limits", import.meta.url));
  const limits = readdirSync(folder).map((file) => page(`reference/limits/${file}`));
  const where = (name: string) => (figures.has(name) ? limits : [guide, ...readmes]);
  const isExplained = (name: string) => where(name).some((text) => text.includes(`\`${name}\``));
  expect([...names].filter((name) => !isExplained(name))).toEqual([]);
});

it("accepts the example of the guide", () => {
  const [, example] = /```yaml\n(# orders[\s\S]*?)```/.exec(guide)!;
  const { content } = readScenarioDocument(example!, "orders.scenario.yaml");
  expect(content).toMatchObject({ seed: 42, duration: 3_600_000_000 });
});
