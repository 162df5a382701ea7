import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import { root } from "../workspace.ts";
import { generatedFiles, writeEmptyModels } from "./files.ts";
import { serviceNamesFile } from "./names.ts";
import { hasPublished, publishedFolder } from "./published.ts";

// Writes what AWS publishes about the operations that are modeled into the services' folders.
//
// `npm run models`
// `npm run models -- --names <folder botocore/data> --version <version of botocore>`

const { values } = parseArgs({
  options: { names: { type: "string" }, version: { type: "string" } },
});

function write(path: string, text: string): void {
  writeFileSync(path, text);
  console.log(`${relative(root, path)}: ${Buffer.byteLength(text)} bytes`);
}

if (values.names !== undefined) {
  if (values.version === undefined) throw new Error("--names needs --version");
  const text = serviceNamesFile(values.names, values.version);
  write(join(root, "packages/aws/src/request/service-names.ts"), text);
} else {
  if (!hasPublished()) throw new Error(`AWS's models are not there: ${publishedFolder}`);
  writeEmptyModels();
  for (const [path, text] of await generatedFiles()) write(path, text);
}
