import type { StackEnvironment } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import { generatedType, implicitType, namedByOwner } from "./generated-resources.ts";
import type { Evaluated } from "./intrinsics.ts";
import { childOf, scalar, textOf, type MapNode, type TemplateNode } from "./node.ts";
import { arnOf, attributeOf, generatedNameOf, namePropertyOf, refOf } from "./return-values.ts";

/** A resource as the template defines it, its properties merged with `Globals`. */
export interface Definition {
  readonly logicalId: string;
  readonly type: string;
  /** Where its logical id stands. */
  readonly place: Place;
  readonly node: MapNode;
  readonly properties: MapNode;
}

/** What references to resources return. */
export interface ResourceValues {
  /** The value of `Ref`; `undefined` when no resource has the name. */
  reference(name: string, place: Place): TemplateNode | undefined;
  /** The value of `Fn::GetAtt`; `undefined` when no resource has the logical id. */
  attribute(logicalId: string, attribute: string, place: Place): TemplateNode | undefined;
  /** What the resource is called once deployed. */
  nameOf(definition: Definition, place: Place): string;
  /** Whether SAM generates a resource of this logical id. */
  isGenerated(logicalId: string): boolean;
}

/** The types whose references are what they will be in AWS, not only of their form. */
const exactTypes = ["AWS::SQS::Queue", "AWS::Lambda::Function", "AWS::Serverless::Function"];

/** Looks up what references return; `evaluate` finds the names that resources are given. */
export function resourceValues(
  definitions: ReadonlyMap<string, Definition>,
  environment: StackEnvironment,
  evaluate: (node: TemplateNode) => Evaluated,
): ResourceValues {
  const names = new Map<string, string>();
  const open = new Set<string>();

  const named = new Map<string, string>();
  const owners = [...definitions.values()].flatMap(({ logicalId, type, node, properties }) => {
    const events = childOf(properties, "Events");
    for (const [id, made] of namedByOwner(logicalId, node, events)) named.set(id, made);
    if (!type.startsWith("AWS::Serverless::")) return [];
    const eventNames = events?.kind === "map" ? [...events.entries.keys()] : [];
    return [{ owner: logicalId, type, eventNames }];
  });
  const generated = (logicalId: string): string | undefined => {
    const given = named.get(logicalId);
    if (given !== undefined) return given;
    for (const { owner, type, eventNames } of owners) {
      const found = generatedType(logicalId, owner, type, eventNames);
      if (found !== undefined) return found;
    }
    return implicitType(logicalId);
  };

  const refuseCircle = (logicalId: string, place: Place) => {
    if (!open.has(logicalId)) return;
    const received = `${logicalId}, whose name depends on itself`;
    throw new TemplateError(place, "no circular dependency", received);
  };

  const nameOf = (definition: Definition, place: Place): string => {
    const { logicalId, type, properties } = definition;
    const known = names.get(logicalId);
    if (known !== undefined) return known;
    refuseCircle(logicalId, place);
    open.add(logicalId);
    const property = namePropertyOf(type);
    const given = property === undefined ? undefined : childOf(properties, property);
    const value = given === undefined ? undefined : textOf(evaluate(given));
    const fifo = childOf(properties, "FifoQueue") ?? childOf(properties, "FifoTopic");
    const isFifo = fifo !== undefined && textOf(evaluate(fifo)) === "true";
    const name =
      value === undefined || value === ""
        ? generatedNameOf(environment, type, logicalId, isFifo ? ".fifo" : undefined)
        : value;
    open.delete(logicalId);
    names.set(logicalId, name);
    return name;
  };

  /** The ARN of a version or an alias, which contains that of its function. */
  const qualifiedArn = (definition: Definition, place: Place): string => {
    const { logicalId, type, properties } = definition;
    refuseCircle(logicalId, place);
    const text = (key: string) => {
      const node = childOf(properties, key);
      return node === undefined ? undefined : textOf(evaluate(node));
    };
    open.add(logicalId);
    const given = text("FunctionName");
    const qualifier = type === "AWS::Lambda::Alias" ? (text("Name") ?? "alias") : "1";
    open.delete(logicalId);
    const target = given ?? nameOf(definition, place);
    return `${functionArn(target)}:${qualifier}`;
  };
  const functionArn = (target: string) =>
    target.startsWith("arn:") ? target : arnOf(environment, "AWS::Lambda::Function", target);
  const placeholder = (text: string, place: Place) => scalar(text, place, "placeholder");

  const referenceOf = (definition: Definition, place: Place): TemplateNode => {
    const { type } = definition;
    if (isQualified(type)) return scalar(qualifiedArn(definition, place), place);
    const text = refOf(environment, type, nameOf(definition, place));
    return exactTypes.includes(type) ? scalar(text, place) : placeholder(text, place);
  };

  /** `Ref: Worker.Alias` of SAM, and its like. */
  const memberOf = (definition: Definition, member: string, place: Place): TemplateNode => {
    const { logicalId, type, properties } = definition;
    const alias = textOf(childOf(properties, "AutoPublishAlias"));
    if (type === "AWS::Serverless::Function" && (member === "Alias" || member === "Version")) {
      const qualifier = member === "Alias" ? (alias ?? "live") : "1";
      return scalar(`${functionArn(nameOf(definition, place))}:${qualifier}`, place);
    }
    return placeholder(`${logicalId}.${member}`, place);
  };

  return {
    nameOf,
    isGenerated: (logicalId) => generated(logicalId) !== undefined,
    reference(name, place) {
      const definition = definitions.get(name);
      if (definition !== undefined) return referenceOf(definition, place);
      const [owner = "", ...member] = name.split(".");
      const ownerDefinition = definitions.get(owner);
      if (ownerDefinition?.type.startsWith("AWS::Serverless::") === true && member.length > 0) {
        return memberOf(ownerDefinition, member.join("."), place);
      }
      const type = generated(name);
      if (type === undefined) return undefined;
      return placeholder(refOf(environment, type, generatedNameOf(environment, type, name)), place);
    },
    attribute(logicalId, attribute, place) {
      const definition = definitions.get(logicalId);
      const type = definition?.type ?? generated(logicalId);
      if (type === undefined) return undefined;
      if (definition !== undefined && isQualified(type)) {
        const arn = qualifiedArn(definition, place);
        if (attribute === "AliasArn") return scalar(arn, place);
        if (attribute === "FunctionArn") return scalar(arn.replace(/:[^:]*$/, ""), place);
        if (attribute === "Version") return scalar("1", place);
      }
      if (type === "AWS::Serverless::Function" && /^(Alias|Version)$/.test(attribute)) {
        return definition && memberOf(definition, attribute, place);
      }
      const name =
        definition === undefined
          ? generatedNameOf(environment, type, logicalId)
          : nameOf(definition, place);
      const text = attributeOf(environment, type, name, attribute);
      if (text === undefined) {
        if (type === "AWS::SQS::Queue") {
          throw new TemplateError(place, "Arn, QueueName or QueueUrl of a queue", attribute);
        }
        return placeholder(`${logicalId}.${attribute}`, place);
      }
      return exactTypes.includes(type) ? scalar(text, place) : placeholder(text, place);
    },
  };
}

function isQualified(type: string): boolean {
  return type === "AWS::Lambda::Version" || type === "AWS::Lambda::Alias";
}
