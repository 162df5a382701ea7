import { ConfigError, own, shownValue } from "@orrery/kernel";
import { plainContentOf } from "../yaml/plain-content.ts";
import { yamlSourceOf } from "../yaml/yaml-source.ts";
import { partsOf } from "./dotted-names.ts";
import { ScenarioError } from "./scenario-error.ts";
import { type ScenarioPath } from "./wording.ts";

/** A setting that replaces what a file says, by its path, such as `workload.0.arrivals.poisson.rate`. */
export type Override = WrittenOverride | GivenOverride;

/** As the command line has it: `workload.0.arrivals.poisson.rate=300/s`. */
export interface WrittenOverride {
  readonly path: string;
  /** YAML. */
  readonly value: string;
}

/** As a program has it. */
export interface GivenOverride {
  readonly path: string;
  readonly given: unknown;
  /** How messages name it. @defaultValue options */
  readonly place?: string;
}

/** How messages name an override. */
export const placeOfOverride = (override: Override): string =>
  "value" in override ? `--set ${override.path}=${override.value}` : (override.place ?? "options");

/** The parts of an override's path. */
export const pathOfOverride = ({ path }: Override): ScenarioPath =>
  partsOf(path).map((key) => (/^\d+$/.test(key) ? Number(key) : key));

/**
 * What a file says with one setting replaced; what is on the way to it and not there is made.
 *
 * @throws ScenarioError when the path leads through what has no parts, or past the end of a list.
 */
export function overridden(content: unknown, override: Override): unknown {
  const path = pathOfOverride(override);
  if (path.some((key) => key === "")) {
    const problem = `expected a path such as workload.0.to, received "${override.path}"`;
    throw new ScenarioError(placeOfOverride(override), "", problem);
  }
  return replaced(content, path, valueOf(override), override, []);
}

function valueOf(override: Override): unknown {
  const refuse = (expected: string, received: string): never => {
    const problem = `expected ${expected}, received ${received}`;
    throw new ScenarioError(placeOfOverride(override), override.path, problem);
  };
  if (!("value" in override)) return override.given;
  const { document, problem } = yamlSourceOf(override.value, "kept");
  if (problem !== null) return refuse(problem.expected, problem.received);
  return plainContentOf(document, (_, expected, received) => refuse(expected, received));
}

/**
 * The values that a text lists, such as `1, 5, 10` or `200/s, 400/s`, each in YAML.
 *
 * @throws ConfigError
 */
export function valuesIn(path: string, text: string): readonly unknown[] {
  const { document, problem } = yamlSourceOf(`[${text}]`, "kept");
  if (problem !== null) throw new ConfigError(path, problem.expected, problem.received);
  const values = plainContentOf(document, (_, expected, received) => {
    throw new ConfigError(path, expected, received);
  });
  if (Array.isArray(values) && values.length > 0) return values as readonly unknown[];
  throw new ConfigError(path, "values with commas between them", shownValue(text));
}

function replaced(
  content: unknown,
  [key, ...rest]: ScenarioPath,
  value: unknown,
  override: Override,
  before: ScenarioPath,
): unknown {
  if (key === undefined) return value;
  const fail = (expected: string, received: string): never => {
    const problem = `expected ${expected}, received ${received}`;
    throw new ScenarioError(placeOfOverride(override), before.map(String).join("."), problem);
  };
  const within = (part: unknown) => replaced(part, rest, value, override, [...before, key]);
  if (content === undefined || content === null) {
    if (typeof key !== "number") return { [key]: within(undefined) };
    return key === 0 ? [within(undefined)] : fail("0, since there is no list yet", `${key}`);
  }
  if (Array.isArray(content)) {
    const items = content as readonly unknown[]; // Array.isArray says any[].
    if (typeof key !== "number" || key > items.length) {
      return fail(`a number from 0 to ${items.length}`, shownValue(key));
    }
    const copy = [...items];
    copy[key] = within(items[key]);
    return copy;
  }
  if (typeof content !== "object") return fail("settings or a list", shownValue(content));
  // An object that is no list: its members are what the file names.
  return {
    ...content,
    [key]: within(own(content as Readonly<Record<string, unknown>>, String(key))),
  };
}
