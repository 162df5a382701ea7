import { ConfigError } from "@orrery/kernel";
import { isAssembly } from "../template/assembly.ts";
import { filesOf, type StackVersion } from "./architecture.ts";
import type { LaterSections } from "./extras.ts";
import { fail, type ScenarioSources } from "./reading.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import type { ScenarioFile } from "./scenario-schema.ts";
import { unknownName, type ScenarioPath } from "./wording.ts";

type ActionFile = NonNullable<ScenarioFile["actions"]>[number]["do"];

/** An update of stacks that a scenario asks for. */
export interface Deploy {
  readonly file: string;
  readonly stack?: string | undefined;
  readonly parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
  /** What it says of resources, by section. */
  readonly sections: LaterSections;
}

const line = /^\s*deploy\s+(\S+)(?:\s+to\s+(\S+))?\s*$/;

/** The update that an action asks for; `null`: it is another action. */
export function deployIn(said: ActionFile): Deploy | null {
  if (typeof said === "string") {
    const [, file, stack] = line.exec(said) ?? [];
    return file === undefined ? null : { file, stack, sections: {} };
  }
  const { deploy, stack, parameters, ...sections } = said as Partial<Record<string, unknown>>;
  if (typeof deploy !== "string") return null;
  return { file: deploy, stack, parameters, sections } as Deploy; // As the schema says.
}

/** How reports say an update. */
export const deployLine = ({ file, stack }: Deploy): string =>
  stack === undefined ? `deploy ${file}` : `deploy ${file} to ${stack}`;

/** What two updates say, the later one over the earlier, setting by setting. */
export function bothOf(before: LaterSections, later: LaterSections): LaterSections {
  const both: Record<string, LaterSections[string]> = { ...before };
  for (const [section, said] of Object.entries(later)) {
    const own: Record<string, Readonly<Record<string, unknown>>> = { ...both[section] };
    for (const [name, settings] of Object.entries(said)) own[name] = { ...own[name], ...settings };
    both[section] = own;
  }
  return both;
}

/** Which templates the stacks are of once an update is made. */
export function nextVersion(
  document: ScenarioDocument,
  sources: ScenarioSources,
  path: ScenarioPath,
  { file, stack, parameters = {} }: Deploy,
  before: StackVersion,
): StackVersion {
  const { stacks, template } = document.content;
  const opened = openable(document, sources, path, file);
  const offered = { ...before.parameters, ...textsOf(parameters) };
  if (stacks === undefined) {
    if (stack !== undefined) {
      fail(document, path, `expected no stack, since there is one template, received "${stack}"`);
    }
    if (isAssembly(template ?? "", filesOf(sources)) !== opened.isFolder) {
      const expected = opened.isFolder
        ? "a template, as before"
        : "what cdk synth wrote, as before";
      fail(document, path, `expected ${expected}, received ${file}`);
    }
    return { template: file, parameters: offered };
  }
  const names = Object.keys(stacks);
  if (stack === undefined || !names.includes(stack)) {
    const problem =
      stack === undefined
        ? `expected to and one of ${names.join(", ")}, received none`
        : unknownName(names, stack);
    return fail(document, path, problem);
  }
  const said = { template: file, parameters: textsOf(parameters) };
  return { stacks: { ...before.stacks, [stack]: said } };
}

function openable(
  document: ScenarioDocument,
  sources: ScenarioSources,
  path: ScenarioPath,
  file: string,
): { readonly isFolder: boolean } {
  const files = filesOf(sources);
  if (isAssembly(file, files)) return { isFolder: true };
  try {
    files.open(file);
    return { isFolder: false };
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return fail(document, path, `expected ${error.expected}, received ${error.received}`);
  }
}

const textsOf = (
  values: Readonly<Record<string, string | number | boolean>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
