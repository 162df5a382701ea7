import { checkCycles } from "./dependency-order.ts";
import type { Definition } from "./definition.ts";
import type { TemplateDocument } from "./document.ts";
import { TemplateError, type Place } from "./error.ts";
import { evaluate } from "./evaluation.ts";
import { checkNames } from "./name-check.ts";
import { asScalar, childOf, type MapEntry, type TemplateNode } from "./node.ts";
import { openResolution, type Resolution, type ResolveOptions } from "./resolution.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
import { isActive } from "./scope.ts";
import { warnOfTransforms } from "./transforms.ts";

/**
 * Turns what is of SAM into CloudFormation, and resolves parameters, conditions, mappings, loops and
 * intrinsic functions.
 *
 * What only a deployment knows becomes a placeholder that names what it stands for, with a warning.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse the template.
 */
export function resolveTemplate(
  document: TemplateDocument,
  options: ResolveOptions = {},
): ResolvedTemplate {
  const warnings = new Set(document.warnings);
  warnOfTransforms(document.root, warnings);
  const resolution = openResolution(document, options, (text) => void warnings.add(text));
  const resources = resolvedResources(resolution);
  const { environment, sam } = resolution;
  return { file: document.file, environment, resources, sam, warnings: [...warnings] };
}

/** The resources of a template that are created. @throws TemplateError where CloudFormation refuses one */
export function resolvedResources(resolution: Resolution): readonly ResolvedResource[] {
  const { root, definitions, parameters, scope } = resolution;
  checkNames(root, definitions, parameters, scope.work);
  const resources: ResolvedResource[] = [];
  const edges = new Map<string, ReadonlyMap<string, Place>>();
  for (const definition of definitions.values()) {
    if (!isActive(definition, scope)) continue;
    const { resource, dependencies } = resolveResource(resolution, definition);
    edges.set(definition.logicalId, dependencies);
    resources.push(resource);
  }
  checkCycles(edges);
  return resources;
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
  for (const [key, { place: keyPlace, value }] of properties.entries) {
    tracker.named = new Map();
    if (key === "Fn::Transform" || isLeftOut(value, resolution)) continue;
    const evaluated = evaluate(value, scope);
    if (evaluated !== undefined) entries.set(key, { place: keyPlace, value: evaluated });
    namedBy.set(key, [...tracker.named.keys()]);
    for (const [name, spot] of tracker.named) {
      if (!dependencies.has(name)) dependencies.set(name, spot);
    }
  }
  for (const item of namesIn(childOf(node, "DependsOn"))) {
    const other = definitions.get(item.text);
    if (other !== undefined && isActive(other, scope)) dependencies.set(item.text, item.place);
  }
  const resource: ResolvedResource = {
    logicalId,
    type,
    place,
    properties: { ...properties, entries },
    physicalName: values.nameOf(definition, place),
    dependsOn: [...dependencies.keys()],
    references: [...new Set([...namedBy.values()].flat())],
    namedBy,
    assumed: values.assumed.slice(assumedBefore),
  };
  return { resource, dependencies };
}

/** The logical ids of a DependsOn, which is one or a list of them. */
function namesIn(node: TemplateNode | undefined) {
  if (node === undefined) return [];
  const items = node.kind === "list" ? node.items : [node];
  return items.map((item) => asScalar(item, "the logical id of a resource"));
}
