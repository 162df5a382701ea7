import { realpathSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { checkedScript, type Script, type Scripts } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import {
  readScenario,
  readScenarioDocument,
  readTemplate,
  scenarioDocumentOf,
  scriptsWith,
  takeHandlers,
  ScenarioError,
  type ArchitectureModule,
  type Override,
  type ReadScenario,
  type ScenarioDocument,
} from "@orrery/templates";
import { declaredOf, deploySettings, overridesOf, type SamConfigOptions } from "./sam-config.ts";
import { checkFile, textOfFile, thrownText } from "./files.ts";
import { reasonOf } from "./system-reason.ts";

/** A scenario with all that its files say. */
export interface LoadedScenario extends ReadScenario {
  readonly document: ScenarioDocument;
  readonly scripts: Scripts;
  /** The modules that export scripts or handlers, as absolute paths. */
  readonly scriptFiles: readonly string[];
}

const moduleEndings = [".ts", ".mts", ".js", ".mjs"];

/** Reads a scenario, a YAML or JSON file or a module, with the modules and templates that it names. */
export async function loadScenario(
  path: string,
  given: readonly Override[],
  config: SamConfigOptions = {},
  handlers: Scripts = {},
): Promise<LoadedScenario> {
  const isModule = moduleEndings.includes(extname(path));
  const own = isModule ? await exportsOf(path, path) : {};
  if (isModule && own["scenario"] === undefined) {
    throw new ConfigError(path, "a module that exports scenario", named(own));
  }
  const taken = takeHandlers(own["scenario"]);
  const text = isModule ? "" : textOfFile(path);
  const documentOf = (overrides: readonly Override[]): ScenarioDocument =>
    isModule
      ? scenarioDocumentOf(taken.settings, path, overrides)
      : readScenarioDocument(text, path, overrides);
  const said = { path, own, documentOf, handlers: { ...taken.handlers, ...handlers } };
  return loaded(said, given, config);
}

/** The scenario of a template with nothing said of it, whose functions `handlers` may stand for. */
export async function loadTemplate(
  path: string,
  given: readonly Override[],
  config: SamConfigOptions = {},
  handlers: Scripts = {},
): Promise<LoadedScenario> {
  const settings = { template: basename(path), duration: "1h" };
  const documentOf = (overrides: readonly Override[]): ScenarioDocument =>
    scenarioDocumentOf(settings, path, overrides);
  return loaded({ path, own: {}, documentOf, handlers }, given, config);
}

/** The handler that a module exports, as `handler`. @throws ConfigError */
export async function loadHandler(path: string): Promise<Script> {
  const exported = await exportsOf(path, path);
  if (exported["handler"] === undefined) {
    throw new ConfigError(path, "a module that exports handler", named(exported));
  }
  return checkedScript(`${path}: handler`, exported["handler"]);
}

/** What says what a scenario is: a file, a module or a template alone. */
interface Said {
  readonly path: string;
  /** What the module exports, where it is one. */
  readonly own: Exports;
  readonly documentOf: (overrides: readonly Override[]) => ScenarioDocument;
  readonly handlers: Scripts;
}

async function loaded(
  { path, own, documentOf, handlers }: Said,
  given: readonly Override[],
  config: SamConfigOptions,
): Promise<LoadedScenario> {
  const folder = dirname(path);
  const document = documentOf([...configuredIn(documentOf(given), folder, config), ...given]);

  /** A member of the module that a setting names, or of the scenario's own. */
  const memberOf = async (setting: "architecture" | "scripts") => {
    const file = document.content[setting];
    if (file === undefined) return { value: own[setting], file: path };
    const shown = isAbsolute(file) ? file : join(folder, file);
    try {
      const exported = await exportsOf(shown, file);
      if (exported[setting] !== undefined) return { value: exported[setting], file: shown };
      throw new ConfigError(file, `a module that exports ${setting}`, named(exported));
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      const isHidden = error.expected === loadable && isOutside(shown, folder);
      const received = isHidden ? hidden : error.received;
      const problem = `expected ${error.expected}, received ${received}`;
      throw new ScenarioError(document.placeOf([setting]), setting, problem);
    }
  };
  const scripts = await memberOf("scripts");
  const architecture = await memberOf("architecture");
  const made = architectureIn(architecture.value, architecture.file);
  const scriptMembers = scriptsWith(
    scriptsIn(scripts.value, scripts.file),
    made?.handlers ?? {},
    handlers,
  );
  const outside: string[] = [];
  const sources = {
    open(file: string) {
      const shown = isAbsolute(file) ? file : join(folder, file);
      const text = textOf(shown, file);
      if (isOutside(shown, folder) && !isTemplate.test(text)) outside.push(shown);
      return { path: shown, text };
    },
  };
  const members = {
    architecture: made,
    scriptNames: Object.keys(scriptMembers),
  };
  const read = hidingLines(outside, () => readScenario(document, sources, members));
  return {
    ...read,
    document,
    scripts: scriptMembers,
    scriptFiles: [
      ...new Set([
        ...(scripts.value === undefined ? [] : [resolve(scripts.file)]),
        ...(isEmpty(made?.handlers) ? [] : [resolve(architecture.file)]),
        ...(isEmpty(handlers) ? [] : [resolve(path)]),
      ]),
    ],
  };
}

/** What the environment of `samconfig.toml` says that was asked for: what the command line says itself comes after. */
function configuredIn(
  { content: { template } }: ScenarioDocument,
  folder: string,
  config: SamConfigOptions,
): readonly Override[] {
  if (config.configEnv === undefined && config.configFile === undefined) return [];
  if (template === undefined) {
    throw new ConfigError("--config-env", "a scenario with a template", "one without");
  }
  const path = isAbsolute(template) ? template : join(folder, template);
  const settings = deploySettings(path, config);
  const { parameters } = readTemplate(textOf(path, template), path);
  return overridesOf({ ...settings, parameters: declaredOf(settings.parameters, parameters) });
}

const loadable = "a module that can be loaded";
const hidden = "one whose lines are not shown, since it lies outside the scenario's folder";
const isTemplate = /^\s*\{?\s*["']?Resources["']?\s*:/m;

/** Whether a file lies outside a folder, wherever links lead. */
function isOutside(path: string, folder: string): boolean {
  const way = relative(realpathSync(folder), realpathSync(path));
  return way === ".." || way.startsWith(`..${sep}`) || isAbsolute(way);
}

/**
 * Reads what somebody's scenario names. That may be any file of whoever opens it: of one outside the
 * scenario's folder that is no template, no message shows what it holds.
 */
function hidingLines<Read>(outside: readonly string[], read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    const { message } = error as Error;
    const isAboutOne =
      error instanceof Error && outside.some((path) => message.startsWith(`${path}:`));
    if (!isAboutOne) throw error;
    const [, place = "", expected = "what is wanted of it"] =
      /^(.*?): expected (.*?)(?:, received |$)/.exec(message) ?? [];
    throw new ConfigError(place, expected, hidden);
  }
}

const isEmpty = (scripts: Scripts | undefined): boolean => Object.keys(scripts ?? {}).length === 0;

/** The scripts and handlers that modules export. @throws ConfigError */
export async function loadScripts(paths: readonly string[]): Promise<Scripts> {
  let scripts: Scripts = {};
  for (const path of paths) {
    const exported = await exportsOf(path, path);
    const { handlers = {} } = architectureIn(exported["architecture"], path) ?? {};
    const { handlers: own } = takeHandlers(exported["scenario"]);
    if (exported["scripts"] === undefined && isEmpty(handlers) && isEmpty(own)) {
      throw new ConfigError(path, "a module that exports scripts or handlers", named(exported));
    }
    scripts = scriptsWith({ ...scripts, ...scriptsIn(exported["scripts"], path) }, handlers, own);
  }
  return scripts;
}

/** A file's text; why there is none is said of the file as the scenario names it. */
function textOf(path: string, file: string): string {
  try {
    return textOfFile(path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(path, error.expected, `"${file}", ${error.received}`);
  }
}

function scriptsIn(value: unknown, file: string): Scripts {
  if (value === undefined) return {};
  const entries = typeof value === "object" && value !== null ? Object.entries(value) : null;
  const wrong = entries?.find(([, script]) => typeof script !== "function");
  if (entries === null || wrong !== undefined) {
    const received = wrong === undefined ? `${typeof value}` : `${wrong[0]}, a ${typeof wrong[1]}`;
    throw new ConfigError(`${file}: scripts`, "generator functions by name", received);
  }
  return Object.fromEntries(entries); // Checked above.
}

function architectureIn(value: unknown, file: string): ArchitectureModule | null {
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

type Exports = Readonly<Record<string, unknown>>;

async function exportsOf(path: string, shown: string): Promise<Exports> {
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

const named = (exported: Exports): string => {
  const names = Object.keys(exported).join(", ");
  return names === "" ? "one that exports nothing" : `one that exports ${names}`;
};
