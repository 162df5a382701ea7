import { expanded, type SamExpansion } from "../sam/expansion.ts";
import type { CustomAnswers } from "./custom-resources.ts";
import type { Definition } from "./definition.ts";
import { definitionsOf } from "./definitions.ts";
import type { TemplateDocument } from "./document.ts";
import { environmentOf, type EnvironmentOptions, type StackEnvironment } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import { evaluate, type Scope } from "./evaluation.ts";
import { expandLoops } from "./for-each.ts";
import { asMap, childOf, textOf, type MapNode } from "./node.ts";
import { withIncludes, type OpenFile } from "./includes.ts";
import { parameterValues, type ParameterValue } from "./parameters.ts";
import { resourceValues, type ResourceValues } from "./resource-values.ts";
import { isActive, scopeOf } from "./scope.ts";
import { checkMacros, checkTransforms, hasLanguageExtensions } from "./transforms.ts";
import { Work } from "./work.ts";

/** For which stack a template is resolved, and with which values. */
export interface ResolveOptions extends EnvironmentOptions {
  /** Values of parameters by name; those left out take their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What was answered for custom resources, by logical id. Left out: what they are is made up. */
  readonly answers?: CustomAnswers;
  /** Opens files that the template names, by their paths from its folder. Left out: none is opened. */
  readonly open?: OpenFile;
}

/** What is known while one template is being resolved. */
export interface Resolution {
  readonly environment: StackEnvironment;
  /** The template in the words of CloudFormation, without loops. */
  readonly root: MapNode;
  /** What SAM made of it; `null` for one without types of SAM. */
  readonly sam: SamExpansion | null;
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly scope: Scope;
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly values: ResourceValues;
  readonly hasLanguageExtensions: boolean;
  readonly tracker: Tracker;
}

/** Knows which resources the node that is being evaluated has named, and where. */
interface Tracker {
  named: Map<string, Place>;
}

/**
 * Looks up what a template names, before any of its resources is resolved: its loops are written out, and
 * what is of SAM becomes what AWS makes of it.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse the template.
 */
export function openResolution(
  { root: source }: TemplateDocument,
  options: ResolveOptions,
  warn: (text: string) => void,
): Resolution {
  const environment = environmentOf(options);
  const given = options.parameters ?? {};
  const work = new Work();
  checkMacros(source);
  const written = withIncludes(source, { open: options.open, work, warn });
  checkTransforms(written, work);
  const parameters = parameterValues(childOf(written, "Parameters"), given, written.place);
  const base = { environment, mappings: childOf(written, "Mappings"), warn, work };
  const flat = withoutLoops(written, base, parameters);
  const before = definitionsOf(sectionOf(flat, "Resources"));
  const values = { ...assumedValues(parameters, given), ...given };
  const made = expanded({ root: flat, definitions: before, environment, parameters: values, work });
  const root = made?.root ?? flat;
  const definitions = made === null ? before : definitionsOf(sectionOf(root, "Resources"));
  return {
    ...scopesOf(root, definitions, parameters, { ...base, answers: options.answers ?? {} }),
    environment,
    root,
    sam: made?.sam ?? null,
    parameters,
    definitions,
    hasLanguageExtensions: hasLanguageExtensions(written),
  };
}

const sectionOf = (root: MapNode, name: string): MapNode | undefined => {
  const node = childOf(root, name);
  return node?.kind === "map" ? node : undefined;
};

/** The template with what its loops write out. */
function withoutLoops(
  root: MapNode,
  base: Pick<Scope, "environment" | "mappings" | "warn" | "work">,
  parameters: ReadonlyMap<string, ParameterValue>,
): MapNode {
  const scope = scopeOf({ ...base, conditions: undefined }, parameters, new Map(), {
    // Loops are written out before there are resources to refer to.
    reference: () => undefined,
    attribute: () => undefined,
  });
  const entries = new Map(root.entries);
  for (const name of ["Resources", "Conditions", "Outputs"]) {
    const entry = entries.get(name);
    if (entry?.value.kind !== "map") continue;
    entries.set(name, { ...entry, value: asMap(expandLoops(entry.value, scope)) });
  }
  return { ...root, entries };
}

/** The values of parameters that have neither a given one nor a default, as texts. */
function assumedValues(
  parameters: ReadonlyMap<string, ParameterValue>,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...parameters].flatMap(([name, { value, warning }]) => {
      const text = textOf(value);
      const isAssumed = warning !== undefined && text !== undefined && !Object.hasOwn(given, name);
      return isAssumed ? [[name, text]] : [];
    }),
  );
}

function scopesOf(
  root: MapNode,
  definitions: ReadonlyMap<string, Definition>,
  parameters: ReadonlyMap<string, ParameterValue>,
  {
    answers,
    ...base
  }: Pick<Scope, "environment" | "mappings" | "warn" | "work"> & {
    readonly answers: CustomAnswers;
  },
): Pick<Resolution, "scope" | "values" | "tracker"> {
  const tracker: Tracker = { named: new Map() };
  const values = resourceValues(definitions, base.environment, answers, (node) => {
    // A name of another resource is evaluated on behalf of that one: its references are not ours.
    const outer = tracker.named;
    tracker.named = new Map();
    const value = evaluate(node, scope);
    tracker.named = outer;
    return value;
  });
  const noteName = (name: string, place: Place): void => {
    const [logicalId = name] = name.split(".");
    const definition = definitions.get(logicalId);
    if (definition === undefined) return;
    if (!isActive(definition, scope)) {
      const expected = "a resource that is created";
      throw new TemplateError(place, expected, `${logicalId}, whose condition does not hold`);
    }
    if (!tracker.named.has(logicalId)) tracker.named.set(logicalId, place);
  };
  const conditions = sectionOf(root, "Conditions");
  const scope: Scope = scopeOf({ ...base, conditions }, parameters, definitions, {
    reference: (name, place) => {
      noteName(name, place);
      return values.reference(name, place);
    },
    attribute: (logicalId, attribute, place) => {
      noteName(logicalId, place);
      return values.attribute(logicalId, attribute, place);
    },
  });
  return { scope, values, tracker };
}
