import type { MadeResource, SamExpansion } from "../sam/expansion.ts";
import type { MeasurePackage } from "../sam/recipe/package-size.ts";
import { recipeLines, recipeOf, type Recipe } from "../sam/recipe/recipe.ts";
import { readTemplate } from "./document.ts";
import type { StackEnvironment } from "./environment.ts";
import { lintedPlan } from "./plan.ts";
import type { AssumedValue } from "./assumed-value.ts";
import type { ResourceReport, TemplatePlan, Verdict } from "./planned.ts";
import type { ResolveOptions } from "./resolution.ts";
import { resolveTemplate } from "./stacks.ts";
import type { ResolvedStack, ResolvedTemplate, StackOutput } from "./resolved.ts";

/** What `orrery lint` says of a template. */
export interface LintReport extends TemplatePlan {
  readonly file: string;
  /** The stack that it was resolved for; of several the first. */
  readonly environment: StackEnvironment;
  /** The stacks, each followed by those that are nested in it, with their outputs. */
  readonly stacks: readonly Omit<ResolvedStack, "root" | "source">[];
  /** What SAM's transform makes of the template; `null` for one without types of SAM. */
  readonly sam: SamExpansion | null;
  /** What is simulated has of others that only AWS knows, and what stands for it. */
  readonly assumed: readonly AssumedValue[];
  /** What is wrong with code and packages, and what `sam sync` and `sam local` do with the template. */
  readonly recipe: Recipe;
  /** How many resources have each verdict, those included that SAM makes. */
  readonly counts: Readonly<Record<Verdict, number>>;
}

/** For which stack a template is looked at, and what may be measured beside it. */
export interface LintOptions extends ResolveOptions {
  /** Measures packages that the template names. Left out: none is. */
  readonly measure?: MeasurePackage;
}

/**
 * Says of each resource and property of a template whether it is modeled, ignored without harm, or
 * not modeled, and what that means.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse the template.
 */
export const lintTemplate = (text: string, file: string, options: LintOptions = {}): LintReport =>
  lintResolved(resolveTemplate(readTemplate(text, file), options), options.measure);

/**
 * Says the same of stacks that were resolved, and of the recipe around the first of them.
 *
 * @throws TemplateError as {@link lintTemplate} does
 */
export function lintResolved(resolved: ResolvedTemplate, measure?: MeasurePackage): LintReport {
  const { lintWarnings, made: _, ...plan } = lintedPlan(resolved);
  const recipe = recipeOf(resolved.stacks[0]!.source, resolved.resources, measure);
  const count = (verdict: Verdict) =>
    plan.resources.filter((resource) => resource.verdict === verdict).length;
  return {
    file: resolved.file,
    environment: resolved.environment,
    stacks: resolved.stacks.map(({ root: _, source: __, ...stack }) => stack),
    sam: resolved.sam,
    recipe,
    ...plan,
    warnings: [...plan.warnings, ...lintWarnings, ...recipe.findings],
    counts: { modeled: count("modeled"), ignored: count("ignored"), opaque: count("opaque") },
  };
}

/** A report as lines of plain text, each ended by a line feed. */
export function formatLint(report: LintReport): string {
  const { file, resources, counts, warnings, sam, stacks } = report;
  const number = resources.length === 1 ? "1 resource" : `${resources.length} resources`;
  const ofStacks = stacks.length === 1 ? "" : ` of ${stacks.length} stacks`;
  const lines = [
    `${file}: ${number}${ofStacks}: ${counts.modeled} modeled, ` +
      `${counts.ignored} ignored without harm, ${counts.opaque} not modeled`,
  ];
  const of = (verdict: Verdict) => resources.filter((resource) => resource.verdict === verdict);
  addSection(lines, "modeled", modeledLines(of("modeled")));
  addSection(lines, "not modeled", groupedLines(of("opaque")));
  addSection(lines, "ignored without harm", groupedLines(of("ignored")));
  addSection(lines, "made by SAM's transform", madeLines(sam?.made ?? []));
  if (sam !== null)
    for (const [title, body] of recipeLines(report.recipe)) addSection(lines, title, body);
  addSection(lines, "assumed, since only AWS knows it", assumedLines(report.assumed));
  addSection(lines, "outputs", outputLines(stacks));
  addSection(
    lines,
    "warnings",
    warnings.map((warning) => `  ${warning}`),
  );
  return `${lines.join("\n")}\n`;
}

function addSection(lines: string[], title: string, body: readonly string[]): void {
  if (body.length > 0) lines.push("", title, ...body);
}

/** Each resource on a line, followed by its properties that are not modeled or ignored. */
function modeledLines(resources: readonly ResourceReport[]): string[] {
  const width = widest(resources.map(({ logicalId }) => logicalId));
  return resources.flatMap((resource) => {
    const { logicalId, meaning, properties } = resource;
    const opaque = properties.filter(({ verdict }) => verdict === "opaque");
    const ignored = properties.filter(({ verdict }) => verdict === "ignored");
    const pathWidth = widest(opaque.map(({ path }) => path));
    const details = opaque.map(
      ({ path, meaning: text }) => `    not modeled  ${path.padEnd(pathWidth)}  ${text}`,
    );
    if (ignored.length > 0) {
      details.push(`    ignored      ${ignored.map(({ path }) => path).join(", ")}`);
    }
    return [`  ${logicalId.padEnd(width)}  ${meaning}`, ...details];
  });
}

/** Resources that mean the same, under one line that says what. */
function groupedLines(resources: readonly ResourceReport[]): string[] {
  const groups = new Map<string, ResourceReport[]>();
  for (const resource of resources) {
    const group = groups.get(resource.meaning);
    if (group === undefined) groups.set(resource.meaning, [resource]);
    else group.push(resource);
  }
  const width = widest(resources.map(({ logicalId }) => logicalId));
  return [...groups].flatMap(([meaning, group]) => [
    `  ${meaning}`,
    ...group.map(({ logicalId, type }) => `    ${logicalId.padEnd(width)}  ${type}`),
  ]);
}

/** What becomes of each resource of SAM. */
function madeLines(made: readonly MadeResource[]): string[] {
  const owners = new Map<string, MadeResource[]>();
  for (const each of made) owners.set(each.madeOf, [...(owners.get(each.madeOf) ?? []), each]);
  const width = widest(made.map(({ logicalId }) => logicalId));
  return [...owners].flatMap(([owner, all]) => [
    `  ${owner}`,
    ...all.map(({ logicalId, type }) => `    ${logicalId.padEnd(width)}  ${type}`),
  ]);
}

function assumedLines(assumed: readonly AssumedValue[]): string[] {
  const width = widest(assumed.map(({ reference }) => reference));
  return assumed.map(({ reference, value }) => `  ${reference.padEnd(width)}  ${value}`);
}

/** What each stack says of itself, each output on a line. */
function outputLines(stacks: LintReport["stacks"]): string[] {
  const all = stacks.flatMap(({ prefix, outputs }) =>
    outputs.map((output) => ({ ...output, id: `${prefix}${output.name}` })),
  );
  const width = widest(all.map(({ id }) => id));
  return all.map((output) => `  ${output.id.padEnd(width)}  ${outputText(output)}`);
}

function outputText({ value, isPlaceholder, exportedAs }: StackOutput): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const known = isPlaceholder ? `${text} (only a deployment knows it)` : text;
  return exportedAs === null ? known : `${known}, exported as ${exportedAs}`;
}

function widest(texts: readonly string[]): number {
  return texts.reduce((width, text) => Math.max(width, text.length), 0);
}
