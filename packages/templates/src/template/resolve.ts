import type { TemplateDocument } from "./document.ts";
import { checkCycles } from "./dependency-order.ts";
import { environmentOf, type EnvironmentOptions, type StackEnvironment } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import { expandLoops } from "./for-each.ts";
import { evaluate, type Scope } from "./evaluation.ts";
import { checkCount } from "./limits.ts";
import { checkNames } from "./name-check.ts";
import {
  asMap,
  asScalar,
  childOf,
  textOf,
  type MapEntry,
  type MapNode,
  type TemplateNode,
} from "./node.ts";
import { parameterValues, type ParameterValue } from "./parameters.ts";
import type { Definition } from "./definition.ts";
import { resourceValues, type ResourceValues } from "./resource-values.ts";
import type { ResolvedResource, ResolvedTemplate } from "./resolved.ts";
import { isActive, scopeOf } from "./scope.ts";
import { isApart, keptPartOf } from "../sam/dependencies.ts";
import { impliedResources } from "../sam/function.ts";
import { withGlobals } from "../sam/globals.ts";
import { isSamType } from "../sam/types.ts";
import { Work } from "./work.ts";

/** For which stack a template is resolved, and with which values. */
export interface ResolveOptions extends EnvironmentOptions {
  /** Values of parameters by name; those left out take their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** What is known while one template is being resolved. */
interface Resolution {
  readonly scope: Scope;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly values: ResourceValues;
  readonly hasLanguageExtensions: boolean;
  /** The resources that the node being evaluated has named, and where. */
  named: Map<string, Place>;
}

/**
 * Resolves parameters, conditions, mappings, loops, `Globals` and intrinsic functions.
 *
 * What only a deployment knows becomes a placeholder that names what it stands for, with a warning.
 *
 * @throws TemplateError where CloudFormation would refuse the template.
 */
export function resolveTemplate(
  document: TemplateDocument,
  options: ResolveOptions = {},
): ResolvedTemplate {
  const environment = environmentOf(options);
  const warnings = new Set(document.warnings);
  const { root } = document;
  const parametersNode = childOf(root, "Parameters");
  const parameters = parameterValues(parametersNode, options.parameters ?? {}, root.place);
  warnOfTransforms(root, warnings);

  const resolution = openResolution(document, environment, parameters, warnings);
  const { definitions, scope } = resolution;
  checkNames(root, definitions, parameters, resolution.values, scope.work);

  const resources: ResolvedResource[] = [];
  const edges = new Map<string, ReadonlyMap<string, Place>>();
  for (const definition of definitions.values()) {
    if (!isActive(definition, scope)) continue;
    const { resource, dependencies } = resolveResource(resolution, definition);
    edges.set(definition.logicalId, dependencies);
    resources.push(resource, ...impliedResources(resource, environment));
  }
  checkCycles(edges);
  return { file: document.file, environment, resources, warnings: [...warnings] };
}

/** Looks up what a template names, before any of its resources is resolved. */
export function openResolution(
  { root }: TemplateDocument,
  environment: StackEnvironment,
  parameters: ReadonlyMap<string, ParameterValue>,
  warnings: Set<string>,
): Resolution {
  const warn = (text: string) => void warnings.add(text);
  const work = new Work();
  const base = { environment, mappings: childOf(root, "Mappings"), warn, work };
  const nothing = new Map<string, Definition>();
  const loopScope = scopeOf({ ...base, conditions: undefined }, parameters, nothing, {
    // Loops are written out before there are resources to refer to.
    reference: () => undefined,
    attribute: () => undefined,
  });
  const section = (name: string) => {
    const node = childOf(root, name);
    return node?.kind === "map" ? asMap(expandLoops(node, loopScope)) : undefined;
  };
  const definitions = definitionsOf(section("Resources"), childOf(root, "Globals"), base);
  const values = resourceValues(definitions, environment, (node) => evaluateApart(node));
  const scope = scopeOf({ ...base, conditions: section("Conditions") }, parameters, definitions, {
    reference: (name, place) => {
      noteName(name, place);
      return values.reference(name, place);
    },
    attribute: (logicalId, attribute, place) => {
      noteName(logicalId, place);
      return values.attribute(logicalId, attribute, place);
    },
  });
  const hasLanguageExtensions = transformsOf(root).includes("AWS::LanguageExtensions");
  const resolution: Resolution = {
    scope,
    definitions,
    values,
    hasLanguageExtensions,
    named: new Map(),
  };

  function noteName(name: string, place: Place): void {
    const [logicalId = name] = name.split(".");
    const definition = definitions.get(logicalId);
    if (definition === undefined) return;
    if (!isActive(definition, scope)) {
      const expected = "a resource that is created";
      throw new TemplateError(place, expected, `${logicalId}, whose condition does not hold`);
    }
    if (!resolution.named.has(logicalId)) resolution.named.set(logicalId, place);
  }
  /** A name of another resource is evaluated on behalf of that one: its references are not ours. */
  function evaluateApart(node: TemplateNode) {
    const outer = resolution.named;
    resolution.named = new Map();
    const value = evaluate(node, scope);
    resolution.named = outer;
    return value;
  }
  return resolution;
}

function definitionsOf(
  section: MapNode | undefined,
  globals: TemplateNode | undefined,
  { warn, work }: Pick<Scope, "warn" | "work">,
): ReadonlyMap<string, Definition> {
  if (section !== undefined) checkCount("resources", section.entries.size, section.place);
  const definitions = new Map<string, Definition>();
  for (const [logicalId, { place, value }] of section?.entries ?? []) {
    if (logicalId === "Fn::Transform") {
      warn("Resources: Fn::Transform is not run; the resources that it would add are missing.");
      continue;
    }
    if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) {
      throw new TemplateError(
        place,
        "a logical id of 1 to 255 letters and digits",
        `"${logicalId.slice(0, 60)}"`,
      );
    }
    const node = asMap(value, "a resource with a Type");
    const typeNode = childOf(node, "Type");
    if (typeNode === undefined) {
      throw new TemplateError(place, "a resource with a Type", "none");
    }
    const type = asScalar(typeNode, "the type of a resource").text;
    const properties = childOf(node, "Properties");
    if (properties !== undefined && !(properties.kind === "scalar" && properties.value === null)) {
      asMap(properties, "a mapping of properties");
    }
    const merged = withGlobals(globals, type, node, work);
    definitions.set(logicalId, {
      logicalId,
      type,
      place,
      node,
      properties: merged ?? { kind: "map", entries: new Map(), place: node.place },
    });
  }
  return definitions;
}

/**
 * Whether a property is as if absent, being null: SAM leaves out those of its own types, and the
 * language extensions all; CloudFormation itself takes no null.
 *
 * Source: https://github.com/aws-cloudformation/cfn-lint/issues/38 and
 * https://github.com/aws-cloudformation/cfn-language-discussion/issues/100, read 2026-11.
 */
function isLeftOut(value: TemplateNode, { type }: Definition, resolution: Resolution): boolean {
  if (value.kind !== "scalar" || value.value !== null) return false;
  if (isSamType(type) || resolution.hasLanguageExtensions) return true;
  throw new TemplateError(value.place, "a value, since CloudFormation takes no null", "null");
}

function resolveResource(resolution: Resolution, definition: Definition) {
  const { scope, definitions, values } = resolution;
  const { logicalId, type, place, node, properties } = definition;
  const entries = new Map<string, MapEntry>();
  const dependencies = new Map<string, Place>();
  const references = new Set<string>();
  const eventReferences = new Set<string>();
  for (const [key, { place: keyPlace, value }] of properties.entries) {
    resolution.named = new Map();
    if (key === "Fn::Transform") {
      scope.warn(
        `${logicalId}: Fn::Transform is not run; the properties it would add are missing.`,
      );
      continue;
    }
    if (isLeftOut(value, definition, resolution)) continue;
    const evaluated = evaluate(keptPartOf(type, key, value), scope);
    if (evaluated !== undefined) entries.set(key, { place: keyPlace, value: evaluated });
    const isOfAnother = isApart(type, key);
    for (const [name, spot] of resolution.named) {
      references.add(name);
      if (key === "Events") eventReferences.add(name);
      if (!isOfAnother && !dependencies.has(name)) dependencies.set(name, spot);
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
    references: [...references],
    eventReferences: [...eventReferences],
  };
  return { resource, dependencies };
}

/** The logical ids of a DependsOn, which is one or a list of them. */
function namesIn(node: TemplateNode | undefined) {
  if (node === undefined) return [];
  const items = node.kind === "list" ? node.items : [node];
  return items.map((item) => asScalar(item, "the logical id of a resource"));
}

/** The names of the macros that change the template as a whole. */
function transformsOf(root: MapNode): readonly string[] {
  const node = childOf(root, "Transform");
  const items = node === undefined ? [] : node.kind === "list" ? node.items : [node];
  return items.map((item) => textOf(item) ?? textOf(childOf(item, "Name")) ?? "without a name");
}

function warnOfTransforms(root: MapNode, warnings: Set<string>): void {
  for (const name of transformsOf(root)) {
    if (name.startsWith("AWS::Serverless-") || name === "AWS::LanguageExtensions") continue;
    warnings.add(`Transform ${name}: macros are not run; what it would change is as written.`);
  }
}
