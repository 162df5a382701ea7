import { withNearest } from "@orrery/aws";
import type { StackEnvironment } from "./environment.ts";
import { TemplateError, type Place } from "./error.ts";
import type { Evaluated } from "./evaluation.ts";
import { childOf, scalar, textOf, type TemplateNode } from "./node.ts";
import type { Definition } from "./definition.ts";
import {
  attributeOf,
  generatedNameOf,
  namePropertyOf,
  refOf,
  type PropertyText,
} from "./resource-forms.ts";
import { madeType, modeledType } from "./resource-types.ts";

/** What references to resources return. */
export interface ResourceValues {
  /** The value of `Ref`; `undefined` when no resource has the name. */
  reference(name: string, place: Place): TemplateNode | undefined;
  /** The value of `Fn::GetAtt`; `undefined` when no resource has the logical id. */
  attribute(logicalId: string, attribute: string, place: Place): TemplateNode | undefined;
  /** What the resource is called once deployed. */
  nameOf(definition: Definition, place: Place): string;
}

/** Looks up what references return; `evaluate` finds the names that resources are given. */
export function resourceValues(
  definitions: ReadonlyMap<string, Definition>,
  environment: StackEnvironment,
  evaluate: (node: TemplateNode) => Evaluated,
): ResourceValues {
  const names = new Map<string, string>();
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
      const node = childOf(properties, property);
      return node === undefined ? undefined : textOf(evaluate(node));
    };
    const property = namePropertyOf(type);
    const value = property === undefined ? undefined : textIn(property);
    const name =
      value === undefined || value === ""
        ? generatedNameOf(environment, type, logicalId, (each) => textIn(each) === "true")
        : value;
    open.delete(logicalId);
    names.set(logicalId, name);
    return name;
  };

  /** Texts of properties, as long as they do not need what they are asked for. */
  const textsOf =
    ({ logicalId, properties }: Definition, place: Place): PropertyText =>
    (property) => {
      const node = childOf(properties, property);
      if (node === undefined) return undefined;
      refuseCircle(logicalId, place);
      open.add(logicalId);
      const text = textOf(evaluate(node));
      open.delete(logicalId);
      return text;
    };
  const placeholder = (text: string, place: Place) => scalar(text, place, "placeholder");
  /** Of what is modeled, references are what they will be in AWS; of all else, they have its form. */
  const valued = (text: string, type: string, isReturned: boolean, place: Place) =>
    madeType(type) !== undefined || isReturned ? scalar(text, place) : placeholder(text, place);

  return {
    nameOf,
    reference(name, place) {
      const definition = definitions.get(name);
      if (definition === undefined) return undefined;
      const { type } = definition;
      const texts = textsOf(definition, place);
      const text = refOf(environment, type, nameOf(definition, place), texts);
      return valued(text, type, modeledType(type)?.definition.returns !== undefined, place);
    },
    attribute(logicalId, attribute, place) {
      const definition = definitions.get(logicalId);
      if (definition === undefined) return undefined;
      const { type } = definition;
      checkAttribute(type, attribute, place);
      const name = nameOf(definition, place);
      const text = attributeOf(environment, type, name, attribute, textsOf(definition, place));
      if (text === undefined) return placeholder(`${logicalId}.${attribute}`, place);
      return valued(text, type, modeledType(type)?.definition.returns !== undefined, place);
    },
  };
}

/** Of types that are modeled every attribute is known. */
function checkAttribute(type: string, attribute: string, place: Place): void {
  const known = modeledType(type)?.definition.facts.attributes ?? [];
  if (madeType(type) === undefined || known.includes(attribute)) return;
  const [first = "none"] = known;
  const names = known.length < 2 ? first : `${known.slice(0, -1).join(", ")} or ${known.at(-1)}`;
  throw new TemplateError(place, `${names} of ${type}`, withNearest(attribute, known));
}
