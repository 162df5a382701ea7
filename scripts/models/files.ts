import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import type { Operations } from "../../packages/aws/src/service/service-model.ts";
import { root } from "../workspace.ts";
import { format, resolveConfig } from "prettier";
import { callsFile, servicesWithCalls } from "./calls-file.ts";
import { factsOf } from "./facts.ts";
import { modelFile, problemsOf } from "./model-file.ts";
import { operationNamesFile } from "./names.ts";
import { publishedModel, publishedServices, publishedVersion } from "./published.ts";

const aws = join(root, "packages/aws/src");
const servicesFolder = join(aws, "services");

/** The folders of services. */
export const serviceFolders = (): readonly string[] =>
  readdirSync(servicesFolder, { withFileTypes: true })
    .filter(
      (entry) => entry.isDirectory() && existsSync(join(servicesFolder, entry.name, "index.ts")),
    )
    .map(({ name }) => name)
    .sort();

const modelPath = (folder: string): string => join(servicesFolder, folder, "model.ts");

/** Gives each service without a model an empty one, so that its operations can be read. */
export function writeEmptyModels(): void {
  for (const service of publishedFolders()) {
    if (existsSync(modelPath(service))) continue;
    const facts = factsOf(publishedModel(service), []);
    writeFileSync(modelPath(service), modelFile(service, publishedVersion(), facts));
  }
}

const publishedFolders = (): readonly string[] => {
  const published = publishedServices();
  return serviceFolders().filter((folder) => published.includes(folder));
};

/** All generated files by path, as they would be if written now. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const version = publishedVersion();
  const files = new Map<string, string>();
  for (const service of publishedFolders()) {
    const operations = Object.keys(await operationsOf(service));
    const facts = factsOf(publishedModel(service), operations);
    files.set(modelPath(service), modelFile(service, version, facts));
    if (!servicesWithCalls.includes(service)) continue;
    const path = join(servicesFolder, service, "calls.ts");
    const calls = callsFile(
      service,
      version,
      publishedModel(service),
      Object.keys(facts.operations),
    );
    const options = await resolveConfig(path);
    files.set(path, await format(calls, { ...options, filepath: path }));
  }
  files.set(join(aws, "request/operation-names.ts"), operationNamesFile(version));
  return files;
}

/** The operations that a service's folder says it has. */
async function operationsOf(folder: string): Promise<Operations> {
  const module = (await import(join(servicesFolder, folder, "index.ts"))) as Readonly<
    Record<string, unknown>
  >;
  for (const value of Object.values(module)) {
    if (typeof value === "object" && value !== null && "operations" in value) {
      return value.operations as Operations; // A service's model has operations and nothing else has.
    }
  }
  throw new Error(`services/${folder}/index.ts exports no service`);
}

/** Generated models that somebody has written on, or that are too large. */
export const brokenModels = (): readonly string[] =>
  serviceFolders()
    .map(modelPath)
    .filter((path) => existsSync(path))
    .flatMap((path) =>
      problemsOf(readFileSync(path, "utf8")).map((problem) => `${relative(root, path)} ${problem}`),
    );

/** Generated files that are not what they would be if written now. */
export async function staleFiles(): Promise<readonly string[]> {
  const stale: string[] = [];
  for (const [path, text] of await generatedFiles()) {
    const written = existsSync(path) ? readFileSync(path, "utf8") : "";
    if (written !== text) stale.push(relative(root, path));
  }
  return stale;
}
