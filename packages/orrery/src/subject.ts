import type { QueryEngine, RunCode, ScenarioInput, Script, Scripts } from "@orrery/aws";
import { ConfigError, shownValue } from "@orrery/kernel";
import {
  readScenario,
  readScenarioDocument,
  scenarioDocumentOf,
  scriptsWith,
  takeHandlers,
  takeHandlersOf,
  type ArchitectureModule,
  type Override,
  type ReadScenario,
  type ScenarioDocument,
} from "@orrery/templates";
import { folderOf, isFolder, pathIn, textOfFile } from "./files.ts";

/**
 * A scenario as a program says it: the settings of scenario files, with a stack as its `architecture`
 * and functions as its `scripts` in place of modules that export them.
 */
export type Scenario = Omit<ScenarioInput, "architecture" | "scripts" | "$schema"> & {
  /** A {@link Stack}, in place of a template. */
  readonly architecture?: ArchitectureModule;
  /** Generator functions by the names that functions have them under. */
  readonly scripts?: Scripts;
  /** What answers queries on the data of tables, such as `await duckDb()`. @defaultValue nothing does */
  readonly queryEngine?: QueryEngine;
  /** What functions do, by logical id. */
  readonly functions?: Readonly<Record<string, HandledFunction>>;
};

/** What a function does whose handler is written here, in place of the settings of scenario files. */
export interface HandledFunction {
  /**
   * What it does step by step: a generator function that yields where it waits or calls, and never `async`.
   *
   * ```ts
   * run("template.yaml", { functions: { Worker: { *handler(event: SQSEvent) { yield* wait("50ms"); } } } });
   * ```
   */
  readonly handler?: Script;
}

/** Settings of a scenario; of a file they replace what it says. */
export type ScenarioSettings = Partial<Scenario>;

/** What can be run: a stack, a scenario, or the path of a scenario file, of a template or of what `cdk synth` wrote. */
export type Subject = ArchitectureModule | Scenario | string;

/** A scenario that is ready to run, with its seed and what it is given. */
export interface ReadSubject extends ReadScenario, RunCode {
  readonly document: ScenarioDocument;
  readonly seed: number | string;
}

/**
 * Reads what is to be run.
 *
 * @throws ConfigError, ScenarioError or TemplateError: one line with place, expected, received.
 */
export function readSubject(
  subject: Subject,
  settings: ScenarioSettings = {},
  vary: Readonly<Record<string, unknown>> = {},
): ReadSubject {
  const given = typeof subject === "string" ? {} : partsOf(subject);
  const {
    architecture = given.architecture,
    scripts: named = given.scripts ?? {},
    queryEngine = given.queryEngine,
    ...rest
  } = settings;
  checkScripts(named);
  checkEngine(queryEngine);
  const replaced = Object.entries(rest).filter(([, value]) => value !== undefined);
  const said = takeHandlersOf(
    [...replaced, ...Object.entries(vary)].map(([path, value]) => ({ path, given: value })),
  );
  const own = takeHandlers(given.settings ?? {});
  const scripts = scriptsWith(named, architecture?.handlers ?? {}, own.handlers, said.handlers);
  const { document, folder } = documentOf(subject, own.settings, said.settings);
  for (const setting of ["architecture", "scripts"] as const) {
    if (document.content[setting] === undefined) continue;
    const expected = `no module, but what it exports given as the option ${setting}`;
    throw new ConfigError(document.placeOf([setting]), expected, document.content[setting]);
  }
  const sources = {
    open: (path: string) => {
      const file = pathIn(folder, path);
      return { path: file, text: textOfFile(file) };
    },
    isFolder: (path: string) => isFolder(pathIn(folder, path)),
  };
  const read = readScenario(document, sources, {
    architecture: architecture ?? null,
    scripts,
  });
  return {
    ...read,
    document,
    seed: read.seed ?? 1,
    scripts,
    queryEngine: queryEngine ?? null,
  };
}

interface Parts {
  readonly architecture?: ArchitectureModule;
  readonly scripts?: Scripts;
  readonly queryEngine?: QueryEngine;
  readonly settings?: object;
}

/** A stack or a scenario, taken apart. @throws ConfigError where it is neither. */
function partsOf(subject: unknown): Parts {
  if (typeof subject !== "object" || subject === null || Array.isArray(subject)) {
    const expected = "a stack, a scenario, or the path of a scenario file or a template";
    throw new ConfigError("what to run", expected, shownValue(subject));
  }
  if (isArchitecture(subject)) return { architecture: subject };
  const { architecture, scripts, queryEngine, ...settings } = subject as Scenario; // Its settings are checked as those of a file.
  return {
    settings,
    ...(architecture === undefined ? {} : { architecture: checkedArchitecture(architecture) }),
    ...(scripts === undefined ? {} : { scripts }),
    ...(queryEngine === undefined ? {} : { queryEngine }),
  };
}

const isArchitecture = (value: object): value is ArchitectureModule =>
  Array.isArray(Reflect.get(value, "operations"));

function checkedArchitecture(value: unknown): ArchitectureModule {
  if (typeof value === "object" && value !== null && isArchitecture(value)) return value;
  throw new ConfigError("architecture", "a stack", shownValue(value));
}

function checkScripts(scripts: unknown): void {
  if (typeof scripts !== "object" || scripts === null) {
    throw new ConfigError("scripts", "generator functions by name", shownValue(scripts));
  }
  for (const [name, script] of Object.entries(scripts)) {
    if (typeof script === "function") continue;
    throw new ConfigError(`scripts.${name}`, "a generator function", shownValue(script));
  }
}

function checkEngine(engine: unknown): void {
  if (engine === undefined || typeof engine === "function") return;
  throw new ConfigError("queryEngine", "an engine, such as await duckDb()", shownValue(engine));
}

interface ReadDocument {
  readonly document: ScenarioDocument;
  /** From which its paths count. */
  readonly folder: string;
}

function documentOf(
  subject: Subject,
  settings: object,
  overrides: readonly Override[],
): ReadDocument {
  if (typeof subject !== "string") {
    return { document: scenarioDocumentOf(settings, "scenario", overrides), folder: "" };
  }
  if (/\.[cm]?[jt]sx?$/.test(subject)) {
    throw new ConfigError(
      subject,
      "a scenario or a template; import what a module exports",
      "a module",
    );
  }
  const isAssembly = isFolder(subject);
  const text = isAssembly ? "" : textOfFile(subject);
  if (isAssembly || isTemplate.test(text)) {
    const document = scenarioDocumentOf({ template: subject }, "scenario", overrides);
    return { document, folder: "" };
  }
  const document = readScenarioDocument(text, subject, overrides);
  return { document, folder: folderOf(subject) };
}

const isTemplate = /^\s*\{?\s*["']?(?:Resources|AWSTemplateFormatVersion|Transform)["']?\s*:/m;
