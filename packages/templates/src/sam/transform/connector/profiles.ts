import { idIn, ref, sub } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  memberOf,
  setMember,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import data from "./connector-profiles.json" with { type: "json" };

/** What lets one type of resource use another. */
export interface ConnectorProfile {
  readonly type: "role" | "permission" | "queuePolicy" | "topicPolicy";
  /** Whether the policy is the source's. */
  readonly sourcePolicy: boolean;
  /** What has to wait for the policy: the mapping between the two, or the source. */
  readonly dependedBy?: "mapping" | "source";
  /** Sets of accesses that go together; any where absent. */
  readonly combinations?: readonly (readonly string[])[];
  /** By access: statements, or the properties of a permission. */
  readonly access: JsonMap;
}

type Profiles = Readonly<Record<string, Readonly<Record<string, ConnectorProfile>>>>;

interface ResourceFacts {
  /** The property that names the role. */
  readonly role?: string;
  readonly outputs: JsonMap;
}

const permissions = data.permissions as unknown as Profiles; // JSON of that shape.
const resources = data.resources as unknown as Readonly<Record<string, ResourceFacts>>;

/** The profile from one type of resource to another; `undefined` where there is none. */
export function profileOf(source: string, destination: string): ConnectorProfile | undefined {
  const of = Object.hasOwn(permissions, source) ? permissions[source] : undefined;
  return of !== undefined && Object.hasOwn(of, destination) ? of[destination] : undefined;
}

/** What a resource of the template is to connectors. */
export function resourceFacts(type: string, id: string, properties: Maybe, other: JsonMap) {
  const facts = Object.hasOwn(resources, type) ? resources[type] : undefined;
  const output = (name: string): Maybe => {
    const value = memberOf(facts?.outputs, name);
    return value === undefined
      ? undefined
      : filled(value, (key) => (key === "logicalId" ? id : undefined));
  };
  return {
    arn: output("Arn"),
    roleName: roleName(facts, properties, other),
    queueUrl: output("Url"),
    resourceId: output("Id"),
    name: output("Name"),
    qualifier: output("Qualifier"),
  };
}

function roleName(facts: ResourceFacts | undefined, properties: Maybe, other: JsonMap): Maybe {
  if (facts?.role === undefined) return undefined;
  const role =
    facts.role === "of target" ? roleOfTarget(properties, other) : memberOf(properties, facts.role);
  const id = idIn(role);
  return id === undefined ? undefined : ref(id);
}

/** The role by which a rule reaches the target that is connected with it. */
function roleOfTarget(properties: Maybe, other: JsonMap): Maybe {
  const targets = memberOf(properties, "Targets");
  const otherId = memberOf(other, "Id");
  const otherArn = memberOf(other, "Arn");
  for (const target of isList(targets) ? targets : []) {
    const arn = memberOf(target, "Arn");
    const id = idIn(arn);
    const isSame =
      (id !== undefined && id === otherId) || (isGiven(otherArn) && sameJson(arn, otherArn));
    if (isSame) return memberOf(target, "RoleArn");
  }
  return undefined;
}

const sameJson = (one: Maybe, other: Maybe): boolean =>
  JSON.stringify(one) === JSON.stringify(other);

/** A profile's values with what it leaves open. @throws Error of its name for what nobody gave */
export function filled(value: Json, valueOf: (key: string) => Maybe): Json {
  if (isList(value)) return value.map((item) => filled(item, valueOf));
  if (isMap(value)) {
    const made: JsonMap = {};
    for (const [key, member] of Object.entries(value))
      setMember(made, key, filled(member, valueOf));
    return made;
  }
  if (!isText(value)) return value;
  const given = (key: string): Json => {
    const found = valueOf(key);
    if (isGiven(found)) return found;
    throw new MissingValue(`${key} is missing.`);
  };
  const whole = /^%\{([\w.]+)\}$/.exec(value)?.[1];
  if (whole !== undefined) return given(whole);
  const variables: JsonMap = {};
  const text = value.replace(/%\{([\w.]+)\}/g, (_, key: string) => {
    const name = key.replaceAll(".", "");
    variables[name] = given(key);
    return `\${${name}}`;
  });
  if (Object.keys(variables).length > 0) return sub(text, variables);
  return text.includes("${") ? sub(text) : text;
}

/** What a connector needs and neither of its ends gives. */
export class MissingValue extends Error {
  override readonly name = "MissingValue";
}
