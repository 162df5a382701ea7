import { stringify } from "yaml";
import { readTemplate, type TemplateDocument } from "../template/document.ts";
import { environmentOf } from "../template/environment.ts";
import { TemplateError, type Place } from "../template/error.ts";
import { childOf, type MapEntry, type MapNode, type TemplateNode } from "../template/node.ts";
import { parameterValues } from "../template/parameters.ts";
import { openResolution, type ResolveOptions } from "../template/resolve.ts";
import type { Definition } from "../template/definition.ts";
import { isMap, isText, memberOf, type JsonMap } from "./transform/json.ts";
import { packaged } from "./transform/packaged.ts";
import { SamProblem, SamRefusal } from "./transform/problems.ts";
import { placedTemplate } from "./transform/template-json.ts";
import { transformSam, type Transformed } from "./transform/transform.ts";
import { isSamType } from "./types.ts";

/** A resource of CloudFormation that a resource of SAM becomes, or becomes a part of. */
export interface MadeResource {
  readonly logicalId: string;
  readonly type: string;
  /** The logical id of the resource of SAM; that of an implicit API or of deployments is its own. */
  readonly madeOf: string;
}

/** What the transform of SAM makes of a template, or why it refuses it. */
export interface SamExpansion {
  readonly made: readonly MadeResource[];
  /** In SAM's words, each with its place: `file:line:column: …`. */
  readonly refusals: readonly string[];
}

type Attempt =
  | { readonly transformed: Transformed }
  | { readonly problems: readonly { readonly problem: SamProblem; readonly place: Place }[] };

/** What of a template the transform of SAM makes; `null` for a template without a type of SAM. */
export function samExpansion(
  document: TemplateDocument,
  options: ResolveOptions,
): SamExpansion | null {
  const attempt = attemptOf(document, options);
  if (attempt === null) return null;
  if ("problems" in attempt) {
    const refusals = attempt.problems.map(({ problem, place: { file, line, column } }) => {
      return `${file}:${line}:${column}: ${problem.message}`;
    });
    return { made: [], refusals };
  }
  const { template, madeOf } = attempt.transformed;
  const resources = memberOf(template, "Resources");
  const made = Object.entries(isMap(resources) ? resources : {}).flatMap(
    ([logicalId, resource]) => {
      const source = madeOf.get(logicalId);
      const type = memberOf(resource, "Type");
      return source !== undefined && isText(type) ? [{ logicalId, type, madeOf: source }] : [];
    },
  );
  return { made, refusals: [] };
}

/**
 * The template of CloudFormation that a template of SAM becomes, as YAML; one without types of SAM stays what it is.
 *
 * @throws TemplateError where CloudFormation or SAM would refuse the template.
 */
export function expandedTemplate(text: string, file: string, options: ResolveOptions = {}): string {
  const document = readTemplate(text, file);
  const attempt = attemptOf(document, options);
  if (attempt === null) return printed(placedTemplate(document.root).template);
  if ("transformed" in attempt) return printed(attempt.transformed.template);
  const [first] = attempt.problems;
  const words = attempt.problems.map(({ problem }) => problem.message).join(" ");
  throw new TemplateError(first?.place ?? document.root.place, "what SAM's transform takes", words);
}

// Aliases would be hard to read, and long lines are not folded: they are often text of scripts.
const printed = (template: JsonMap): string =>
  stringify(template, { aliasDuplicateObjects: false, lineWidth: 0 });

function attemptOf(document: TemplateDocument, options: ResolveOptions): Attempt | null {
  const environment = environmentOf(options);
  const { root } = document;
  const given = options.parameters ?? {};
  const parameters = parameterValues(childOf(root, "Parameters"), given, root.place);
  const { definitions } = openResolution(document, environment, parameters, new Set());
  if (![...definitions.values()].some(({ type }) => isSamType(type))) return null;
  const { template } = placedTemplate(withoutLoops(root, definitions));
  const { region, partition } = environment;
  try {
    return {
      transformed: transformSam(packaged(template), { region, partition, parameters: given }),
    };
  } catch (error) {
    const problems =
      error instanceof SamRefusal ? error.problems : error instanceof SamProblem ? [error] : null;
    if (problems === null) throw error;
    return {
      problems: problems.map((problem) => ({
        problem,
        place: placeOf(problem, root, definitions),
      })),
    };
  }
}

/** The template with the resources that its loops write out. */
function withoutLoops(root: MapNode, definitions: ReadonlyMap<string, Definition>): MapNode {
  const resources = root.entries.get("Resources");
  if (resources === undefined) return root;
  const written = [...definitions.values()].map(
    ({ logicalId, place, node }): [string, MapEntry] => [logicalId, { place, value: node }],
  );
  const value: MapNode = { kind: "map", entries: new Map(written), place: resources.value.place };
  return { ...root, entries: new Map([...root.entries, ["Resources", { ...resources, value }]]) };
}

/** Where the template says what a problem is about: the property that it names, or the resource. */
function placeOf(
  { kind, subject, reason }: SamProblem,
  root: MapNode,
  definitions: ReadonlyMap<string, Definition>,
): Place {
  if (kind === "globals") return root.entries.get("Globals")?.place ?? root.place;
  const about = aboutOf(subject, reason, definitions);
  if (about === undefined) return root.place;
  const named = /'([A-Za-z.]+)'|property (\w+) not defined/.exec(reason);
  const path = (named?.[1] ?? named?.[2] ?? "").split(".");
  let { place, value: holder }: { place: Place; value: TemplateNode | undefined } = about;
  for (const step of path) {
    const entry = holder?.kind === "map" ? holder.entries.get(step) : undefined;
    if (entry === undefined) break;
    place = entry.place;
    holder = entry.value;
  }
  return place;
}

/** The resource or event that a problem is about, with its properties. */
function aboutOf(
  subject: string,
  reason: string,
  definitions: ReadonlyMap<string, Definition>,
): { readonly place: Place; readonly value: TemplateNode | undefined } | undefined {
  const [, named] = /Event with id \[(\w+)\]/.exec(reason) ?? [];
  for (const { logicalId, node, place } of definitions.values()) {
    const properties = childOf(node, "Properties");
    // Properties of events are checked under the id of what is made of them.
    const name = logicalId === subject ? named : subject.slice(logicalId.length);
    const events = subject.startsWith(logicalId) ? childOf(properties, "Events") : undefined;
    const event =
      events?.kind === "map" && name !== undefined ? events.entries.get(name) : undefined;
    if (event !== undefined) {
      return { place: event.place, value: childOf(event.value, "Properties") };
    }
    if (logicalId === subject) return { place, value: properties };
  }
  return undefined;
}
