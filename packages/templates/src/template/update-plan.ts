import type { DeployStep, StepChange, TemplateOperation } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { templateChanges } from "./changes.ts";
import { plainOf } from "./node.ts";
import type { PlannedResource } from "./planned.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
import { namePropertyOf } from "./resource-forms.ts";
import { modeledType } from "./resource-types.ts";
import type { Generations } from "./surroundings.ts";

/** Stacks as they are deployed: what was made of each resource, by logical id. */
export interface DeployedStacks {
  readonly template: ResolvedTemplate;
  readonly resources: ReadonlyMap<string, DeployedResource>;
  /** How often each resource was made, of those that were made more than once. */
  readonly generations: Generations;
}

interface DeployedResource extends PlannedResource {
  /** What reports call it. */
  readonly name: string;
}

/** A template with what it makes. */
export interface PlannedTemplate {
  readonly template: ResolvedTemplate;
  readonly resources: readonly PlannedResource[];
}

/** Stacks that were deployed for the first time. */
export const deployedFirst = ({ template, resources }: PlannedTemplate): DeployedStacks => ({
  template,
  resources: new Map(
    resources.map((each) => [each.logicalId, { ...each, name: each.logicalId }] as const),
  ),
  generations: new Map(),
});

/** An update of stacks, and what they are after it. */
export interface UpdatePlan {
  readonly steps: readonly DeployStep[];
  readonly after: DeployedStacks;
}

interface Changed {
  readonly change: StepChange | "stays";
  readonly next: PlannedResource;
  readonly old: DeployedResource | undefined;
}

/**
 * The steps by which CloudFormation makes of stacks what other templates say: what is added, changed or made in place
 * of another in the order of dependencies, and once all of that is done, what is no longer there in the opposite order.
 *
 * @param planWith the new templates, where resources were made so often.
 * @throws ConfigError about `path` where a change cannot be performed, or CloudFormation refuses it.
 */
export function updatePlan(
  path: string,
  before: DeployedStacks,
  planWith: (generations: Generations) => PlannedTemplate,
): UpdatePlan {
  let generations = before.generations;
  for (;;) {
    const planned = planWith(generations);
    const changes = changesOf(path, before, planned);
    // What is replaced gets a name of its own, which those that name it then have.
    const known = generations;
    const replaced = changes.filter(
      ({ change, next }) =>
        change === "replaces" &&
        known.get(next.logicalId) === before.generations.get(next.logicalId),
    );
    if (replaced.length === 0) return planOf(path, before, planned, changes, generations);
    const times = ({ next }: Changed) => (before.generations.get(next.logicalId) ?? 1) + 1;
    generations = new Map([
      ...generations,
      ...replaced.map((each) => [each.next.logicalId, times(each)] as const),
    ]);
  }
}

function changesOf(
  path: string,
  before: DeployedStacks,
  { template, resources }: PlannedTemplate,
): readonly Changed[] {
  const { changes } = templateChanges(before.template, template);
  const said = new Map(changes.map((each) => [each.logicalId, each.action]));
  const written = new Map(template.resources.map((each) => [each.logicalId, each]));
  const earlier = new Map(before.template.resources.map((each) => [each.logicalId, each]));
  return resources.map((next): Changed => {
    const { logicalId, operations } = next;
    const known = before.resources.get(logicalId);
    const old = known?.operations.length === 0 ? undefined : known;
    if (operations.length === 0) return { change: "stays", next, old };
    deploymentOf(path, next);
    if (old === undefined) return { change: "adds", next, old };
    const change = said.get(logicalId) === "replaces" ? "replaces" : changeBetween(path, old, next);
    if (change === "replaces") checkName(path, earlier.get(logicalId), written.get(logicalId));
    return { change, next, old };
  });
}

function changeBetween(
  path: string,
  old: PlannedResource,
  next: PlannedResource,
): "stays" | "changes" | "replaces" {
  if (old.type !== next.type) return "replaces";
  if (JSON.stringify(old.operations) === JSON.stringify(next.operations)) return "stays";
  const made = { operations: old.operations, responses: old.operations.map(() => ({})) };
  const change = deploymentOf(path, next).change?.(made, next.operations) ?? "replace";
  if (change === "replace") return "replaces";
  return change.length === 0 ? "stays" : "changes";
}

/** @throws ConfigError where the service does not say what becomes of such a resource */
function deploymentOf(path: string, { type, logicalId }: PlannedResource) {
  const definition = modeledType(type)?.definition;
  const deployment =
    definition !== undefined && "make" in definition ? definition.deployment : null;
  if (deployment?.takes !== undefined) return deployment;
  const expected = `a change that can be performed, which none of ${type} can`;
  throw new ConfigError(path, expected, `one of ${logicalId}`);
}

/** CloudFormation makes the new one before it removes the old, which has the name. */
function checkName(
  path: string,
  old: ResolvedResource | undefined,
  next: ResolvedResource | undefined,
): void {
  if (old === undefined || next === undefined || old.type !== next.type) return;
  const property = namePropertyOf(next.type);
  if (property === undefined) return;
  const [before, after] = [old, next].map(({ properties }) => {
    const value = properties.entries.get(property)?.value;
    return value === undefined ? undefined : plainOf(value);
  });
  if (after === undefined || before !== after) return;
  throw new ConfigError(
    path,
    `another ${property} of ${next.logicalId}, since CloudFormation replaces no resource that keeps its name`,
    JSON.stringify(after),
  );
}

function planOf(
  path: string,
  before: DeployedStacks,
  { template, resources }: PlannedTemplate,
  changes: readonly Changed[],
  generations: Generations,
): UpdatePlan {
  const steps: DeployStep[] = [];
  const placeOf = new Map<string, number>();
  const after = new Map<string, DeployedResource>();
  const needsOf = new Map(resources.map(({ logicalId, needs }) => [logicalId, needs]));
  const stepOf = (
    { type, service }: PlannedResource,
    made: Pick<DeployStep, "logicalId" | "change" | "before" | "after" | "of" | "needs">,
  ): DeployStep => ({ ...made, type, service });
  for (const { change, next, old } of changes) {
    const { logicalId, operations } = next;
    const times = generations.get(logicalId);
    const isNew = change === "adds" || change === "replaces";
    const name = isNew
      ? times === undefined
        ? logicalId
        : `${logicalId}~${times}`
      : (old?.name ?? logicalId);
    const isKept = change === "stays" && operations.length > 0;
    after.set(logicalId, isKept ? { ...old!, needs: next.needs } : { ...next, name });
    if (change === "stays") continue;
    placeOf.set(logicalId, steps.length);
    const needs = nearest(logicalId, needsOf, placeOf);
    const made: readonly TemplateOperation[] = change === "changes" ? old!.operations : [];
    const of = old?.name ?? null;
    steps.push(
      stepOf(next, { logicalId: name, change, before: made, after: operations, of, needs }),
    );
  }
  const updates = steps.map((_, place) => place);
  const keeps = new Map(before.template.resources.map((each) => [each.logicalId, each.keeps]));
  const isReplaced = (id: string) =>
    changes.some(({ change, next }) => change === "replaces" && next.logicalId === id);
  const isThere = (id: string) =>
    resources.some(({ logicalId, operations }) => logicalId === id && operations.length > 0);
  const gone = [...before.resources.values()].filter(({ logicalId, operations }) => {
    if (operations.length === 0) return false;
    if (isReplaced(logicalId)) return keeps.get(logicalId)?.replaced !== true;
    return !isThere(logicalId) && keeps.get(logicalId)?.removed !== true;
  });
  const removals = new Map<string, number>();
  for (const old of gone.reverse()) {
    deploymentOf(path, old);
    const users = gone.filter(({ needs }) => needs.includes(old.logicalId));
    const waits = users.flatMap(({ logicalId }) => removals.get(logicalId) ?? []);
    removals.set(old.logicalId, steps.length);
    steps.push(
      stepOf(old, {
        logicalId: old.name,
        change: "removes",
        before: old.operations,
        after: [],
        of: old.name,
        needs: [...updates, ...waits],
      }),
    );
  }
  return { steps, after: { template, resources: after, generations } };
}

/** The steps that something needs, by itself or through what stays as it is. */
function nearest(
  id: string,
  needsOf: ReadonlyMap<string, readonly string[]>,
  placeOf: ReadonlyMap<string, number>,
): readonly number[] {
  const found = new Set<number>();
  const seen = new Set<string>([id]);
  const visit = (each: string): void => {
    for (const needed of needsOf.get(each) ?? []) {
      if (seen.has(needed)) continue;
      seen.add(needed);
      const place = placeOf.get(needed);
      if (place === undefined) visit(needed);
      else found.add(place);
    }
  };
  visit(id);
  return [...found];
}
