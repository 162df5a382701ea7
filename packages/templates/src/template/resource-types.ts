import { services, type MadeType, type TemplateType } from "@orrery/aws";
import { hasRow } from "./not-modeled.ts";
import facts from "./resource-types.json" with { type: "json" };

/** A type of a service that is modeled. */
export interface ModeledType {
  /** As the client names it. */
  readonly service: string;
  readonly definition: TemplateType;
}

/** The type that nests a template; SAM makes its applications of it too. */
export const stackType = "AWS::CloudFormation::Stack";

const types: ReadonlyMap<string, ModeledType> = new Map(
  services.flatMap(({ service, templateTypes }) =>
    templateTypes.map((definition) => [definition.type, { service, definition }] as const),
  ),
);

/** The type as its service has it; `undefined` where no service that is modeled has it. */
export const modeledType = (type: string): ModeledType | undefined => types.get(type);

/** A type that operations of AWS make; `undefined` for every other. */
export function madeType(type: string): (TemplateType & MadeType) | undefined {
  const definition = types.get(type)?.definition;
  return definition !== undefined && "make" in definition ? definition : undefined;
}

/** All types that operations of AWS make. */
export const madeTypes: readonly (TemplateType & MadeType)[] = [...types.keys()].flatMap(
  (type) => madeType(type) ?? [],
);

/** Whether a service is modeled that has types which begin so, such as `AWS::SQS`. */
export const isModeledService = (before: string): boolean =>
  [...types.keys()].some((type) => type.startsWith(`${before}::`));

/** Names of types, by what they begin with, as CloudFormation has them. */
const names: Readonly<Record<string, string>> = facts.names;

/** The types of CloudFormation that begin like `type`; none where it has no such service. */
export function typesBeside(type: string): readonly string[] {
  const before = type.split("::").slice(0, 2).join("::");
  const known = Object.hasOwn(names, before) ? names[before] : undefined;
  return known === undefined ? [] : known.split(" ").map((name) => `${before}::${name}`);
}

/**
 * Whether CloudFormation has a type, as far as is known here; also of those that are nobody's but the
 * template's, such as custom resources.
 */
export const isKnownType = (type: string): boolean =>
  !type.startsWith("AWS::") ||
  modeledType(type) !== undefined ||
  hasRow(type) ||
  typesBeside(type).includes(type);

/** How resources of a type are called, of services that are not modeled. */
export interface ResourceForm {
  readonly named?: string;
  readonly ref?: string;
  readonly arn?: string;
}

/** By type. */
export const resourceForms: Readonly<Record<string, ResourceForm>> = facts.forms;
