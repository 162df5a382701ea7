import { own } from "@orrery/kernel";
import { expanded } from "../sam/expansion.ts";
import type { CustomAnswers } from "./custom-resources.ts";
import { definitionsOf } from "./definitions.ts";
import type { TemplateDocument } from "./document.ts";
import { environmentOf, type EnvironmentOptions } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import { evaluate, type Evaluated, type Scope } from "./evaluation.ts";
import { besideFile } from "./file-path.ts";
import { expandLoops } from "./for-each.ts";
import { asMap, childOf, textOf, type MapNode, type TemplateNode } from "./node.ts";
import { withIncludes, type OpenFile } from "./includes.ts";
import { withLocalDefinitions } from "../sam/local-definitions.ts";
import { nestedStacks, type Host } from "./nested-stacks.ts";
import { parameterValues, type ParameterValue } from "./parameters.ts";
import { stackType } from "./resource-types.ts";
import { resourceValues } from "./resource-values.ts";
import { isActive, scopeOf } from "./scope.ts";
import type { Resolution, Traced, Tracker } from "./stack-resolution.ts";
import { alone, type OtherValue, type Surroundings } from "./surroundings.ts";
import {
  checkMacros,
  checkTransforms,
  hasLanguageExtensions as extendsLanguage,
  warnOfTransforms,
} from "./transforms.ts";

/** For which stack a template is resolved, and with which values. */
export interface ResolveOptions extends EnvironmentOptions {
  /** Values of parameters by name; those left out take their defaults. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** What was answered for custom resources, by logical id. Left out: what they are is made up. */
  readonly answers?: CustomAnswers;
  /** Opens files that the template names, by their paths from its folder. Left out: none is opened. */
  readonly open?: OpenFile;
}

/**
 * Looks up what a template names, before any of its resources is resolved: its loops are written out, and
 * what is of SAM becomes what AWS makes of it.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse the template.
 */
export function openResolution(
  { root: source, file }: TemplateDocument,
  options: ResolveOptions,
  warn: (text: string) => void,
  surroundings: Surroundings = alone(file),
): Resolution {
  const environment = environmentOf(options);
  const { open } = options;
  const { work, path, handed } = surroundings;
  const beside: OpenFile | undefined = open && ((name) => open(besideFile(path, name)));
  checkMacros(source);
  const written = withLocalDefinitions(
    withIncludes(source, { open: beside, work, warn }),
    beside,
    warn,
  );
  checkTransforms(written, work);
  const section = childOf(written, "Parameters");
  const own = options.parameters ?? {};
  const parameters = parameterValues(section, own, written.place, handed);
  const given = { ...textsOf(handed), ...own };
  const base = { environment, mappings: childOf(written, "Mappings"), warn, work };
  const flat = withoutLoops(written, base, parameters);
  const before = definitionsOf(sectionOf(flat, "Resources"));
  const values = { ...assumedValues(parameters, given), ...given };
  const made = expanded({ root: flat, definitions: before, environment, parameters: values, work });
  const root = made?.root ?? flat;
  const definitions = made === null ? before : definitionsOf(sectionOf(root, "Resources"));
  const hasLanguageExtensions = extendsLanguage(written);
  const { answers = {} } = options;
  const parts = { root, definitions, parameters, surroundings, answers };
  const scopes = scopesOf(parts, base, ({ scope, traced, values: known }) => ({
    file,
    surroundings,
    open,
    hasLanguageExtensions,
    evaluated: (node) => traced(() => evaluate(node, scope)).value,
    traced: (node) => traced(() => evaluate(node, scope)),
    resolve(definition, nested, inner) {
      const stackName = known.nameOf(definition, definition.place);
      const say = (text: string) => warn(`${definition.logicalId}: ${text}`);
      for (const text of nested.warnings) say(text);
      warnOfTransforms(nested.root, say);
      const files = open === undefined ? {} : { open };
      return openResolution(nested, { ...environment, stackName, answers, ...files }, say, inner);
    },
  }));
  return {
    ...scopes,
    file,
    source,
    environment,
    root,
    sam: made?.sam ?? null,
    parameters,
    definitions,
    hasLanguageExtensions,
    surroundings,
    isActive: (definition) => isActive(definition, scopes.scope),
  };
}

/** The texts of what the stack around hands down. */
const textsOf = (handed: Surroundings["handed"]): Readonly<Record<string, string>> =>
  Object.fromEntries([...(handed ?? [])].map(([name, { node }]) => [name, node.text]));

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
    imported: () => undefined,
    noteOthers: () => undefined,
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

type Scopes = Pick<Resolution, "scope" | "values" | "tracker" | "nested" | "traced">;

function scopesOf(
  {
    root,
    definitions,
    parameters,
    surroundings: { prefix, imports, generations },
    answers,
  }: Pick<Resolution, "root" | "definitions" | "parameters" | "surroundings"> & {
    readonly answers: CustomAnswers;
  },
  base: Pick<Scope, "environment" | "mappings" | "warn" | "work">,
  hostOf: (scopes: Omit<Scopes, "nested" | "tracker">) => Host,
): Scopes {
  const tracker: Tracker = { named: new Map(), others: new Map() };
  const traced = (make: () => Evaluated): Traced => {
    const { named, others } = tracker;
    tracker.named = new Map();
    tracker.others = new Map();
    const value = make();
    const names = namesIn(tracker, prefix);
    Object.assign(tracker, { named, others });
    return { value, names };
  };
  // A name of another resource is evaluated on behalf of that one: its references are not ours.
  const values = resourceValues(
    definitions,
    base.environment,
    (logicalId) => own(answers, prefix + logicalId),
    (node) => traced(() => evaluate(node, scope)).value,
    (logicalId) => generations.get(prefix + logicalId) ?? 1,
  );
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
  const noteOthers = (ids: readonly string[], place: Place): void => {
    for (const id of ids) if (!tracker.others.has(id)) tracker.others.set(id, place);
  };
  const taken = ({ node, names }: OtherValue, place: Place): TemplateNode => {
    noteOthers(names, place);
    return node;
  };
  const conditions = sectionOf(root, "Conditions");
  const scope: Scope = scopeOf({ ...base, conditions }, parameters, definitions, {
    reference(name, place) {
      noteName(name, place);
      return values.reference(name, place);
    },
    attribute(logicalId, attribute, place) {
      noteName(logicalId, place);
      const definition = definitions.get(logicalId);
      const output =
        definition?.type === stackType ? nested.output(definition, attribute, place) : undefined;
      if (output !== undefined) return taken(output, place);
      return values.attribute(logicalId, attribute, place);
    },
    imported(name, place) {
      const value = imports.valueOf(name, place);
      return value === undefined ? undefined : taken(value, place);
    },
    noteOthers,
  });
  const nested = nestedStacks(hostOf({ scope, values, traced }));
  return { scope, values, tracker, nested, traced };
}

/** The ids of what a tracker has noted: of its own stack, and of others. */
export const namesIn = ({ named, others }: Tracker, prefix: string): readonly string[] => [
  ...[...named.keys()].map((logicalId) => prefix + logicalId),
  ...others.keys(),
];
