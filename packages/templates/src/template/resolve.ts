import { checkCycles } from "./dependency-order.ts";
import type { Definition } from "./definition.ts";
import { TemplateError, type Place } from "./error.ts";
import { evaluate } from "./evaluation.ts";
import { checkNames } from "./name-check.ts";
import { checkTotal } from "./limits.ts";
import {
  asScalar,
  childOf,
  plainOf,
  textOf,
  type MapEntry,
  type PlainObject,
  type TemplateNode,
} from "./node.ts";
import { namesIn } from "./resolution.ts";
import type { ResolvedResource } from "./resolved.ts";
import { stackType } from "./resource-types.ts";
import { isActive } from "./scope.ts";
import type { Resolution } from "./stack-resolution.ts";

/**
 * The resources of a template that are created, with those of the templates that it nests.
 *
 * @throws TemplateError where CloudFormation refuses one
 */
export function resolvedResources(resolution: Resolution): readonly ResolvedResource[] {
  const { root, definitions, parameters, scope } = resolution;
  checkNames(root, definitions, parameters, scope.work);
  const resources: ResolvedResource[] = [];
  const edges = new Map<string, ReadonlyMap<string, Place>>();
  for (const definition of definitions.values()) {
    if (!isActive(definition, scope)) continue;
    const { resource, dependencies } = resolveResource(resolution, definition);
    edges.set(definition.logicalId, dependencies);
    resources.push(...withNested(resource, definition, resolution));
    checkTotal(resources.length, { ...root.place, path: "Resources" });
  }
  checkCycles(edges);
  return resources;
}

/** A resource, and where it is a nested stack the resources of that: after what it waits for, before who waits for it. */
function withNested(
  resource: ResolvedResource,
  definition: Definition,
  { nested }: Resolution,
): readonly ResolvedResource[] {
  if (definition.type !== stackType) return [resource];
  const stack = nested.of(definition);
  if (typeof stack === "string") return [{ ...resource, nested: { missing: stack } }];
  const inner = resolvedResources(stack).map((each) => ({
    ...each,
    dependsOn: [...new Set([...each.dependsOn, ...resource.dependsOn])],
  }));
  const { dependsOn } = resource;
  const whole: ResolvedResource = {
    ...resource,
    dependsOn: [...dependsOn, ...inner.map(({ logicalId }) => logicalId)],
    nested: { file: stack.file, resources: inner.length },
  };
  return [whole, ...inner];
}

/**
 * Whether a property is as if absent, being null: the language extensions leave it out, and CloudFormation
 * itself takes no null.
 *
 * Source: https://github.com/aws-cloudformation/cfn-lint/issues/38 and
 * https://github.com/aws-cloudformation/cfn-language-discussion/issues/100, read 2026-11.
 */
function isLeftOut(value: TemplateNode, resolution: Resolution): boolean {
  if (value.kind !== "scalar" || value.value !== null) return false;
  if (resolution.hasLanguageExtensions) return true;
  throw new TemplateError(value.place, "a value, since CloudFormation takes no null", "null");
}

function resolveResource(resolution: Resolution, definition: Definition) {
  const { scope, definitions, values, tracker } = resolution;
  const { logicalId, type, place, node, properties } = definition;
  const entries = new Map<string, MapEntry>();
  const dependencies = new Map<string, Place>();
  const namedBy = new Map<string, readonly string[]>();
  const assumedBefore = values.assumed.length;
  const { prefix } = resolution.surroundings;
  const others = new Set<string>();
  const evaluatedIn = (value: TemplateNode): TemplateNode | undefined => {
    tracker.named = new Map();
    tracker.others = new Map();
    const evaluated = evaluate(value, scope);
    for (const id of tracker.others.keys()) others.add(id);
    for (const [name, spot] of tracker.named) {
      if (!dependencies.has(name)) dependencies.set(name, spot);
    }
    return evaluated;
  };
  for (const [key, { place: keyPlace, value }] of properties.entries) {
    if (key === "Fn::Transform" || isLeftOut(value, resolution)) continue;
    const evaluated = evaluatedIn(value);
    if (evaluated !== undefined) entries.set(key, { place: keyPlace, value: evaluated });
    namedBy.set(key, namesIn(tracker, prefix));
  }
  const policy = childOf(node, "UpdatePolicy");
  const updatePolicy = policy === undefined ? undefined : evaluatedIn(policy);
  for (const item of idsIn(childOf(node, "DependsOn"))) {
    const other = definitions.get(item.text);
    if (other !== undefined && isActive(other, scope)) dependencies.set(item.text, item.place);
  }
  const constructPath = childOf(childOf(node, "Metadata"), "aws:cdk:path");
  const keeps = (policy: string) => /^Retain/.test(textOf(childOf(node, policy)) ?? "");
  const resource: ResolvedResource = {
    logicalId: prefix + logicalId,
    type,
    place,
    properties: { ...properties, entries },
    physicalName: values.nameOf(definition, place),
    dependsOn: [...[...dependencies.keys()].map((id) => prefix + id), ...others],
    references: [...new Set([...namedBy.values()].flat())],
    namedBy,
    assumed: values.assumed
      .slice(assumedBefore)
      .map((each) => ({ ...each, reference: prefix + each.reference })),
    ...(constructPath?.kind === "scalar" && typeof constructPath.value === "string"
      ? { constructPath: constructPath.value }
      : {}),
    generation: resolution.surroundings.generations.get(prefix + logicalId) ?? 1,
    ...(updatePolicy?.kind === "map" ? { updatePolicy: plainOf(updatePolicy) as PlainObject } : {}),
    keeps: { removed: keeps("DeletionPolicy"), replaced: keeps("UpdateReplacePolicy") },
  };
  return { resource, dependencies };
}

/** The logical ids of a DependsOn, which is one or a list of them. */
function idsIn(node: TemplateNode | undefined) {
  if (node === undefined) return [];
  const items = node.kind === "list" ? node.items : [node];
  return items.map((item) => asScalar(item, "the logical id of a resource"));
}
