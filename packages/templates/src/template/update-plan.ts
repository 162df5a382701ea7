import {
  customDeployment,
  isCustomType,
  deploymentIn,
  type Deployment,
  type DeployStep,
  type StepChange,
  type TemplateOperation,
} from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { templateChanges, type UpdateAction } from "./changes.ts";
import { plainOf } from "./node.ts";
import type { PlannedResource } from "./planned.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
import { namePropertyOf } from "./resource-forms.ts";
import { madeType, modeledType } from "./resource-types.ts";
import type { Generations } from "./surroundings.ts";

/** Stacks as they are deployed: what was made of each resource, by logical id. */
export interface DeployedStacks {
  readonly template: ResolvedTemplate;
  readonly resources: ReadonlyMap<string, DeployedResource>;
  /** How often each resource was made, of those that were made more than once. */
  readonly generations: Generations;
  /** How often each resource was ever made, also of those that are there no more: each time under another name. */
  readonly made: ReadonlyMap<string, number>;
  /** The highest number of what is numbered, by what it is numbered by. */
  readonly numbers: ReadonlyMap<string, number>;
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
  made: new Map(
    resources.flatMap(({ logicalId, operations }) =>
      operations.length > 0 ? [[logicalId, 1]] : [],
    ),
  ),
  numbers: numbersOf(resources, new Map(), new Map()),
});

/**
 * Stacks as they are once an update of them was taken back: as before, but for names and numbers that were used.
 *
 * @param isNumbered whether anything of it got a number.
 */
export const takenBack = (
  before: DeployedStacks,
  { made, numbers }: DeployedStacks,
  isNumbered: boolean,
): DeployedStacks => ({ ...before, made, numbers: isNumbered ? numbers : before.numbers });

/** By what a resource is numbered, such as the function of a version; `null`: it is not. */
function numberedBy({ type, operations: [made] }: PlannedResource): string | null {
  const parameter = madeType(type)?.numberedBy;
  return parameter === undefined || made === undefined
    ? null
    : `${type} ${JSON.stringify(made.params[parameter] ?? null)}`;
}

/** The highest numbers once resources are made. */
function numbersOf(
  resources: readonly PlannedResource[],
  generations: Generations,
  before: DeployedStacks["numbers"],
): DeployedStacks["numbers"] {
  const numbers = new Map(before);
  for (const resource of resources) {
    const by = numberedBy(resource);
    if (by === null) continue;
    const number = generations.get(resource.logicalId) ?? 1;
    numbers.set(by, Math.max(number, numbers.get(by) ?? 0));
  }
  return numbers;
}

/** An update of stacks, and what they are after it. */
export interface UpdatePlan {
  readonly steps: readonly DeployStep[];
  readonly after: DeployedStacks;
}

interface Changed {
  readonly change: StepChange | "stays";
  readonly interruption: DeployStep["interruption"];
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
    const known = generations;
    const made = [...generationsIn(changes, before)].filter(
      ([id, generation]) => (known.get(id) ?? 1) !== generation,
    );
    if (made.length === 0) return planOf(path, before, planned, changes, generations);
    generations = new Map([...generations, ...made]);
  }
}

/** What is made anew gets a name of its own, and what is numbered the next number, which those that name it then have. */
function generationsIn(changes: readonly Changed[], before: DeployedStacks): Generations {
  const generations = new Map<string, number>();
  const numbers = new Map(before.numbers);
  for (const { change, next } of changes) {
    if (change !== "adds" && change !== "replaces") continue;
    const by = numberedBy(next);
    if (by !== null) {
      const number = (numbers.get(by) ?? 0) + 1;
      numbers.set(by, number);
      generations.set(next.logicalId, number);
    } else {
      const times = before.made.get(next.logicalId) ?? 0;
      if (times > 0) generations.set(next.logicalId, times + 1);
    }
  }
  return generations;
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
    const nothing = { interruption: null, next, old };
    if (operations.length === 0) return { change: "stays", ...nothing };
    if (old === undefined) return { change: "adds", ...nothing };
    const action = said.get(logicalId);
    const change = changeBetween(path, old, next, action);
    if (change === "replaces") checkName(path, earlier.get(logicalId), written.get(logicalId));
    return { change, interruption: interruptionOf(change, action), next, old };
  });
}

/** What may replace a resource and changes it in place all the same interrupts it, says CloudFormation. */
function interruptionOf(
  change: Changed["change"],
  action: UpdateAction | undefined,
): DeployStep["interruption"] {
  if (change === "replaces") return "replacement";
  return action === "may replace" ? "some" : "none";
}

function changeBetween(
  path: string,
  old: PlannedResource,
  next: PlannedResource,
  action: UpdateAction | undefined,
): "stays" | "changes" | "replaces" {
  if (action === "replaces" || old.type !== next.type) return "replaces";
  if (sameOperations(old, next)) return "stays";
  const { operations, arn } = old;
  const made = { operations, responses: operations.map(() => ({})), arn, found: {} };
  const change = deploymentFor(old.type)?.change?.(made, next.operations);
  // What CloudFormation changes in place is not made anew because nobody here says how.
  if (change === null || (change === undefined && action === "changes")) {
    throw notPerformed(path, next, "changed");
  }
  if (change === undefined || change === "replace") return "replaces";
  return "length" in change && change.length === 0 ? "stays" : "changes";
}

/** Whether two make the same; how CloudFormation is to update them makes nothing. */
const sameOperations = (old: PlannedResource, next: PlannedResource): boolean => {
  const made = ({ operations }: PlannedResource) =>
    JSON.stringify(operations.map(({ operation, params }) => [operation, params]));
  return made(old) === made(next);
};

/** What the service says of becoming of such a resource. */
function deploymentFor(type: string): Deployment | undefined {
  if (isCustomType(type)) return customDeployment;
  const definition = modeledType(type)?.definition;
  return definition === undefined ? undefined : deploymentIn(definition);
}

/** Whether a run takes such a resource away. */
function isRemovable({ type, operations, arn }: PlannedResource): boolean {
  const made = { operations, responses: operations.map(() => ({})), arn, found: {} };
  return (deploymentFor(type)?.remove(made) ?? null) !== null;
}

const notPerformed = (
  path: string,
  { type, logicalId }: PlannedResource,
  how: "changed" | "taken away",
): ConfigError =>
  new ConfigError(
    path,
    `an update that can be performed, since no ${type} is ${how} in a run`,
    logicalId,
  );

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
  const made = new Map(before.made);
  const needsOf = new Map(resources.map(({ logicalId, needs }) => [logicalId, needs]));
  const stepOf = (
    { type, service }: PlannedResource,
    made: Omit<DeployStep, "type" | "service">,
  ): DeployStep => ({ ...made, type, service });
  for (const { change, interruption, next, old } of changes) {
    const { logicalId, operations } = next;
    const times = generations.get(logicalId);
    const isNew = change === "adds" || change === "replaces";
    const again = before.made.has(logicalId) ? `~${times}` : "";
    if (isNew) made.set(logicalId, Math.max(times ?? 1, made.get(logicalId) ?? 0));
    const name = isNew ? `${logicalId}${again}` : (old?.name ?? logicalId);
    const isKept = change === "stays" && operations.length > 0;
    after.set(logicalId, isKept ? { ...old!, needs: next.needs } : { ...next, name });
    if (change === "stays") continue;
    placeOf.set(logicalId, steps.length);
    const needs = nearest(logicalId, needsOf, placeOf);
    const was: readonly TemplateOperation[] = change === "changes" ? old!.operations : [];
    const of = old?.name ?? null;
    steps.push(
      stepOf(next, {
        logicalId: name,
        arn: (change === "changes" ? old! : next).arn,
        change,
        interruption,
        before: was,
        after: operations,
        of,
        needs,
        ...(isNew && numberedBy(next) !== null ? { isNumbered: true as const } : {}),
      }),
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
    if (!isRemovable(old)) throw notPerformed(path, old, "taken away");
    const users = gone.filter(({ needs }) => needs.includes(old.logicalId));
    const waits = users.flatMap(({ logicalId }) => removals.get(logicalId) ?? []);
    removals.set(old.logicalId, steps.length);
    steps.push(
      stepOf(old, {
        logicalId: old.name,
        arn: old.arn,
        change: "removes",
        interruption: null,
        before: old.operations,
        after: [],
        of: old.name,
        needs: [...updates, ...waits],
      }),
    );
  }
  const numbers = numbersOf(resources, generations, before.numbers);
  return { steps, after: { template, resources: after, generations, made, numbers } };
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
