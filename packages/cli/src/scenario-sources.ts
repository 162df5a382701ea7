import { readFileSync } from "node:fs";
import { dirname, extname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { ArchitectureOperation, Scripts } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { readScenario, readScenarioDocument, type Override, type ReadScenario } from "@orrery/templates";

/** A scenario with all that its files say. */
export interface LoadedScenario extends ReadScenario {
  readonly scripts: Scripts;
}

/** The text of a file the user named. @throws ConfigError when there is none. */
export function textOfFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const received = code === "EISDIR" ? "a folder" : code === "ENOENT" ? "no such file" : String(code);
    throw new ConfigError(path, "a file that can be read", received);
  }
}

/** Reads a scenario file, YAML or JSON, with the modules and templates that it names. */
export async function loadScenario(
  path: string,
  overrides: readonly Override[],
): Promise<LoadedScenario> {
  const text = textOfFile(path);
  const folder = dirname(resolve(path));
  const { content } = readScenarioDocument(text, path, overrides);
  const scripts =
    content.scripts === undefined
      ? {}
      : ((await memberOf(folder, content.scripts, "scripts")) as Scripts);
  const architecture =
    content.architecture === undefined
      ? undefined
      : operationsOf(await memberOf(folder, content.architecture, "architecture"));
  const read = readScenario(text, path, {
    overrides,
    readText: (file) => readFileSync(resolve(folder, file), "utf8"),
    ...(architecture === undefined ? {} : { architecture }),
  });
  return { ...read, scripts };
}

function operationsOf(architecture: unknown): readonly ArchitectureOperation[] {
  const made = architecture as { readonly operations?: readonly ArchitectureOperation[] };
  return made.operations ?? (architecture as readonly ArchitectureOperation[]);
}

async function memberOf(folder: string, file: string, member: string): Promise<unknown> {
  const path = resolve(folder, file);
  let module: Readonly<Record<string, unknown>>;
  try {
    module = (await import(pathToFileURL(path).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const hint =
      extname(path) === ".ts" && !process.features.typescript
        ? `; this version of Node does not read TypeScript`
        : "";
    throw new ConfigError(file, `a module that exports ${member}`, `${(error as Error).message}${hint}`);
  }
  if (module[member] === undefined) {
    const exported = Object.keys(module).join(", ") || "nothing";
    throw new ConfigError(file, `a module that exports ${member}`, `one that exports ${exported}`);
  }
  return module[member];
}
