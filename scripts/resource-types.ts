import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { format, resolveConfig } from "prettier";
import { attributeFacts, refOf } from "./resource-types/attributes.ts";
import { readJson, root } from "./workspace.ts";

const services = join(root, "packages/aws/src/services");
const templates = join(root, "packages/templates/src/template");

/** A generated file: what it holds, of which version of its source, and a hash of what it holds. */
interface FactsFile {
  readonly source: string;
  readonly hash: string;
  readonly [part: string]: unknown;
}

const specification = loadAwsServiceSpecSync();
const byType = new Map(
  [...specification.all("resource")].map((each) => [each.cloudFormationType, each]),
);
/** Files that hold the facts about resource types, by path, as they would be if written now. */
export async function resourceTypeFiles(): Promise<ReadonlyMap<string, string>> {
  const { version } = readJson(
    join(root, "node_modules/@aws-cdk/aws-service-spec/package.json"),
  ) as { readonly version: string };
  const files = new Map<string, string>();
  const write = async (path: string, parts: Readonly<Record<string, unknown>>) => {
    const source = `@aws-cdk/aws-service-spec ${version}`;
    const file: FactsFile = { source, hash: hashOf(parts), ...parts };
    const settings = await resolveConfig(path);
    files.set(
      relative(root, path),
      await format(JSON.stringify(file), { ...settings, filepath: path }),
    );
  };
  for (const folder of readdirSync(services).sort()) {
    const types = typesOf(join(services, folder));
    if (types.length === 0) continue;
    const facts = types.map((type) => [type, factsOf(type)] as const);
    await write(join(services, folder, "resource-types.json"), {
      types: Object.fromEntries(facts),
    });
  }
  await write(join(templates, "resource-types.json"), { names: namesByService(), forms: forms() });
  await write(join(templates, "update-types.json"), updates());
  await write(join(templates, "attributes.json"), attributeFacts(byType));
  return files;
}

/**
 * Which properties replace a resource when they change, and which replace or interrupt it by how they change,
 * of the types that have some, of services that are modeled or that we say something of.
 */
function updates() {
  const spoken = new Set(spokenServices());
  for (const folder of readdirSync(services).sort()) {
    for (const type of typesOf(join(services, folder))) spoken.add(serviceOf(type));
  }
  const found = [...byType]
    .filter(([type]) => spoken.has(serviceOf(type)))
    .sort(([one], [other]) => (one < other ? -1 : 1));
  const types = Object.fromEntries(
    found.flatMap(([type, each]) => {
      const named = (kind: "yes" | "maybe"): string[] =>
        Object.entries(each.properties).flatMap(([name, { causesReplacement }]) =>
          causesReplacement === kind ? [name] : [],
        );
      const inside = (each.additionalReplacementProperties ?? []).flatMap(([name]) => name ?? []);
      const replaces = named("yes").sort();
      const may = [...new Set([...named("maybe"), ...inside])].filter(
        (name) => !replaces.includes(name),
      );
      if (replaces.length + may.length === 0) return [];
      const facts = {
        ...(replaces.length === 0 ? {} : { replaces: replaces.join(" ") }),
        ...(may.length === 0 ? {} : { may: may.sort().join(" ") }),
      };
      return [[type, facts]];
    }),
  );
  return { services: [...spoken].sort().join(" "), types };
}

const serviceOf = (type: string): string => type.split("::").slice(0, 2).join("::");

/** The services that templates say something of which are not modeled. */
function spokenServices(): readonly string[] {
  const said = readFileSync(join(templates, "not-modeled.ts"), "utf8");
  return [...new Set([...said.matchAll(/"(AWS::\w+)::/g)].map(([, service = ""]) => service))];
}

/** Files that are not what they would be if written now, or that somebody has written on. */
export async function staleResourceTypes(): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [path, text] of await resourceTypeFiles()) {
    const written = existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";
    if (written !== text) stale.push(path);
  }
  return stale;
}

/** Whether a generated file holds what its hash says. */
export function isAsHashed(path: string): boolean {
  const { hash, source, ...parts } = readJson(join(root, path)) as FactsFile;
  return source !== "" && hash === hashOf(parts);
}

const hashOf = (parts: unknown): string =>
  createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);

/** The types that the files `template.ts` of a service's folder say something of. */
function typesOf(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?:^|\/)template\.ts$/.test(file))
    .sort();
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8"));
  const types = texts.flatMap((text) =>
    [...text.matchAll(/\btype: "(AWS::\w+::\w+)"/g)].map(([, type = ""]) => type),
  );
  return [...new Set(types)].sort();
}

function factsOf(type: string) {
  const found = byType.get(type);
  if (found === undefined) throw new Error(`CloudFormation has no type ${type}`);
  const attributes = Object.keys(found.attributes).sort().join(" ");
  return {
    properties: Object.keys(found.properties).sort().join(" "),
    ...(attributes === "" ? {} : { attributes }),
    ref: refOf(found),
    ...(found.arnTemplate === undefined ? {} : { arn: found.arnTemplate }),
  };
}

/** The names of all types, by the beginning of their names. */
function namesByService(): Readonly<Record<string, string>> {
  const names = new Map<string, string[]>();
  for (const type of [...byType.keys()].sort()) {
    const [owner, service, ...rest] = type.split("::");
    const before = `${owner}::${service}`;
    if (before === "AWS::Serverless") continue; // SAM's own, which it turns into others.
    names.set(before, [...(names.get(before) ?? []), rest.join("::")]);
  }
  return Object.fromEntries([...names].map(([before, all]) => [before, all.join(" ")]));
}

/** How resources are called that are not modeled, of the services that we say something of. */
function forms() {
  const spoken = new Set(spokenServices());
  const found = [...byType].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(
    found.flatMap(([type, each]) => {
      const [, , ...rest] = type.split("::");
      if (!spoken.has(serviceOf(type))) return [];
      const properties = Object.keys(each.properties);
      const ref = refOf(each);
      const named = [`${rest.at(-1)}Name`, "Name"].find(
        (name) =>
          properties.includes(name) && (ref.endsWith("Arn") || ref.split("|").includes(name)),
      );
      const isArn = ref.endsWith("Arn") && !properties.includes(ref);
      const form = {
        ...(named === undefined ? {} : { named }),
        ...(isArn ? { ref } : {}),
        ...(each.arnTemplate === undefined ? {} : { arn: each.arnTemplate }),
      };
      // Of the others a reference is a placeholder of the usual form, which does as well.
      return named === undefined && !isArn ? [] : [[type, form]];
    }),
  );
}

if (import.meta.main) {
  for (const [path, text] of await resourceTypeFiles()) {
    writeFileSync(join(root, path), text);
    console.log(`${path}: ${text.length} bytes`);
  }
}
