import type {
  MadeType,
  NamedInTemplate,
  NamedResource,
  TemplatePeer,
  TemplateResource,
  TemplateType,
} from "@orrery/aws";
import type { StackEnvironment } from "./environment.ts";
import type { Position } from "./error.ts";
import { surroundingsIn } from "./neighbors.ts";
import {
  childOf,
  textOf,
  type MapNode,
  type PlainObject,
  type PlainValue,
  type TemplateNode,
} from "./node.ts";
import { serviceNameOf } from "./not-modeled.ts";
import type { Candidate, PlannedOperation, ReadProperties, ResourceReport } from "./planned.ts";
import type { ResolvedResource } from "./resolved.ts";
import { arnOf, nameInArn, refOf } from "./resource-forms.ts";
import { madeType, madeTypes, modeledType, resourceForms } from "./resource-types.ts";

/** Which resources the properties of others name. */
export interface Wiring {
  readonly standIns: readonly StandIn[];
  /** A resource as its type's functions see it. */
  selfOf(candidate: Candidate): TemplateResource;
  /** What must be made before the resource, beyond its dependencies. */
  needs(candidate: Candidate): readonly string[];
  /** The logical id of what has an ARN, or its name where the template does not hold it. */
  logicalIdOf(arn: string): string;
  /** What the properties of a resource that is made say, by its logical id. */
  valuesOf(logicalId: string): PlainObject | undefined;
}

/** A resource that the template names and does not hold. */
interface StandIn {
  readonly operations: readonly PlannedOperation[];
  readonly report: ResourceReport;
  readonly warning: string;
}

type Made = TemplateType & MadeType;

/** A property that names a resource, with the text that does. */
interface Naming {
  readonly property: string;
  readonly rule: NamedResource;
  readonly text: string;
  readonly candidates: readonly Made[];
}

/** Finds what the properties of resources name, and stands in for what is not there. */
export function wire(
  candidates: readonly Candidate[],
  environment: StackEnvironment,
  all: readonly ResolvedResource[],
): Wiring {
  const byArn = new Map<string, TemplatePeer>();
  const byText = new Map<string, TemplatePeer>();
  for (const { resource, type } of candidates) {
    const { logicalId, physicalName: name } = resource;
    const property = (wanted: string) => textAt(resource.properties, wanted);
    const ref = refOf(environment, type.type, name, property, resource.generation);
    // What is read and has no ARN of the usual form is called by the one that it returns.
    const isCalledByRef = type.facts.arn === null && type.isSource === true;
    const arn = isCalledByRef ? ref : arnOf(environment, type.type, name);
    const peer: TemplatePeer = { logicalId, type: type.type, name, arn };
    byArn.set(arn, peer);
    // The ARN of some is made of what they name, as that of an alias is of its state machine's.
    if (ref.startsWith("arn:") && ref !== arn) byArn.set(ref, { ...peer, arn: ref });
    for (const text of [name, arn, ref]) {
      byText.set(`${type.type} ${text}`, peer);
    }
  }
  const standIns = new Map<string, StandIn>();
  const named = new Map<string, Readonly<Record<string, NamedInTemplate>>>();

  const ownerIn = (text: string, types: readonly Made[]): TemplatePeer | undefined =>
    types
      .map(({ type, nameIn }) => nameIn && byText.get(`${type} ${nameIn(text)}`))
      .find((peer) => peer !== undefined);
  const find = ({ rule, text, candidates: types }: Naming): TemplatePeer | undefined => {
    if (rule.by === "arn") {
      // What is read may have an ARN of its own, as the stream of a table has.
      const peer = byArn.get(text) ?? (rule.of === "sources" ? ownerIn(text, types) : undefined);
      return peer !== undefined && types.some(({ type }) => type === peer.type) ? peer : undefined;
    }
    return types
      .map(({ type, nameIn }) =>
        byText.get(`${type} ${nameIn === undefined ? text : nameIn(text)}`),
      )
      .find((peer) => peer !== undefined);
  };
  const standInFor = (owner: Candidate, naming: Naming): TemplatePeer | null => {
    const { rule, text, candidates: types } = naming;
    const { resource, read } = owner;
    const fits = ({ type }: Made) => nameInArn(type, text) !== undefined;
    const certain = text !== "" && Array.isArray(rule.of) && rule.of.length === 1;
    const told = rule.standIn?.typeOf?.(read.values);
    const given = [...resource.properties.entries.keys()];
    const reads = ({ isReadWith }: Made) =>
      rule.of === "sources" &&
      isReadWith?.(given) === true &&
      // What has an address of another form is outside of AWS.
      /^(?!arn:|[a-z]+:\/\/)./.test(text);
    const type = certain
      ? types[0]
      : (types.find(fits) ?? types.find((one) => one.type === told) ?? types.find(reads));
    if (rule.standIn === undefined || type?.standIn === undefined) return null;
    const logicalId = `${resource.logicalId}${rule.standIn.role}`;
    const known = fits(type) ? (type.nameIn?.(text) ?? nameInArn(type.type, text)) : undefined;
    const ending = rule.standIn.ending?.(read.values) ?? "";
    const name = known !== undefined && /^[\w.-]+$/.test(known) ? known : `${logicalId}${ending}`;
    const arn = arnOf(environment, type.type, name);
    const existing = byArn.get(arn);
    if (existing !== undefined) return existing;
    const peer: TemplatePeer = { logicalId, type: type.type, name, arn };
    byArn.set(arn, peer);
    standIns.set(arn, standInOf(owner.resource, type, peer, environment));
    return peer;
  };

  for (const candidate of candidates) {
    const namings = namingsOf(candidate);
    const found = namings.map((naming) => [naming, find(naming)] as const);
    const lacks = (other: Naming) =>
      found.some(
        ([naming, peer]) =>
          naming !== other &&
          peer === undefined &&
          naming.rule.standIn === undefined &&
          Array.isArray(naming.rule.of),
      );
    named.set(
      candidate.resource.logicalId,
      Object.fromEntries(
        found.map(([naming, peer]): [string, NamedInTemplate] => {
          // A stand-in serves nobody where something else that is named is missing.
          const standIn = peer ?? (lacks(naming) ? null : standInFor(candidate, naming));
          const text =
            peer === undefined && standIn !== null ? readArnOf(standIn, environment) : naming.text;
          return [naming.property, { resource: standIn, text, service: serviceInArn(naming.text) }];
        }),
      ),
    );
  }

  const namedBy = ({ resource }: Candidate) => named.get(resource.logicalId) ?? {};
  return {
    standIns: [...standIns.values()],
    selfOf: (candidate) => {
      const { resource, type, read } = candidate;
      const self = selfOf(resource, type, environment, namedBy(candidate), read);
      const { beside } = type;
      if (beside === undefined) return self;
      return { ...self, surroundings: surroundingsIn(all, beside, environment) };
    },
    needs: (candidate) =>
      Object.values(namedBy(candidate)).flatMap(({ resource }) => resource?.logicalId ?? []),
    valuesOf: (id) => candidates.find(({ resource }) => resource.logicalId === id)?.read.values, // Plain data.
    logicalIdOf: (arn) => byArn.get(arn)?.logicalId ?? arn.split(":").at(-1) ?? arn,
  };
}

/** The ARN by which a stand-in is read. */
const readArnOf = ({ type, arn }: TemplatePeer, { deployedAt }: StackEnvironment): string =>
  madeType(type)?.readArnOf?.(arn, Date.parse(deployedAt)) ?? arn;

/** What the properties of a resource name, as far as they say something. */
const namingsOf = ({ resource, type, read }: Candidate): readonly Naming[] =>
  Object.entries(type.properties).flatMap(([property, { names = [] }]) => {
    const rules = Array.isArray(names) ? names : [names];
    return rules.flatMap((rule: NamedResource): Naming[] => {
      const { member } = rule;
      const candidates = typesOf(rule);
      if (member === undefined) {
        const text = textOf(childOf(resource.properties, property)) ?? "";
        return [{ property, rule, text, candidates }];
      }
      const text = memberAt(read.values[property], member);
      if (typeof text !== "string") return [];
      return [
        {
          property: rules.length === 1 ? property : `${property}.${member}`,
          rule,
          text,
          candidates,
        },
      ];
    });
  });

/** The text of a property, or of a part of it, whose path has dots; `undefined` where there is none. */
function textAt(properties: MapNode, path: string): string | undefined {
  let found: TemplateNode | undefined = properties;
  for (const step of path.split(".")) {
    found = found?.kind === "list" ? found.items[Number(step)] : childOf(found, step);
  }
  return textOf(found);
}

/** The value of a member, whose path has dots; `undefined` where there is none. */
function memberAt(value: PlainValue | undefined, path: string): PlainValue | undefined {
  let found: PlainValue | undefined = value;
  for (const name of path.split(".")) {
    if (typeof found !== "object" || found === null || Array.isArray(found)) return undefined;
    found = (found as PlainObject)[name];
  }
  return found;
}

function typesOf({ of }: NamedResource): readonly Made[] {
  if (of === "sources") return madeTypes.filter(({ isSource }) => isSource === true);
  if (of === "entries") return madeTypes.filter(({ isEntry }) => isEntry === true);
  return of.flatMap((type) => madeType(type) ?? []);
}

/** What people call the service of an ARN; `null` where nobody knows. */
function serviceInArn(text: string): string | null {
  const [scheme, , service] = text.split(":");
  if (scheme !== "arn" || service === undefined) return null;
  const form = Object.entries(resourceForms).find(
    ([, { arn = "" }]) => arn.split(":")[2] === service,
  );
  return form === undefined ? null : serviceNameOf(form[0]);
}

function selfOf(
  {
    logicalId,
    physicalName: name,
    generation = 1,
    updatePolicy,
  }: Pick<ResolvedResource, "logicalId" | "physicalName"> & Partial<ResolvedResource>,
  { type }: Made,
  environment: StackEnvironment,
  named: TemplateResource["named"],
  { unknown = [] }: Partial<Pick<ReadProperties, "unknown">> = {},
): TemplateResource {
  const { region, accountId } = environment;
  const arn = arnOf(environment, type, name);
  return {
    logicalId,
    name,
    arn,
    region,
    accountId,
    named,
    unknown,
    generation,
    ...(updatePolicy === undefined ? {} : { updatePolicy }),
  };
}

function standInOf(
  owner: ResolvedResource,
  type: Made,
  { logicalId, name }: TemplatePeer,
  environment: StackEnvironment,
): StandIn {
  const position: Position = { line: owner.place.line, column: owner.place.column };
  const { noun, service, properties } = type.standIn!; // Whoever calls has looked.
  const self = selfOf({ logicalId, physicalName: name }, type, environment, {});
  const made = type.make(properties(name), self);
  return {
    operations: (typeof made === "string" ? [] : made).map(({ operation, params }) => ({
      logicalId,
      service: modeledType(type.type)?.service ?? "",
      operation,
      params,
      position,
    })),
    report: {
      logicalId,
      type: type.type,
      physicalName: name,
      verdict: "modeled",
      meaning: `Stands in for a ${noun} outside this template, with the defaults of ${service}.`,
      properties: [],
      file: owner.place.file,
      position,
    },
    warning: `${owner.logicalId}: the ${noun} that it names is not in this template; ${logicalId}, with the defaults of ${service}, stands in for it.`,
  };
}
