import type { ArchitectureOperation, PlainObject } from "@orrery/aws";
import { shownValue, type Plain } from "@orrery/kernel";
import { simulatedProperties, type GivenProperties } from "../template/given-properties.ts";
import type { ResourceReport } from "../template/planned.ts";
import type { ConstructPaths } from "../template/construct-paths.ts";
import { madeType } from "../template/resource-types.ts";
import { at, fail } from "./reading.ts";
import { resourceNamed } from "./resource-name.ts";
import type { ScenarioDocument } from "./scenario-document.ts";
import { unknownName, type ScenarioPath } from "./wording.ts";

/** What a scenario says of a resource, under the name that it has for it. */
interface GivenResource {
  readonly name: string;
  readonly logicalId: string;
  readonly properties: PlainObject;
}

/**
 * What a scenario says of the properties of a template's resources, in place of what the template says: by
 * logical ids, for which construct paths may stand.
 */
export function givenResources(
  document: ScenarioDocument,
  types: ReadonlyMap<string, string>,
  paths: ConstructPaths,
): GivenResources {
  const isThere = (id: string) => types.has(id);
  const isAble = (id: string) => madeType(types.get(id) ?? "") !== undefined;
  const given: GivenResource[] = [];
  for (const [name, properties] of Object.entries(document.content.resources ?? {})) {
    const path = pathOf(name, properties);
    // What is there under a logical id is meant by it, whether it is simulated or not.
    const logicalId = at(document, path, () => {
      const ableOne = isThere(name) ? name : resourceNamed("", name, paths, isAble);
      return ableOne ?? resourceNamed("", name, paths, isThere) ?? name;
    });
    const before = given.find((each) => each.logicalId === logicalId);
    if (before !== undefined) {
      fail(document, path, `expected each resource once, received ${before.name} and ${name}`);
    }
    given.push({ name, logicalId, properties });
  }
  const properties: GivenProperties = Object.fromEntries(
    given.map((each) => [each.logicalId, each.properties]), // Values of JSON.
  );
  return { properties, given };
}

/** Properties by logical id, and how the scenario says them. */
export interface GivenResources {
  readonly properties: GivenProperties;
  readonly given: readonly GivenResource[];
}

/** Refuses properties of resources that the template does not have, and those that would change nothing. */
export function checkGivenResources(
  document: ScenarioDocument,
  { given }: GivenResources,
  resources: readonly ResourceReport[],
  paths: ConstructPaths,
): void {
  const simulated = resources.filter(({ verdict }) => verdict === "modeled");
  for (const { name: id, logicalId: meant, properties } of given) {
    const resource = simulated.find(({ logicalId }) => logicalId === meant);
    if (resource === undefined) {
      const left = resources.find(({ logicalId }) => logicalId === meant);
      const known = simulated.map(({ logicalId }) => paths.nameOf(logicalId));
      const why = left === undefined ? "" : `: ${left.meaning.replace(/\.$/, "")}`;
      return fail(document, pathOf(id, properties), `${unknownName(known, id)}${why}`);
    }
    for (const property of Object.keys(properties)) {
      const report = resource.properties.find(({ path }) => path === property);
      if (report?.verdict === "modeled") continue;
      const known = simulatedProperties(resource.type);
      const problem =
        known.length === 0
          ? `expected a property that is simulated, received ${property}`
          : unknownName(known, property);
      fail(document, pathOf(id, { [property]: properties[property]! }), problem);
    }
  }
}

/** Where a scenario says something of a resource: down to the first value, since an option has its whole path. */
function pathOf(id: string, properties: PlainObject): ScenarioPath {
  const path = ["resources", id];
  for (let value: Plain = properties; isMembers(value);) {
    const [name]: readonly string[] = Object.keys(value);
    if (name === undefined) break;
    path.push(name);
    value = value[name]!;
  }
  return path;
}

/** Operations with other parameters: those that a scenario gives for the resources that they make. */
export function withGivenResources(
  document: ScenarioDocument,
  operations: readonly ArchitectureOperation[],
): readonly ArchitectureOperation[] {
  // Values of JSON.
  return Object.entries<PlainObject>(document.content.resources ?? {}).reduce(
    (before, [id, properties]) => {
      const known = [...new Set(before.map(({ logicalId }) => logicalId))];
      if (!known.includes(id)) fail(document, pathOf(id, properties), unknownName(known, id));
      return Object.entries(properties).reduce(
        (operations, [name, value]) => withParameter(document, operations, id, name, value),
        before,
      );
    },
    operations,
  );
}

/** Where a request has the settings of a resource: among its parameters, or in a member of their own. */
const holders = [null, "Attributes"] as const;

function withParameter(
  document: ScenarioDocument,
  operations: readonly ArchitectureOperation[],
  id: string,
  name: string,
  value: Plain,
): readonly ArchitectureOperation[] {
  const own = operationsOf(operations, id);
  for (const operation of own) {
    for (const holder of holders) {
      const members = membersOf(operation.params, holder);
      if (!Object.hasOwn(members, name)) continue;
      const changed = { ...members, [name]: merged(members[name]!, value) };
      const params = holder === null ? changed : { ...operation.params, [holder]: changed };
      return operations.map((each) => (each === operation ? { ...each, params } : each));
    }
  }
  const known = own.flatMap(({ params }) =>
    holders.flatMap((holder) => Object.keys(membersOf(params, holder))),
  );
  const said = `without a template, only what the architecture itself says of ${id} can be replaced`;
  const problem = `${unknownName([...new Set(known)], name)}: ${said}`;
  return fail(document, pathOf(id, { [name]: value }), problem);
}

/** Those that make a resource, and those that set something of it, which a stack calls after it. */
function operationsOf(
  operations: readonly ArchitectureOperation[],
  id: string,
): readonly ArchitectureOperation[] {
  const making = operations.filter(({ logicalId }) => logicalId === id);
  const names = making.flatMap(({ params }) =>
    Object.entries(params).filter(([name, value]) => name.endsWith("Name") && value !== ""),
  );
  const setting = operations.filter(
    ({ logicalId, operation, params }) =>
      logicalId !== id &&
      logicalId.startsWith(id) &&
      !operation.startsWith("Create") &&
      names.some(([name, value]) => params[name] === value),
  );
  return [...making, ...setting];
}

function membersOf(params: PlainObject, holder: (typeof holders)[number]): PlainObject {
  const members = holder === null ? params : params[holder];
  return isMembers(members) ? members : {};
}

/** A value in the form of the one before: attributes are texts, and some of them JSON. */
function merged(before: Plain, value: Plain): Plain {
  if (typeof before === "string" && typeof value !== "string") {
    if (!isMembers(value)) return Array.isArray(value) ? JSON.stringify(value) : shownValue(value);
    return JSON.stringify(merged(jsonIn(before), value));
  }
  if (!isMembers(before) || !isMembers(value)) return value;
  const members = Object.entries(value).map(
    ([name, member]) =>
      [name, Object.hasOwn(before, name) ? merged(before[name]!, member) : member] as const,
  );
  return { ...before, ...Object.fromEntries(members) };
}

function jsonIn(text: string): Plain {
  try {
    return JSON.parse(text) as Plain;
  } catch {
    return {};
  }
}

const isMembers = (value: Plain | undefined): value is PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
