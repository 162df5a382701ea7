import { isMap, mapOf, memberOf, pick, type Json, type JsonMap, type Maybe } from "./json.ts";
import { derive } from "./origin.ts";
import { resourceProblem } from "./problems.ts";
import { printed } from "./python-text.ts";

/** A resource of CloudFormation that SAM makes. */
export interface Generated {
  id: string;
  readonly type: string;
  properties: JsonMap;
  dependsOn?: Json;
  /** Such as `Condition` and `DeletionPolicy`. */
  attributes: JsonMap;
}

/** A resource of SAM that is about to be made into others. */
export interface SamResource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonMap;
  readonly dependsOn: Maybe;
  /** For the resource that bears its logical id. */
  readonly attributes: JsonMap;
  /** For everything that is made of it. */
  readonly inherited: JsonMap;
}

const ownAttributes = [
  "DeletionPolicy",
  "UpdatePolicy",
  "Condition",
  "UpdateReplacePolicy",
  "Metadata",
];
const inheritedAttributes = ["Condition", "DeletionPolicy", "UpdateReplacePolicy"];

export function samResource(id: string, written: JsonMap): SamResource {
  const properties = memberOf(written, "Properties");
  return {
    id,
    type: printed(memberOf(written, "Type")),
    properties: isMap(properties) ? properties : {},
    dependsOn: memberOf(written, "DependsOn"),
    attributes: pick(written, (key) => ownAttributes.includes(key)),
    inherited: pick(written, (key) => inheritedAttributes.includes(key)),
  };
}

/** What a new resource has beside its properties. */
export interface Beside {
  readonly attributes?: JsonMap | undefined;
  readonly dependsOn?: Maybe;
  /** The mapping of the template that its properties are from, by whose keys they have their places. */
  readonly from?: JsonMap | undefined;
}

/** A new resource; properties that are not given are left out. @throws SamProblem for an id with other letters */
export function generated(
  id: string,
  type: string,
  properties: Readonly<Record<string, Maybe>>,
  { attributes = {}, dependsOn, from }: Beside = {},
): Generated {
  if (!/^[A-Za-z0-9]+$/.test(id)) throw resourceProblem(id, "Logical ids must be alphanumeric.");
  const own = mapOf(properties);
  return {
    id,
    type,
    properties: from === undefined ? own : derive(own, from),
    ...(dependsOn === undefined || dependsOn === null || dependsOn === "" ? {} : { dependsOn }),
    attributes: { ...attributes },
  };
}

/** The resource as it stands in a template. */
export function writtenResource({ type, properties, dependsOn, attributes }: Generated): JsonMap {
  const depends = Array.isArray(dependsOn) && dependsOn.length === 0 ? undefined : dependsOn;
  return mapOf({ Type: type, DependsOn: depends, ...attributes, Properties: properties });
}

/** Tags as CloudFormation has them: a list. */
export const tagList = (tags: Maybe): Json[] =>
  isMap(tags) ? Object.entries(tags).map(([Key, Value]) => mapOf({ Key, Value: Value ?? "" })) : [];
