import { withNearest } from "@orrery/aws";
import type { Definition } from "../template/definition.ts";
import type { StackEnvironment } from "../template/environment.ts";
import { TemplateError, type Place } from "../template/error.ts";
import { childOf, scalar, type MapEntry, type MapNode } from "../template/node.ts";
import { checkCount } from "../template/limits.ts";
import { checkServerless } from "../template/transforms.ts";
import type { Work } from "../template/work.ts";
import { madeNode } from "./made-nodes.ts";
import { samError } from "./refusal.ts";
import { isMap, isText, memberOf, type Json, type JsonMap } from "./transform/json.ts";
import { packaged } from "./transform/packaged.ts";
import { schemas } from "./transform/schemas.ts";
import { placedTemplate, type PlacedTemplate } from "./transform/template-json.ts";
import { transformSam, type Transformed } from "./transform/transform.ts";

/** A resource of CloudFormation that a resource of SAM becomes, or becomes a part of. */
export interface MadeResource {
  readonly logicalId: string;
  readonly type: string;
  /** The logical id of the resource of SAM; that of an implicit API or of deployments is its own. */
  readonly madeOf: string;
}

/** What the transform of SAM makes of a template. */
export interface SamExpansion {
  readonly made: readonly MadeResource[];
}

/** A template of CloudFormation that was one of SAM. */
interface Expanded {
  readonly root: MapNode;
  readonly sam: SamExpansion;
}

/** A template of SAM, its loops written out. */
interface SamTemplate {
  readonly root: MapNode;
  /** Its resources by logical id, in its order. */
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly environment: StackEnvironment;
  /** Values of parameters by name; those left out take their defaults. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly work: Work;
}

/** Whether a type is SAM's own, which it turns into types of CloudFormation. */
const isSamType = (type: string): boolean => type.startsWith("AWS::Serverless::");

/**
 * The template of CloudFormation that AWS makes of a template; `null` for one without a type of SAM, which
 * is one already. Its resources stand in the order of the template, each followed by what SAM makes beside it.
 *
 * @throws TemplateError where SAM refuses the template, in its words.
 */
export function expanded(template: SamTemplate): Expanded | null {
  const { root, definitions, environment, parameters, work } = template;
  const ofSam = [...definitions.values()].filter(({ type }) => isSamType(type));
  if (ofSam.length === 0) return null;
  const placeOf = (definition: Definition): Place =>
    childOf(definition.node, "Type")?.place ?? definition.place;
  checkServerless(
    root,
    ofSam.map((definition) => ({ type: definition.type, place: placeOf(definition) })),
  );
  const unknown = ofSam.find(({ type }) => !Object.hasOwn(schemas, type));
  if (unknown !== undefined) {
    throw new TemplateError(
      placeOf(unknown),
      "a type of SAM",
      withNearest(unknown.type, Object.keys(schemas)),
    );
  }
  checkEvents(definitions, root);
  const placed = placedTemplate(root);
  const { region, partition } = environment;
  const spend = (steps: number): void => work.spend(steps, root.place);
  try {
    const options = { region, partition, parameters, spend };
    const transformed = transformSam(packaged(placed.template), options);
    return expandedOf(transformed, placed, template);
  } catch (error) {
    throw samError(error, root, definitions);
  }
}

/** Refuses more events than there may be resources, of which each makes one, before they are looked at. */
function checkEvents(definitions: ReadonlyMap<string, Definition>, root: MapNode): void {
  let count = definitions.size;
  for (const { properties } of definitions.values()) {
    const events = childOf(properties, "Events");
    if (events?.kind === "map") count += events.entries.size;
  }
  checkCount("resources", count, root.entries.get("Resources")?.place ?? root.place);
}

/** Sections that the transform leaves as they are. */
const kept = ["Parameters", "Mappings", "Metadata", "Description", "AWSTemplateFormatVersion"];

function expandedOf(
  { template, madeOf }: Transformed,
  placed: PlacedTemplate,
  { root, definitions }: SamTemplate,
): Expanded {
  const entries = new Map<string, MapEntry>();
  for (const [name, section] of Object.entries(template)) {
    const written = root.entries.get(name);
    const place = written?.place ?? { ...root.place, path: name };
    if (name === "Resources") continue;
    const value = kept.includes(name) && written !== undefined ? written.value : null;
    entries.set(name, { place, value: value ?? madeNode(section, placed, place) });
  }
  const resources = root.entries.get("Resources");
  const start = resources?.place ?? root.place;
  const found = Object.entries(membersOf(template.Resources)).map(([logicalId, resource]) => {
    const owner = madeOf.get(logicalId);
    return { logicalId, resource, owner, ...placeIn(definitions, logicalId, owner, start) };
  });
  found.sort((one, other) => {
    const [a, b] = [one, other].map(({ place }) => place) as [Place, Place]; // One of each.
    return one.rank - other.rank || a.line - b.line || a.column - b.column;
  });
  const made = found.flatMap(({ logicalId, resource, owner }): MadeResource[] => {
    const type = memberOf(resource, "Type");
    return owner !== undefined && isText(type) ? [{ logicalId, type, madeOf: owner }] : [];
  });
  const value: MapNode = {
    kind: "map",
    place: resources?.value.place ?? root.place,
    entries: new Map(
      found.map(({ logicalId, resource, place }) => [
        logicalId,
        { place, value: resourceNode(resource, placed, place) },
      ]),
    ),
  };
  entries.set("Resources", { place: start, value });
  return { root: { kind: "map", entries, place: root.place }, sam: { made } };
}

const membersOf = (section: Json | undefined): JsonMap => (isMap(section) ? section : {});

/** Where a resource stands: as the template has it, or at the event or the resource that it is made of. */
function placeIn(
  definitions: ReadonlyMap<string, Definition>,
  logicalId: string,
  owner: string | undefined,
  start: Place,
): { readonly place: Place; readonly rank: number } {
  const source = definitions.get(logicalId) ?? definitions.get(owner ?? "");
  const ids = [...definitions.keys()];
  if (source === undefined) {
    return { place: { ...start, path: `Resources.${logicalId}` }, rank: ids.length };
  }
  const rank = ids.indexOf(source.logicalId);
  if (source.logicalId === logicalId) return { place: source.place, rank };
  const events = childOf(source.properties, "Events");
  const names = events?.kind === "map" ? [...events.entries.keys()] : [];
  const [name] = names
    .filter((each) => logicalId.startsWith(`${source.logicalId}${each}`))
    .sort((one, other) => other.length - one.length);
  const event = events?.kind === "map" && name !== undefined ? events.entries.get(name) : undefined;
  return { place: event?.place ?? source.place, rank };
}

/** A resource with its properties where they stand, and all else at its own place. */
function resourceNode(resource: Json, placed: PlacedTemplate, place: Place): MapNode {
  const node = madeNode(resource, placed, place);
  if (node.kind !== "map") return { kind: "map", entries: new Map(), place };
  const type = memberOf(resource, "Type");
  const written = node.entries.get("Type");
  // The type is SAM's in the source: what is said of it is said of what was made.
  const typeNode = scalar(isText(type) ? type : "", written?.place ?? place);
  const entry: MapEntry = { place: written?.place ?? place, value: typeNode };
  return { ...node, entries: new Map([...node.entries, ["Type", entry]]) };
}
