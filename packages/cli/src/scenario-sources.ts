import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { checkedScript, type RunCode, type Script, type Scripts } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import {
  readScenario,
  readScenarioDocument,
  readTemplate,
  scenarioDocumentOf,
  scriptsWith,
  takeHandlers,
  ScenarioError,
  type Override,
  type ReadScenario,
  type ScenarioDocument,
} from "@orrery/templates";
import { declaredOf, deploySettings, overridesOf, type SamConfigOptions } from "./sam-config.ts";
import { isFolder, textOfFile } from "./files.ts";
import {
  architectureIn,
  exportsOf,
  loadable,
  named,
  scriptsIn,
  type Exports,
} from "./module-exports.ts";
import { queryEngineOf } from "./query-engine.ts";

/** A scenario with all that its files say. */
export interface LoadedScenario extends ReadScenario, RunCode {
  readonly document: ScenarioDocument;
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
  if (isFolder(path) && existsSync(join(path, "manifest.json"))) {
    // What cdk synth wrote is run as it is: all else that a run needs is set beside it.
    const settings = { template: basename(path) };
    const documentOf = (overrides: readonly Override[]): ScenarioDocument =>
      scenarioDocumentOf(settings, path, overrides);
    return loaded({ path, own: {}, documentOf, handlers }, given, config);
  }
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
    isFolder: (file: string) => isFolder(isAbsolute(file) ? file : join(folder, file)),
  };
  const members = {
    architecture: made,
    scripts: scriptMembers,
  };
  const read = hidingLines(outside, () => readScenario(document, sources, members));
  return {
    ...read,
    document,
    scripts: scriptMembers,
    queryEngine: await queryEngineOf(read.scenario),
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
  if (isFolder(path)) throw new ConfigError("--config-env", "a template", `${path}, a folder`);
  const { parameters } = readTemplate(textOf(path, template), path);
  return overridesOf({ ...settings, parameters: declaredOf(settings.parameters, parameters) });
}

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

/** A file's text; why there is none is said of the file as the scenario names it. */
function textOf(path: string, file: string): string {
  try {
    return textOfFile(path);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new ConfigError(path, error.expected, `"${file}", ${error.received}`);
  }
}
