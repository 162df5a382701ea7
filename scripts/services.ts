import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serviceFolders, type ServiceFolder } from "./tidy/service-folders.ts";
import { camelCased } from "./tidy/service-shape.ts";
import { root } from "./workspace.ts";

// Writes the lists of services from the folders of packages/aws/src/services.

const listFile = "packages/aws/src/service-list.ts";
const publicFile = "packages/aws/src/public.ts";

/** The services in the order of the list, which is that of reports; those that are new come last. */
function inOrder(listed: readonly string[], folders: readonly ServiceFolder[]) {
  const placeOf = ({ service }: ServiceFolder) => {
    const place = listed.indexOf(camelCased(service));
    return place === -1 ? listed.length : place;
  };
  return folders
    .filter(({ files }) => files.has("index.ts"))
    .sort((one, other) => placeOf(one) - placeOf(other) || (one.service < other.service ? -1 : 1));
}

/**
 * Texts of the files that list the services, by their paths from the root.
 *
 * @param before the text of the list that there is
 */
export function serviceLists(
  before: string,
  folders: readonly ServiceFolder[],
): ReadonlyMap<string, string> {
  const listed = [...before.matchAll(/^ {2}(\w+)Service,$/gm)].map(([, name = ""]) => name);
  const services = inOrder(listed, folders);
  const names = services.map(({ service }) => camelCased(service));
  const imports = services
    .map(({ service }) => service)
    .sort()
    .map((name) => `import { ${camelCased(name)}Service } from "./services/${name}/index.ts";`);
  const list = `// Written by \`npm run services\` from the folders of \`services/\`: do not edit.

import type { ServiceModel } from "./service/service-model.ts";
${imports.join("\n")}

/** The services of AWS that are modeled, in the order of reports. */
export const services: readonly ServiceModel[] = [
${names.map((name) => `  ${name}Service,\n`).join("")}];
`;
  const withClasses = services.filter(({ files }) => files.has("public.ts"));
  const exported = withClasses
    .map(({ service }) => `export * from "./services/${service}/public.ts";`)
    .sort();
  const classes = `// Written by \`npm run services\` from the folders of \`services/\`: do not edit.
/* eslint-disable no-restricted-syntax -- The names are listed in each service's public.ts. */

${exported.join("\n")}
`;
  return new Map([
    [listFile, list],
    [publicFile, classes],
  ]);
}

const textAt = (path: string): string =>
  existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "";

const writtenNow = () => serviceLists(textAt(listFile), serviceFolders());

/** Lists of services that are not what they would be if written now. */
export const staleServiceLists = (): readonly string[] =>
  [...writtenNow()].flatMap(([path, text]) => (textAt(path) === text ? [] : [path]));

if (import.meta.main) {
  for (const [path, text] of writtenNow()) {
    if (textAt(path) === text) continue;
    writeFileSync(join(root, path), text);
    console.log(path);
  }
}
