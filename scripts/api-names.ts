import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { root } from "./workspace.ts";

/**
 * Writes the names that AWS's APIs have: those of all services, and the operations of those that are
 * modeled. Takes the folder `botocore/data` of an installation of botocore, and its version.
 *
 * `node scripts/api-names.ts <folder> <version>`
 */
const modeled = ["lambda", "sqs"];
const target = join(root, "packages/aws/src/request/api-names.ts");

interface ApiModel {
  readonly metadata: { readonly serviceId: string; readonly signingName?: string } & Readonly<
    Record<"endpointPrefix", string>
  >;
  readonly operations: Readonly<Record<string, unknown>>;
}

function modelOf(folder: string, service: string): ApiModel | null {
  const versions = readdirSync(join(folder, service)).sort();
  const path = join(folder, service, versions.at(-1)!);
  const file = readdirSync(path).find((name) => name.startsWith("service-2.json"));
  if (file === undefined) return null;
  const bytes = readFileSync(join(path, file));
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return JSON.parse(text) as ApiModel; // AWS's own form.
}

/** As boto3 and the command line name a service, as the SDK for JavaScript does, and as policies do. */
function namesOf(folder: string): readonly string[] {
  const names = new Set<string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const model = modelOf(folder, entry.name);
    if (model === null) continue;
    const { serviceId, signingName, endpointPrefix } = model.metadata;
    names.add(entry.name);
    names.add(serviceId.toLowerCase().replaceAll(" ", "-"));
    const signed = signingName ?? endpointPrefix;
    if (/^[a-z][a-z0-9-]*$/.test(signed)) names.add(signed);
  }
  return [...names].sort();
}

function linesOf(names: readonly string[]): string {
  const lines = [""];
  for (const name of names) {
    if (lines.at(-1)!.length + name.length > 94) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) === "" ? "" : " "}${name}`;
  }
  return lines.map((line) => `  ${line}`).join("\n");
}

const [folder, version] = process.argv.slice(2);
if (folder === undefined || version === undefined) {
  throw new Error("usage: node scripts/api-names.ts <folder botocore/data> <version of botocore>");
}
const operations = modeled.map((service) => {
  const names = Object.keys(modelOf(folder, service)!.operations).sort();
  return `  ${service}: wordsOf(\`\n${linesOf(names)}\n  \`),`;
});
writeFileSync(
  target,
  `// Written by scripts/api-names.ts from botocore ${version}: do not edit.

const wordsOf = (text: string): readonly string[] => text.trim().split(/\\s+/);

/** Names of AWS's services: as boto3 and the command line, AWS's SDK, and policies have them. */
export const serviceNames: readonly string[] = wordsOf(\`
${linesOf(namesOf(folder))}
\`);

/** The operations that AWS has of the services that are modeled, whether these are or not. */
export const operationNames: Readonly<Record<string, readonly string[]>> = {
${operations.join("\n")}
};
`,
);
console.log(target);
