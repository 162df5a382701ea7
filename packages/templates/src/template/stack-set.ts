import { withNearest } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import {
  assemblyStackNamed,
  isAssembly,
  stacksOfAssembly,
  type AssemblyStack,
  type TemplateFiles,
} from "./assembly.ts";
import type { CustomAnswers } from "./custom-resources.ts";
import { readTemplate } from "./document.ts";
import { environmentOf, type EnvironmentOptions } from "./environment.ts";
import { besideFile } from "./file-path.ts";
import type { ResolvedTemplate } from "./resolved.ts";
import type { ResolveOptions } from "./resolution.ts";
import { resolveStacks, type StacksOptions, type StackTemplate } from "./stacks.ts";

/** Which stack or stacks are made of a template, or of what `cdk synth` wrote. */
export interface StackChoice extends EnvironmentOptions, StacksOptions {
  /** Values of parameters by name. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Values for those that have the parameters; under the same names {@link parameters} count. */
  readonly offered?: Readonly<Record<string, string>>;
  /** What custom resources are answered, by id. */
  readonly answers?: CustomAnswers;
  /** Of several stacks the one that is meant: its id, its name, or its place such as `Prod/Orders`. */
  readonly stack?: string;
}

/** A stack by itself, whose template is at a path. */
export interface NamedStack {
  readonly stackName: string;
  readonly template: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Resolves a template, or all stacks of what `cdk synth` wrote.
 *
 * @param path of a template, or of the folder that `cdk synth` wrote.
 * @param placeOf how messages name a setting.
 * @throws TemplateError or ConfigError
 */
export function resolvedAt(
  path: string,
  files: TemplateFiles,
  settings: StackChoice = {},
  placeOf: (setting: "stack" | "region" | "account" | "stackName" | "parameters") => string = (
    setting,
  ) => setting,
): ResolvedTemplate {
  const { stack, parameters = {}, offered = {}, ...rest } = settings;
  const { exports, generations, ...environment } = rest;
  const answers = rest.answers ?? {};
  const options = {
    ...(exports === undefined ? {} : { exports }),
    ...(generations === undefined ? {} : { generations }),
  };
  if (!isAssembly(path, files)) {
    if (stack !== undefined) {
      throw new ConfigError(placeOf("stack"), "what cdk synth wrote, which has several", path);
    }
    const only = templateAt(path, files, environment);
    const values = { ...declaredBy(only, offered), ...parameters };
    const own = { ...only.options, parameters: values };
    return resolveStacks([{ ...only, options: own }], options);
  }
  if (environment.stackName !== undefined) {
    const expected = "none, since the stacks of cdk synth have their names";
    throw new ConfigError(placeOf("stackName"), expected, environment.stackName);
  }
  const all = stacksOfAssembly(path, files);
  const chosen = stack === undefined ? null : assemblyStackNamed(placeOf("stack"), stack, all);
  const home = homeOf(chosen === null ? all : [chosen], environment, placeOf);
  const here = all.filter((each) => isIn(each, home));
  checkNames(here, path);
  const templates = here.map((each): StackTemplate => {
    const { template, stackName } = each;
    const read = templateAt(template, files, { ...home, answers, stackName });
    const values = { ...offered, ...each.parameters, ...parameters };
    const own = { ...read.options, parameters: declaredBy(read, values) };
    const isLeftOut = chosen !== null && each !== chosen;
    return { ...read, options: own, isLeftOut };
  });
  const known = templates.flatMap(({ document }) => document.parameters);
  const unknown = Object.keys(parameters).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const received = withNearest(unknown, known);
    throw new ConfigError(placeOf("parameters"), "a parameter of one of the stacks", received);
  }
  // A stack that is meant comes first: what is said of all is said of it.
  templates.sort((one, other) => Number(one.isLeftOut) - Number(other.isLeftOut));
  const resolved = resolveStacks(templates, options);
  const said = all.flatMap((each) => leftOutWarning(each, home, chosen));
  return { ...resolved, file: path, warnings: [...said, ...resolved.warnings] };
}

/** Resolves stacks that a scenario names one by one. @throws TemplateError or ConfigError */
export function resolvedStacks(
  stacks: readonly NamedStack[],
  files: TemplateFiles,
  {
    exports,
    generations,
    ...environment
  }: Pick<StackChoice, "answers"> & EnvironmentOptions & StacksOptions,
): ResolvedTemplate {
  const templates = stacks.map(({ template, stackName, parameters }) =>
    templateAt(template, files, { ...environment, stackName, parameters }),
  );
  return resolveStacks(templates, {
    ...(exports === undefined ? {} : { exports }),
    ...(generations === undefined ? {} : { generations }),
  });
}

/** Of values those of parameters that a template has. */
const declaredBy = (
  { document }: StackTemplate,
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).filter(([name]) => document.parameters.includes(name)));

function templateAt(path: string, files: TemplateFiles, options: ResolveOptions): StackTemplate {
  const file = files.open(path);
  const open = (name: string) => files.open(besideFile(path, name));
  return { document: readTemplate(file.text, file.path), options: { ...options, open } };
}

interface Home {
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
}

/** The account and the Region that are simulated: those given, or those of the first stack that says some. */
function homeOf(
  stacks: readonly AssemblyStack[],
  given: EnvironmentOptions,
  placeOf: (setting: "region" | "account") => string,
): Home {
  const region = given.region ?? stacks.find((each) => each.region !== null)?.region;
  const accountId = given.accountId ?? stacks.find((each) => each.account !== null)?.account;
  const home = environmentOf({
    ...given,
    ...(typeof region === "string" ? { region } : {}),
    ...(typeof accountId === "string" ? { accountId } : {}),
  });
  if (stacks.some((each) => isIn(each, home))) return home;
  const isElsewhere = stacks.every((each) => each.region !== null && each.region !== home.region);
  const [setting, values, received] = isElsewhere
    ? (["region", stacks.map((each) => each.region), home.region] as const)
    : (["account", stacks.map((each) => each.account), home.accountId] as const);
  const known = [...new Set(values)].join(", ");
  throw new ConfigError(placeOf(setting), `one that a stack is for, such as ${known}`, received);
}

const isIn = ({ region, account }: AssemblyStack, home: Home): boolean =>
  (region ?? home.region) === home.region && (account ?? home.accountId) === home.accountId;

function checkNames(stacks: readonly AssemblyStack[], path: string): void {
  const names = stacks.map(({ stackName }) => stackName);
  const twice = names.find((name, place) => names.indexOf(name) < place);
  if (twice === undefined) return;
  throw new ConfigError(path, "stacks of different names in one account and Region", twice);
}

/** What is not deployed is said. */
function leftOutWarning(
  stack: AssemblyStack,
  home: Home,
  chosen: AssemblyStack | null,
): readonly string[] {
  const name = stack.names.at(-1)!;
  if (!isIn(stack, home)) {
    const where = `${stack.account ?? home.accountId} in ${stack.region ?? home.region}`;
    return [
      `Stack ${name}: is for account ${where}; a run is of ${home.accountId} in ${home.region} alone, so it is left out.`,
    ];
  }
  return chosen === null || stack === chosen
    ? []
    : [`Stack ${name}: is left out, since ${chosen.names.at(-1)!} alone was asked for.`];
}
