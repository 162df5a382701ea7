import { existsSync } from "node:fs";
import { basename, dirname, relative, resolve, sep } from "node:path";
import { ConfigError } from "@orrery/kernel";
import type { WrittenOverride } from "@orrery/templates";
import { exitStatus } from "./exit-status.ts";
import { checkFile, isFolder, OutputFile, textOfFile } from "./files.ts";
import { draftOf } from "./scenario-draft.ts";
import type { Terminal } from "./terminal.ts";

/** What `orrery init` may be told. */
export interface InitOptions {
  readonly output?: string;
  readonly force?: boolean;
  readonly parameter: readonly WrittenOverride[];
}

/** Writes a scenario of a template, to be filled in; gives the exit status. */
export function initCommand(path: string, options: InitOptions, { print }: Terminal): number {
  if (!isFolder(path)) checkFile(path);
  const output = options.output ?? `${nameOf(path)}.scenario.yaml`;
  if (options.force !== true && existsSync(output)) {
    const expected = "no file of this name yet, or --force, which writes over it";
    throw new ConfigError(output, expected, "one that is there");
  }
  const parameters = Object.fromEntries(
    options.parameter.map(({ path: name, value }) => [name, value]),
  );
  const way = relative(dirname(resolve(output)), resolve(path))
    .split(sep)
    .join("/");
  const draft = draftOf({
    template: { path, shown: way.startsWith("../") ? way : `./${way}` },
    sources: { open: (file) => ({ path: file, text: textOfFile(file) }), isFolder },
    parameters,
    output,
  });
  const file = new OutputFile(output);
  try {
    file.write(draft);
    file.finish();
  } finally {
    file.abandon();
  }
  print(
    `wrote ${output}; what it assumes is marked in it. It runs as it is: orrery run ${output}\n`,
  );
  return exitStatus.fine;
}

/** A template's name without what says that it is one: `Shop` of `cdk.out/Shop.template.json`. */
const nameOf = (path: string): string =>
  basename(path)
    .replace(/\.(?:ya?ml|json|template)$/i, "")
    .replace(/\.template$/i, "");
