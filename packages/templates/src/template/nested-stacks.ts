import { withNearest } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import type { Definition } from "./definition.ts";
import { readTemplate, type TemplateDocument } from "./document.ts";
import { TemplateError, type Place } from "./error.ts";
import type { Evaluated } from "./evaluation.ts";
import { besideFile, plainPath } from "./file-path.ts";
import {
  asMap,
  asScalar,
  childOf,
  describeNode,
  hasPlaceholder,
  textOf,
  type MapNode,
  type ScalarNode,
  type TemplateNode,
} from "./node.ts";
import type { NamedFile, OpenFile } from "./includes.ts";
import { exportOf, outputsOf, valueOfOutput, type Output } from "./outputs.ts";
import { stackType } from "./resource-types.ts";
import type { NestedStacks, Resolution, Traced } from "./stack-resolution.ts";
import type { OtherValue, Surroundings } from "./surroundings.ts";

/** The stack around those that it nests. */
export interface Host {
  readonly file: string;
  readonly surroundings: Surroundings;
  /** By paths from the folder of the outermost template. */
  readonly open: OpenFile | undefined;
  readonly hasLanguageExtensions: boolean;
  evaluated(node: TemplateNode): Evaluated;
  traced(node: TemplateNode): Traced;
  /** Resolves a template for the stack that the definition makes. */
  resolve(definition: Definition, document: TemplateDocument, inner: Surroundings): Resolution;
}

/** Opens nested templates as they are asked for, each once. */
export function nestedStacks(host: Host): NestedStacks {
  const known = new Map<string, Resolution | string>();
  const opening: string[] = [];
  const of = (definition: Definition): Resolution | string => {
    const { logicalId, place } = definition;
    const before = known.get(logicalId);
    if (before !== undefined) return before;
    if (opening.includes(logicalId)) {
      const circle = [...opening.slice(opening.indexOf(logicalId)), logicalId].join(" → ");
      throw new TemplateError(place, "no circular dependency", circle);
    }
    opening.push(logicalId);
    const opened = host.surroundings.work.inside(place, () => openedOf(definition, host));
    opening.pop();
    known.set(logicalId, opened);
    return opened;
  };
  return {
    of,
    isOpening: ({ logicalId }) => opening.includes(logicalId),
    output(definition, attribute, place) {
      const stack = of(definition);
      if (typeof stack === "string") return undefined;
      const [, name] = /^Outputs\.(.+)$/.exec(attribute) ?? [];
      const outputs = outputsOf(stack);
      const output = outputs.find((each) => each.name === name);
      if (output !== undefined) return valueIn(output, stack, place);
      const names = outputs.map((each) => `Outputs.${each.name}`);
      const expected =
        names.length === 0
          ? `no attribute of ${definition.logicalId}, whose template has no outputs`
          : `one of ${names.join(", ")} of ${definition.logicalId}`;
      throw new TemplateError(place, expected, withNearest(attribute, names));
    },
  };
}

/** The value of an output of another stack, standing where it is used. */
export function valueIn(output: Output, stack: Resolution, place: Place): OtherValue {
  const { value, names } = stack.traced(() => valueOfOutput(output, stack));
  if (value?.kind === "scalar") return { node: { ...value, place }, names };
  const { place: at } = output;
  throw new TemplateError(at, "an output whose Value is a text", describeNode(value));
}

/** What a stack exports, with what is nested in it, by the names of the exports. */
export function exportsIn(
  stack: Resolution,
): readonly { name: string; place: Place; output: Output; stack: Resolution }[] {
  const own = outputsOf(stack).flatMap((output) => {
    const exported = exportOf(output, stack);
    return exported === null ? [] : [{ name: exported.text, place: exported.place, output, stack }];
  });
  return [...own, ...nestedIn(stack).flatMap(exportsIn)];
}

/** The stacks that a stack nests and whose templates are here. */
export const nestedIn = (stack: Resolution): readonly Resolution[] =>
  [...stack.definitions.values()].flatMap((definition) => {
    if (definition.type !== stackType || !stack.isActive(definition)) return [];
    if (stack.nested.isOpening(definition)) return [];
    const nested = stack.nested.of(definition);
    return typeof nested === "string" ? [] : [nested];
  });

function openedOf(definition: Definition, host: Host): Resolution | string {
  const { surroundings, open } = host;
  const location = locationOf(definition, host);
  if (typeof location === "string") return location;
  const { text, place } = location;
  if (open === undefined) return `Files are not opened here: what ${text} would make is missing.`;
  const path = plainPath(besideFile(surroundings.path, text));
  const outer = [...surroundings.outer, plainPath(surroundings.path)];
  if (outer.includes(path)) {
    const circle = [...outer.slice(outer.indexOf(path)), path].join(" → ");
    throw new TemplateError(place, "a template that is not nested in itself", circle);
  }
  const known = surroundings.documents.get(path);
  const file = known === undefined ? openedFile(() => open(path)) : null;
  if (typeof file === "string") {
    const where = `${place.file}:${place.line}:${place.column}`;
    return `Its template ${text} (${where}) is not there, ${file}: what it would make is missing.`;
  }
  const document = known ?? readTemplate(file!.text, file!.path); // One of the two is there.
  surroundings.documents.set(path, document);
  const handed = handedTo(document, definition, host);
  const prefix = `${surroundings.prefix}${definition.logicalId}/`;
  return host.resolve(definition, document, { ...surroundings, prefix, path, outer, handed });
}

/** The file, or why there is none. */
function openedFile(open: () => NamedFile): NamedFile | string {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.received;
  }
}

/** Where the template of a nested stack is, as a path; a sentence where it is no file that is here. */
function locationOf({ node, properties }: Definition, host: Host) {
  // Where the CDK has put the template that it will upload.
  const metadata = childOf(node, "Metadata");
  const asset = childOf(metadata, "aws:asset:path");
  if (asset !== undefined && textOf(childOf(metadata, "aws:asset:property")) === "TemplateURL") {
    return asScalar(asset, "the path of a template");
  }
  const given = childOf(properties, "TemplateURL");
  const url = given === undefined ? undefined : host.evaluated(given);
  if (given === undefined || url === undefined) {
    return "It has no TemplateURL: what it would make is missing.";
  }
  const application = applicationIn(properties);
  if (application !== null) {
    return `Its template is that of the application ${application} of the Serverless Application Repository, which is not opened: what it would make is missing.`;
  }
  const location = asScalar(url, "the path or address of a template");
  if (hasPlaceholder(location)) {
    return "Where its template is only a deployment knows: what it would make is missing.";
  }
  if (location.text === "") throw new TemplateError(location.place, "the path of a template", '""');
  if (/^[a-z][a-z\d+.-]+:/i.test(location.text)) {
    return `Its template is at ${location.text}, which is not opened: what it would make is missing.`;
  }
  return location;
}

/** The application of the repository that SAM makes a stack of; `null`: it is none. */
function applicationIn(properties: MapNode): string | null {
  const tags = childOf(properties, "Tags");
  const items = tags?.kind === "list" ? tags.items : [];
  const tag = items.find((each) => textOf(childOf(each, "Key")) === "serverlessrepo:applicationId");
  return tag === undefined ? null : (textOf(childOf(tag, "Value")) ?? null);
}

/** What a stack hands down to the parameters of one that it nests. */
function handedTo(
  document: TemplateDocument,
  { properties, place, logicalId }: Definition,
  { traced, hasLanguageExtensions }: Host,
): ReadonlyMap<string, OtherValue<ScalarNode>> {
  const given = childOf(properties, "Parameters");
  const handed = new Map<string, OtherValue<ScalarNode>>();
  const isNothing = given === undefined || (given.kind === "scalar" && given.value === null);
  const entries = isNothing ? [] : asMap(given, "parameters by name").entries;
  const declared = document.root.entries.get("Parameters")?.value;
  for (const [name, { place: at, value: written }] of entries) {
    if (!document.parameters.includes(name)) {
      const expected =
        document.parameters.length === 0
          ? `no parameters, of which ${document.file} has none`
          : `a parameter of ${document.file}`;
      throw new TemplateError(at, expected, withNearest(name, document.parameters));
    }
    if (hasLanguageExtensions && written.kind === "scalar" && written.value === null) continue;
    const { value, names } = traced(written);
    if (value === undefined) continue;
    handed.set(name, { node: asScalar(value, "a text, as parameters are handed down"), names });
  }
  const missing = document.parameters.filter(
    (name) => !handed.has(name) && childOf(childOf(declared, name), "Default") === undefined,
  );
  if (missing.length > 0) {
    const expected = `values of ${logicalId} for parameters of ${document.file} that have no default`;
    throw new TemplateError(place, expected, `none for ${missing.join(", ")}`);
  }
  return handed;
}
