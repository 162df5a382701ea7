import { dirname, join } from "node:path";
import { ConfigError } from "@orrery/kernel";
import type { Override } from "@orrery/templates";
import { parse, TomlError } from "smol-toml";
import { textOfFile } from "./files.ts";

/** What an environment of `samconfig.toml` says of the stack that `sam deploy` would make. */
export interface DeploySettings {
  readonly parameters: Readonly<Record<string, string>>;
  readonly stackName?: string;
  readonly region?: string;
}

/** How `orrery run` and `orrery lint` are told of an environment. */
export interface SamConfigOptions {
  readonly configEnv?: string;
  readonly configFile?: string;
}

/**
 * What `samconfig.toml` says, beside the template or where `--config-file` says; nothing where no environment
 * is asked for. The table of `deploy` counts before that of all commands.
 *
 * @throws ConfigError when there is no such file or environment, or it says something else than `sam` takes.
 */
export function deploySettings(
  template: string,
  { configEnv, configFile }: SamConfigOptions,
): DeploySettings {
  if (configEnv === undefined && configFile === undefined) return { parameters: {} };
  const file = configFile ?? join(dirname(template), "samconfig.toml");
  const environment = configEnv ?? "default";
  const content = contentOf(file);
  const tables = Object.keys(content).filter((name) => isTable(content[name]));
  const table = Object.hasOwn(content, environment) ? content[environment] : undefined;
  if (!isTable(table)) {
    const expected = tables.length === 0 ? "an environment" : `one of ${tables.join(", ")}`;
    throw new ConfigError(file, `${expected}, as its tables are called`, `"${environment}"`);
  }
  const parametersOf = (command: string): Table => {
    const parameters = memberOf(memberOf(table, command), "parameters");
    return isTable(parameters) ? parameters : {};
  };
  const said: Table = { ...parametersOf("global"), ...parametersOf("deploy") };
  const textOf = (key: string): string | undefined => {
    const value = memberOf(said, key);
    if (value === undefined || typeof value === "string") return value;
    throw new ConfigError(
      `${file}: ${environment}.deploy.parameters.${key}`,
      "a text",
      kindOf(value),
    );
  };
  const stackName = textOf("stack_name");
  const region = textOf("region");
  const place = `${file}: ${environment}.deploy.parameters.parameter_overrides`;
  return {
    parameters: overridesIn(memberOf(said, "parameter_overrides"), place),
    ...(stackName === undefined ? {} : { stackName }),
    ...(region === undefined ? {} : { region }),
  };
}

/** Of values those of parameters that a template has: `sam deploy` passes over all others. */
export const declaredOf = (
  values: DeploySettings["parameters"],
  declared: readonly string[],
): DeploySettings["parameters"] =>
  Object.fromEntries(Object.entries(values).filter(([name]) => declared.includes(name)));

/** The settings of a scenario that these are. */
export function overridesOf({
  parameters,
  stackName,
  region,
}: DeploySettings): readonly Override[] {
  return [
    ...Object.entries(parameters).map(([name, given]) => ({ path: `parameters.${name}`, given })),
    ...(stackName === undefined ? [] : [{ path: "stackName", given: stackName }]),
    ...(region === undefined ? [] : [{ path: "region", given: region }]),
  ];
}

type Table = Readonly<Record<string, unknown>>;

const isTable = (value: unknown): value is Table =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const memberOf = (table: unknown, key: string): unknown =>
  isTable(table) && Object.hasOwn(table, key) ? table[key] : undefined;

const kindOf = (value: unknown): string =>
  Array.isArray(value) ? "a list" : isTable(value) ? "a table" : JSON.stringify(value);

function contentOf(file: string): Table {
  const text = textOfFile(file);
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason = ""] = error.message.replace("Invalid TOML document: ", "").split("\n");
    throw new ConfigError(`${file}:${error.line}:${error.column}`, "TOML", reason);
  }
}

/**
 * Values of parameters as `sam deploy` takes them: `Name=value Other="a value"`, the same as a list, a table,
 * or in the words of the AWS CLI, `ParameterKey=Name,ParameterValue=value`.
 */
function overridesIn(given: unknown, place: string): Readonly<Record<string, string>> {
  if (given === undefined) return {};
  if (isTable(given)) {
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
  }
  const expected = 'texts such as Name=value or Name="a value"';
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
  const found: [string, string][] = [];
  for (const text of texts) {
    if (typeof text !== "string") throw new ConfigError(place, expected, kindOf(text));
    for (const part of partsOf(text)) {
      const [, key, keyed] = /^ParameterKey=([^,]*),ParameterValue=(.*)$/s.exec(part) ?? [];
      const [, name, value] = /^([A-Za-z0-9]+)=(.*)$/s.exec(part) ?? [];
      const called = key ?? name;
      if (called === undefined) throw new ConfigError(place, expected, `"${part}"`);
      found.push([unquoted(called), unquoted(keyed ?? value ?? "")]);
    }
  }
  return Object.fromEntries(found);
}

/** The parts of a text between white space that no quotation marks hold. */
function partsOf(text: string): readonly string[] {
  return text.match(/(?:"(?:\\.|[^"\\])*"|'[^']*'|[^\s"']|["'])+/g) ?? [];
}

function unquoted(text: string): string {
  const [, doubled, single] = /^(?:"(.*)"|'(.*)')$/s.exec(text) ?? [];
  return doubled === undefined ? (single ?? text) : doubled.replace(/\\(.)/g, "$1");
}
