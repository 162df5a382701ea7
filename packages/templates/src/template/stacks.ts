import { withNearest } from "@orrery/aws";
import type { SamExpansion } from "../sam/expansion.ts";
import { checkCycles, dependencyOrder } from "./dependency-order.ts";
import type { TemplateDocument } from "./document.ts";
import { environmentOf, stackIdOf } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import { exportsIn, nestedIn, valueIn } from "./nested-stacks.ts";
import { hasPlaceholder, plainOf, scalar } from "./node.ts";
import { exportOf, outputsOf, valueOfOutput } from "./outputs.ts";
import { openResolution, type ResolveOptions } from "./resolution.ts";
import { resolvedResources } from "./resolve.ts";
import type { ResolvedResource, ResolvedStack, ResolvedTemplate, StackOutput } from "./resolved.ts";
import type { Resolution } from "./stack-resolution.ts";
import { alone, type Generations, type Imports, type OtherValue } from "./surroundings.ts";
import { warnOfTransforms } from "./transforms.ts";

/** A template, and the stack that is made of it. */
export interface StackTemplate {
  readonly document: TemplateDocument;
  readonly options: ResolveOptions;
  /** It is looked at for what it exports, and not deployed. */
  readonly isLeftOut?: boolean;
}

/** What is known of several stacks together. */
export interface StacksOptions {
  /** What stacks that are not here export, by name. @defaultValue nothing */
  readonly exports?: Readonly<Record<string, string>>;
  /** How often resources were made, which names then tell. @defaultValue once */
  readonly generations?: Generations;
}

/** Stacks that are being resolved, each of which may import from the others. */
interface OpenStack {
  readonly name: string;
  readonly prefix: string;
  readonly template: StackTemplate;
  readonly resolution: Resolution;
  readonly warnings: Set<string>;
}

/**
 * Resolves the templates of stacks that are deployed together, each after those that it imports from. Of one
 * stack the resources bear their logical ids; of several, with the name of their stack before.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse one of them.
 */
export function resolveStacks(
  templates: readonly StackTemplate[],
  options: StacksOptions = {},
): ResolvedTemplate {
  const { stacks, needs } = opened(templates, options);
  const deployed = stacks.filter(({ template }) => template.isLeftOut !== true);
  const resources = new Map(
    deployed.map((stack) => [stack.name, resolvedResources(stack.resolution)]),
  );
  // What outputs alone warn of changes no run.
  const warnings = new Map(stacks.map((stack) => [stack.name, [...stack.warnings]]));
  const outputs = new Map(
    deployed.map((stack) => [stack.name, stacksIn(stack.resolution, resources.get(stack.name)!)]),
  );
  checkExports(stacks);
  checkCycles(needs);
  const order = dependencyOrder(
    deployed.map(({ name }) => name),
    (name) => [...(needs.get(name)?.keys() ?? [])],
  );
  const first = stacks[0]!; // Whoever resolves has one.
  const named = order.map((name) => deployed.find((stack) => stack.name === name)!);
  return {
    file: first.resolution.file,
    environment: first.resolution.environment,
    stacks: order.flatMap((name) => outputs.get(name) ?? []),
    resources: order.flatMap((name) => resources.get(name) ?? []),
    sam: samOf(named.map(({ resolution }) => resolution)),
    warnings: named.flatMap(({ name, prefix }) =>
      warnings.get(name)!.map((text) => (prefix === "" ? text : `${prefix.slice(0, -1)}: ${text}`)),
    ),
  };
}

/**
 * Turns what is of SAM into CloudFormation, and resolves parameters, conditions, mappings, loops and
 * intrinsic functions, with the templates that it nests.
 *
 * What only a deployment knows becomes a placeholder that names what it stands for, with a warning.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse the template.
 */
export const resolveTemplate = (
  document: TemplateDocument,
  options: ResolveOptions = {},
): ResolvedTemplate => resolveStacks([{ document, options }]);

function opened(
  templates: readonly StackTemplate[],
  { exports = {}, generations = new Map() }: StacksOptions,
) {
  const stacks: OpenStack[] = [];
  const needs = new Map<string, Map<string, Place>>();
  const isOne = templates.length === 1;
  const isPlain = templates.filter(({ isLeftOut }) => isLeftOut !== true).length === 1;
  for (const template of templates) {
    const { document, options } = template;
    const warnings = new Set(document.warnings);
    warnOfTransforms(document.root, (text) => void warnings.add(text));
    const { stackName: name } = environmentOf(options);
    const imports: Imports = {
      valueOf(exported, place) {
        const found = exportedBy(exported, stacks, name);
        if (found !== null) {
          const before = needs.get(name) ?? new Map<string, Place>();
          if (found.from !== name && !before.has(found.from)) before.set(found.from, place);
          needs.set(name, before);
          return found.valueAt(place);
        }
        if (Object.hasOwn(exports, exported)) {
          return { node: scalar(exports[exported]!, place), names: [] };
        }
        if (isOne && Object.keys(exports).length === 0) return undefined;
        throw missingExport(exported, place, stacks, exports);
      },
    };
    const resolution = openResolution(document, options, (text) => void warnings.add(text), {
      ...alone(document.file),
      prefix: isPlain && template.isLeftOut !== true ? "" : `${name}/`,
      imports,
      generations,
    });
    const { prefix } = resolution.surroundings;
    stacks.push({ name, prefix, template, resolution, warnings });
  }
  return { stacks, needs };
}

interface Exported {
  /** The name of the stack. */
  readonly from: string;
  valueAt(place: Place): OtherValue;
}

/** What a stack exports, or one that is nested in it; of the one that asks the latter only. `null`: none does. */
function exportedBy(name: string, stacks: readonly OpenStack[], asker: string): Exported | null {
  for (const { name: from, resolution } of stacks) {
    if (from === asker) continue;
    for (const output of outputsOf(resolution)) {
      if (exportOf(output, resolution)?.text !== name) continue;
      return { from, valueAt: (place) => valueIn(output, resolution, place) };
    }
  }
  // What is nested is opened for it only now: its parameters may be imported in turn.
  for (const { name: from, resolution } of stacks) {
    const found = nestedIn(resolution)
      .flatMap(exportsIn)
      .find((each) => each.name === name);
    if (found === undefined) continue;
    return { from, valueAt: (place) => valueIn(found.output, found.stack, place) };
  }
  return null;
}

function missingExport(
  name: string,
  place: Place,
  stacks: readonly OpenStack[],
  exports: Readonly<Record<string, string>>,
): TemplateError {
  const known = [
    ...stacks.flatMap(({ resolution }) => exportsIn(resolution).map((each) => each.name)),
    ...Object.keys(exports),
  ];
  const expected =
    known.length === 0
      ? "an export of another stack, of which there is none here"
      : "an export of another stack, or of one elsewhere that is given under exports";
  return new TemplateError(place, expected, withNearest(name, known));
}

/** Refuses a name that is exported twice, as CloudFormation does. */
function checkExports(stacks: readonly OpenStack[]): void {
  const seen = new Map<string, string>();
  for (const { name: stack, resolution } of stacks) {
    for (const { name, place } of exportsIn(resolution)) {
      const before = seen.get(name);
      if (before !== undefined) {
        const received = `${name}, which ${before === stack ? "it" : before} exports already`;
        throw new TemplateError(place, "a name that no other export has", received);
      }
      seen.set(name, stack);
    }
  }
}

/** A stack, followed by those that are nested in it. */
function stacksIn(
  stack: Resolution,
  resources: readonly ResolvedResource[],
): readonly ResolvedStack[] {
  const { file, environment, surroundings } = stack;
  const { prefix } = surroundings;
  const isOwn = ({ logicalId }: ResolvedResource) =>
    logicalId.startsWith(prefix) && !logicalId.slice(prefix.length).includes("/");
  const own: ResolvedStack = {
    prefix,
    file,
    environment,
    stackId: stackIdOf(environment),
    resources: resources.filter(isOwn).length,
    outputs: outputsIn(stack),
    source: stack.source,
    root: stack.root,
  };
  return [own, ...nestedIn(stack).flatMap((nested) => stacksIn(nested, resources))];
}

function outputsIn(stack: Resolution): readonly StackOutput[] {
  return outputsOf(stack).flatMap((output): StackOutput[] => {
    const { value } = stack.traced(() => valueOfOutput(output, stack));
    if (value === undefined) return [];
    const exportedAs = exportOf(output, stack)?.text ?? null;
    const { name } = output;
    return [{ name, value: plainOf(value), isPlaceholder: hasPlaceholder(value), exportedAs }];
  });
}

/** What SAM made of the stacks, together; `null`: none has types of SAM. */
function samOf(stacks: readonly Resolution[]): SamExpansion | null {
  const all = stacks.flatMap((stack) => [stack, ...nestedWithin(stack)]);
  const made = all.flatMap(({ sam, surroundings: { prefix } }) =>
    (sam?.made ?? []).map((each) => ({
      ...each,
      logicalId: prefix + each.logicalId,
      madeOf: prefix + each.madeOf,
    })),
  );
  return all.some(({ sam }) => sam !== null) ? { made } : null;
}

const nestedWithin = (stack: Resolution): readonly Resolution[] =>
  nestedIn(stack).flatMap((nested) => [nested, ...nestedWithin(nested)]);
