import { dirname, resolve } from "node:path";
import { scriptsNamedIn, type RunCode, type RunFile, type Scripts } from "@orrery/aws";
import { ConfigError, own } from "@orrery/kernel";
import { scriptsWith, takeHandlers } from "@orrery/templates";
import { architectureIn, exportsOf, scriptsIn, type Exports } from "./module-exports.ts";
import { queryEngineOf } from "./query-engine.ts";

/** What is said of the scripts of a saved run. */
export interface ScriptOptions {
  /** Whether the modules that the file names may be run. */
  readonly runModules?: boolean;
  /** Modules to take in place of those that the file names: whoever names them wants them run. */
  readonly scripts?: readonly string[];
}

/** What a saved run is given, and the modules that its scripts came from. */
export interface RunScripts extends RunCode {
  /** As they are said; none where the run has no scripts. */
  readonly modules: readonly string[];
}

/**
 * The scripts that a saved run needs. A run file may come from anybody, and a module does whatever it likes: so
 * whoever runs it says that it may be, or names another.
 *
 * @throws ConfigError where it may not, where none is named, or where one has not what the run needs.
 */
export async function scriptsOf(
  path: string,
  { scenario, scripts }: RunFile,
  { runModules = false, scripts: given }: ScriptOptions,
): Promise<RunScripts> {
  const needed = namesIn(path, scenario);
  const queryEngine = await queryEngineOf(scenario);
  if (given !== undefined) {
    if (needed.length > 0) {
      return { scripts: await loadScripts(given, needed), queryEngine, modules: given };
    }
    throw new ConfigError("--scripts", `none, since ${path} has no handlers or scripts`, given[0]!);
  }
  const named = scripts === null ? [] : [scripts].flat();
  const [module] = named;
  if (module !== undefined && !runModules) {
    const expected = "--run-modules, since this run needs a module, which would be run";
    throw new ConfigError(`${path}: scripts`, expected, `"${module}"`);
  }
  if (module === undefined && needed.length > 0) {
    const expected = `--scripts MODULE, a module that exports ${wordsOf(needed)}, which the file does not hold`;
    throw new ConfigError(path, expected, "none");
  }
  const modules = named.map((each) => resolve(dirname(path), each));
  return { scripts: await loadScripts(modules, needed), queryEngine, modules };
}

/** @throws ConfigError where what the file has for a scenario can be none. */
function namesIn(path: string, scenario: RunFile["scenario"]): readonly string[] {
  try {
    return scriptsNamedIn(scenario);
  } catch (error) {
    // What JavaScript says of a missing member is no news to whoever reads it.
    const received = error instanceof ConfigError ? error.message : "one whose parts do not fit";
    throw new ConfigError(`${path}: scenario`, "one that can be run", received);
  }
}

const wordsOf = (names: readonly string[]): string =>
  names.length === 1 ? `the handler ${names[0]}` : `the handlers ${names.join(", ")}`;

/**
 * The scripts of these names that modules export: in `scripts`, or as handlers of a stack or of a scenario, under
 * whatever name these are exported.
 */
async function loadScripts(paths: readonly string[], needed: readonly string[]): Promise<Scripts> {
  let usual: Scripts = {};
  const others: Exported[] = [];
  for (const path of paths) {
    const exported = await exportsOf(path, path);
    usual = scriptsWith(
      { ...usual, ...scriptsIn(exported["scripts"], path) },
      usualIn(exported, path),
    );
    for (const [name, value] of Object.entries(exported)) {
      if (!usualNames.has(name)) others.push({ name, scripts: handlersIn(value) });
    }
  }
  const found = needed.flatMap((name) => {
    const script = own(usual, name) ?? onlyOne(name, others, paths);
    return script === undefined ? [] : [[name, script] as const];
  });
  if (found.length === needed.length) return Object.fromEntries(found);
  const missing = needed.filter((name) => !found.some(([each]) => each === name));
  const known = [...Object.keys(usual), ...others.flatMap(({ scripts }) => Object.keys(scripts))];
  throw new ConfigError(
    paths.join(", "),
    `a module that exports ${wordsOf(missing)}, which the run needs`,
    known.length === 0 ? "one without handlers and scripts" : `one with ${known.join(", ")}`,
  );
}

/** An export that modules have under a name of their own. */
interface Exported {
  readonly name: string;
  readonly scripts: Scripts;
}

const usualNames: ReadonlySet<string> = new Set(["scripts", "architecture", "scenario"]);

/** The handlers in the exports that `orrery run` takes. */
const usualIn = (exported: Exports, path: string): Scripts => ({
  ...architectureIn(exported["architecture"], path)?.handlers,
  ...handlersIn(exported["scenario"]),
});

/** The script of a name in others than the usual exports. @throws ConfigError where there are two. */
function onlyOne(
  name: string,
  others: readonly Exported[],
  paths: readonly string[],
): Scripts[string] | undefined {
  const having = others.filter(({ scripts }) => own(scripts, name) !== undefined);
  const [script, another] = new Set(having.map(({ scripts }) => scripts[name]!));
  if (another === undefined) return script;
  const places = having.map((each) => each.name).join(" and ");
  throw new ConfigError(paths.join(", "), `one handler ${name}`, `several, in ${places}`);
}

/** The handlers of a stack, of a scenario, and of the stack in it; none of anything else. */
function handlersIn(value: unknown): Scripts {
  if (typeof value !== "object" || value === null) return {};
  try {
    if ("operations" in value) return architectureIn(value, "")?.handlers ?? {};
    const { architecture, scripts } = value as {
      readonly architecture?: unknown;
      readonly scripts?: unknown;
    };
    return {
      ...(typeof scripts === "object" ? scriptsIn(scripts, "") : {}),
      ...(typeof architecture === "object" ? architectureIn(architecture, "")?.handlers : {}),
      ...takeHandlers(value).handlers,
    };
  } catch (error) {
    if (error instanceof ConfigError) return {}; // A module may export what only looks like either.
    throw error;
  }
}
