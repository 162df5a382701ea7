import { withNearest } from "@orrery/aws";
import { own } from "@orrery/kernel";
import type { AssumedValue } from "./assumed-value.ts";
import type { CustomAnswer } from "./custom-resources.ts";
import { stackIdOf, type StackEnvironment } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import type { Evaluated } from "./evaluation.ts";
import { childOf, nodeOf, plainOf, scalar, textOf, type TemplateNode } from "./node.ts";
import type { Definition } from "./definition.ts";
import { attributeForm, attributesOf } from "./attributes.ts";
import {
  attributeValue,
  generatedNameOf,
  namePropertyOf,
  refOf,
  type PropertyText,
} from "./resource-forms.ts";
import { madeType, modeledType, stackType } from "./resource-types.ts";

/** What references to resources return. */
export interface ResourceValues {
  /** The value of `Ref`; `undefined` when no resource has the name. */
  reference(name: string, place: Place): TemplateNode | undefined;
  /** The value of `Fn::GetAtt`; `undefined` when no resource has the logical id. */
  attribute(logicalId: string, attribute: string, place: Place): TemplateNode | undefined;
  /** The values of attributes that were looked up so far and are made up, each time they were. */
  readonly assumed: readonly AssumedValue[];
  /** What the resource is called once deployed. */
  nameOf(definition: Definition, place: Place): string;
}

/** Looks up what references return; `evaluate` finds the names that resources are given. */
export function resourceValues(
  definitions: ReadonlyMap<string, Definition>,
  environment: StackEnvironment,
  answerOf: (logicalId: string) => CustomAnswer | undefined,
  evaluate: (node: TemplateNode) => Evaluated,
  generationOf: (logicalId: string) => number = () => 1,
): ResourceValues {
  const names = new Map<string, string>();
  const assumed: AssumedValue[] = [];
  const open = new Set<string>();

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
    const textIn = (property: string): string | undefined => {
      const [first = "", ...rest] = property.split(".");
      const node = rest.reduce<ReturnType<typeof childOf>>(
        (found, part) => (found === undefined ? undefined : childOf(found, part)),
        childOf(properties, first),
      );
      return node === undefined ? undefined : textOf(evaluate(node));
    };
    const property = namePropertyOf(type);
    const value = property === undefined ? undefined : textIn(property);
    const name =
      value === undefined || value === ""
        ? generatedNameOf(
            environment,
            type,
            logicalId,
            (each) => textIn(each) === "true",
            generationOf(logicalId),
          )
        : value;
    open.delete(logicalId);
    names.set(logicalId, name);
    return name;
  };

  /** Texts of properties, as long as they do not need what they are asked for. */
  const textsOf =
    ({ logicalId, properties }: Definition, place: Place): PropertyText =>
    (path) => {
      const [property = "", ...steps] = path.split(".");
      const node = childOf(properties, property);
      if (node === undefined) return undefined;
      refuseCircle(logicalId, place);
      open.add(logicalId);
      const found = memberAt(evaluate(node), steps);
      const text =
        found === undefined ? undefined : (textOf(found) ?? JSON.stringify(plainOf(found)));
      open.delete(logicalId);
      return text;
    };
  const placeholder = (text: string, place: Place) => scalar(text, place, "placeholder");
  /** Of what is modeled, references are what they will be in AWS; of all else, they have its form. */
  const valued = (text: string, type: string, isReturned: boolean, place: Place) =>
    madeType(type) !== undefined || isReturned ? scalar(text, place) : placeholder(text, place);

  return {
    assumed,
    nameOf,
    reference(name, place) {
      const definition = definitions.get(name);
      if (definition === undefined) return undefined;
      const { type } = definition;
      const answered = answerOf(name);
      if (answered !== undefined) {
        const id = answered.physicalResourceId;
        return id === null ? placeholder(nameOf(definition, place), place) : scalar(id, place);
      }
      if (type === stackType) {
        const stackName = nameOf(definition, place);
        return scalar(stackIdOf({ ...environment, stackName }), place, "placeholder");
      }
      const texts = textsOf(definition, place);
      const text = refOf(environment, type, nameOf(definition, place), texts, generationOf(name));
      return valued(text, type, modeledType(type)?.definition.returns !== undefined, place);
    },
    attribute(logicalId, attribute, place) {
      const definition = definitions.get(logicalId);
      if (definition === undefined) return undefined;
      const { type, properties } = definition;
      checkAttribute(type, attribute, place);
      const answered = answerOf(logicalId);
      const isOpen = answered?.isOpen === true && own(answered.data, attribute) === undefined;
      if (answered !== undefined && !isOpen) {
        return answeredValue(logicalId, answered, attribute, place);
      }
      // What has the name of a property is that property, unless the type says more.
      const isProperty = attributesOf(type)?.get(attribute) === "property";
      const given =
        isProperty || modeledType(type) === undefined ? childOf(properties, attribute) : undefined;
      if (given !== undefined) {
        refuseCircle(logicalId, place);
        open.add(logicalId);
        const value = evaluate(given);
        open.delete(logicalId);
        if (value !== undefined) return value;
      }
      const name = nameOf(definition, place);
      const texts = textsOf(definition, place);
      const { text, isAssumed } = attributeValue(
        environment,
        definition,
        name,
        attribute,
        texts,
        generationOf(logicalId),
      );
      if (isAssumed) assumed.push({ reference: `${logicalId}.${attribute}`, value: text });
      const isReturned = !isAssumed && modeledType(type)?.definition.returns !== undefined;
      return isAssumed ? placeholder(text, place) : valued(text, type, isReturned, place);
    },
  };
}

/** What is at the end of a path of names and places. */
function memberAt(node: Evaluated, steps: readonly string[]): Evaluated {
  return steps.reduce<Evaluated>(
    (each, step) => (each?.kind === "list" ? each.items[Number(step)] : childOf(each, step)),
    node,
  );
}

/** What was answered, or CloudFormation's refusal of an attribute that was not. */
function answeredValue(
  logicalId: string,
  { data }: CustomAnswer,
  attribute: string,
  place: Place,
): TemplateNode {
  const value = own(data, attribute);
  if (value !== undefined) return nodeOf(value, place);
  const words = `CustomResource attribute error: Vendor response doesn't contain ${attribute} attribute in object of ${logicalId}`;
  throw TemplateError.saying(place, words);
}

/**
 * Refuses an attribute that a type does not have, as CloudFormation does: `Requested attribute … does not exist in
 * schema for …`.
 *
 * @throws TemplateError
 */
export function checkAttribute(type: string, attribute: string, place: Place): void {
  const attributes = attributesOf(type);
  if (attributes === undefined || attributeForm(attributes, attribute) !== undefined) return;
  const all = [...attributes.keys()];
  const own = all.filter((name) => attributes.get(name) !== "property");
  const shown = own.length <= 8 ? own : own.filter((name) => !name.includes(".")).slice(0, 8);
  const [first = "none"] = shown;
  const last = own.length > shown.length ? "another" : shown.at(-1);
  const others = own.length > shown.length ? shown : shown.slice(0, -1);
  const names = shown.length < 2 ? first : `${others.join(", ")} or ${last}`;
  throw new TemplateError(place, `${names} of ${type}`, withNearest(attribute, all));
}
