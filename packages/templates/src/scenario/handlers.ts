import { checkedScript, type Script, type Scripts } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import type { Override } from "./override.ts";

/** Settings without the handlers that were written in them, and these as scripts. */
export interface TakenHandlers<Settings> {
  readonly settings: Settings;
  readonly handlers: Scripts;
}

/**
 * Takes the handlers out of the settings of a scenario that is no file: `{ functions: { Worker: { handler } } }`
 * becomes the script `Worker` and `{ functions: { Worker: { script: "Worker" } } }`.
 *
 * @throws ConfigError where something else than a function stands there.
 */
export function takeHandlers<Settings>(settings: Settings): TakenHandlers<Settings> {
  const functions: unknown = isObject(settings) ? settings["functions"] : undefined;
  if (!isObject(functions)) return { settings, handlers: {} };
  const handlers: Record<string, Script> = {};
  const entries = Object.entries(functions).map(([name, said]): readonly [string, unknown] => {
    if (!isObject(said) || said["handler"] === undefined) return [name, said];
    const { handler, ...rest } = said;
    handlers[name] = scriptAt(`functions.${name}`, handler, rest["script"]);
    return [name, { ...rest, script: name }];
  });
  if (Object.keys(handlers).length === 0) return { settings, handlers };
  return { settings: { ...settings, functions: Object.fromEntries(entries) }, handlers };
}

/** The same of values that are given for the paths of settings, such as `functions.Worker.handler`. */
export function takeHandlersOf(overrides: readonly Override[]): TakenHandlers<readonly Override[]> {
  const handlers: Record<string, Script> = {};
  const settings = overrides.map((override) => {
    if (!("given" in override)) return override;
    const { path, given } = override;
    if (path === "functions") {
      const taken = takeHandlers({ functions: given });
      Object.assign(handlers, taken.handlers);
      return { ...override, given: taken.settings.functions };
    }
    const [, name] = /^functions\.(.+)\.handler$/.exec(path) ?? [];
    if (name === undefined) return override;
    handlers[name] = scriptAt(`functions.${name}`, given, undefined);
    return { ...override, path: `functions.${name}.script`, given: name };
  });
  return { settings, handlers };
}

/** Scripts and handlers together; a name stands for one of them. @throws ConfigError */
export function scriptsWith(scripts: Scripts, ...all: readonly Scripts[]): Scripts {
  const handlers = Object.assign({}, ...all) as Scripts; // Those that come later are said over the others.
  const twice = Object.keys(handlers).find(
    (name) => Object.hasOwn(scripts, name) && scripts[name] !== handlers[name],
  );
  if (twice === undefined) return { ...scripts, ...handlers };
  throw new ConfigError(
    `scripts.${twice}`,
    "a name that no function with a handler has",
    `"${twice}"`,
  );
}

function scriptAt(path: string, handler: unknown, script: unknown): Script {
  if (script !== undefined) {
    throw new ConfigError(`${path}.handler`, "none beside a script", "both");
  }
  return checkedScript(`${path}.handler`, handler);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
