import { realpathSync } from "node:fs";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import type { Scripts } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import type { ArchitectureModule } from "@orrery/templates";
import { checkFile, thrownText } from "./files.ts";
import { reasonOf } from "./system-reason.ts";

/** What is expected of a module that is to be run. */
export const loadable = "a module that can be loaded";

/** Scripts by name, as a module exports them. @throws ConfigError */
export function scriptsIn(value: unknown, file: string): Scripts {
  if (value === undefined) return {};
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : null;
  const wrong = entries?.find(([, script]) => typeof script !== "function");
  if (entries === null || wrong !== undefined) {
    const received = wrong === undefined ? `${typeof value}` : `${wrong[0]}, a ${typeof wrong[1]}`;
    throw new ConfigError(`${file}: scripts`, "generator functions by name", received);
  }
  return Object.fromEntries(entries); // Checked above.
}

/** A stack, as a module exports it; `null`: it exports none. @throws ConfigError */
export function architectureIn(value: unknown, file: string): ArchitectureModule | null {
  if (value === undefined) return null;
  const operations: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "operations") : undefined;
  if (!Array.isArray(operations)) {
    const expected = "a Stack, or another object with operations";
    throw new ConfigError(`${file}: architecture`, expected, typeof value);
  }
  const wrong = operations.findIndex((operation) => !isOperation(operation));
  if (wrong >= 0) {
    const expected = "an operation with logicalId, service, operation and params";
    const received = typeof operations[wrong];
    throw new ConfigError(`${file}: architecture.operations[${wrong}]`, expected, `a ${received}`);
  }
  return value as ArchitectureModule; // What a Stack has; params are checked when they are carried out.
}

function isOperation(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const texts = ["logicalId", "service", "operation"].map((key): unknown =>
    Reflect.get(value, key),
  );
  const params: unknown = Reflect.get(value, "params");
  const isPlain = typeof params === "object" && params !== null && !Array.isArray(params);
  return isPlain && texts.every((text) => typeof text === "string");
}

/** What a module exports, by name. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * Runs a module.
 *
 * @param shown the module as whoever names it does
 * @throws ConfigError where it cannot be loaded.
 */
export async function exportsOf(path: string, shown: string): Promise<Exports> {
  let found: string;
  try {
    found = realpathSync(path);
  } catch (error) {
    throw new ConfigError(path, "a module that can be read", `"${shown}", ${reasonOf(error)}`);
  }
  checkFile(found);
  try {
    return (await import(pathToFileURL(found).href)) as Exports;
  } catch (error) {
    if (error instanceof ConfigError) throw error; // The builder's: the module asks for what cannot be.
    const isTypeScript = [".ts", ".mts"].includes(extname(path));
    const hint =
      isTypeScript && !process.features.typescript ? "; TypeScript needs Node 22.18 or later" : "";
    const message = thrownText(error);
    throw new ConfigError(path, loadable, `${message}${hint}`);
  }
}

/** What a module exports, in words. */
export const named = (exported: Exports): string => {
  const names = Object.keys(exported).join(", ");
  return names === "" ? "one that exports nothing" : `one that exports ${names}`;
};
