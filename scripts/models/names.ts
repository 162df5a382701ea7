import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { publishedModel, publishedServices } from "./published.ts";

/** The text of the file with the operations that AWS has, of each service with a published model. */
export function operationNamesFile(version: string): string {
  const services = publishedServices().map((service) => {
    const names = Object.keys(publishedModel(service)["service-2"].operations).sort();
    return `  ${JSON.stringify(service)}: \`\n${linesOf(names)}\n  \`,`;
  });
  return `// Written by \`npm run models\` from AWS's API models (botocore ${version}): do not edit.

/** The operations that AWS has, by service, whether they are modeled or not; spaces between them. */
export const operationNames: Readonly<Record<string, string>> = {
${services.join("\n").replaceAll(/^ {2}"([a-z0-9]+)":/gm, "  $1:")}
};
`;
}

interface NamedModel {
  readonly metadata: { readonly serviceId: string; readonly signingName?: string } & Readonly<
    Record<"endpointPrefix", string>
  >;
}

/**
 * The text of the file with the names of all services, from the folder `botocore/data` of an
 * installation of botocore.
 */
export const serviceNamesFile = (
  folder: string,
  version: string,
): string => `// Written by \`npm run models -- --names\` from botocore ${version}: do not edit.

/**
 * Names of AWS's services, as boto3 and the command line, AWS's SDK, and policies have them; spaces
 * between them.
 */
export const serviceNames = \`
${linesOf(namesIn(folder))}
\`;
`;

/** As boto3 and the command line name a service, as the SDK for JavaScript does, and as policies do. */
function namesIn(folder: string): readonly string[] {
  const names = new Set<string>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const model = modelIn(join(folder, entry.name));
    if (model === null) continue;
    const { serviceId, signingName, endpointPrefix } = model.metadata;
    names.add(entry.name);
    names.add(serviceId.toLowerCase().replaceAll(" ", "-"));
    const signed = signingName ?? endpointPrefix;
    if (/^[a-z][a-z0-9-]*$/.test(signed)) names.add(signed);
  }
  return [...names].sort();
}

function modelIn(folder: string): NamedModel | null {
  const path = join(folder, readdirSync(folder).sort().at(-1)!);
  const file = readdirSync(path).find((name) => name.startsWith("service-2.json"));
  if (file === undefined) return null;
  const bytes = readFileSync(join(path, file));
  const text = (file.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
  return JSON.parse(text) as NamedModel; // AWS's own form.
}

function linesOf(names: readonly string[]): string {
  const lines = [""];
  for (const name of names) {
    if (lines.at(-1)!.length + name.length > 94) lines.push("");
    lines[lines.length - 1] += `${lines.at(-1) === "" ? "" : " "}${name}`;
  }
  return lines.map((line) => `  ${line}`).join("\n");
}
