import { own } from "@orrery/kernel";
import { attributeForm, attributesOf, exampleOf, refAttributeOf } from "./attributes.ts";
import { physicalName, urlSuffixOf, type StackEnvironment } from "./environment.ts";
import { notModeledForms } from "./not-modeled.ts";
import { modeledType, resourceForms } from "./resource-types.ts";

/** The property that names resources of `type`; `undefined` where none does. */
export function namePropertyOf(type: string): string | undefined {
  const modeled = modeledType(type);
  if (modeled === undefined) return own(resourceForms, type)?.named;
  const { facts, nameProperty } = modeled.definition;
  return nameProperty ?? nameProperties(type).find((name) => facts.properties.includes(name));
}

const nameProperties = (type: string): readonly string[] => [
  `${type.split("::").at(-1)}Name`,
  "Name",
];

/** The name of a resource whose template gives none; `isTrue` says which of its properties are `true`. */
export function generatedNameOf(
  environment: StackEnvironment,
  type: string,
  logicalId: string,
  isTrue: (property: string) => boolean = () => false,
  generation = 1,
): string {
  const naming = modeledType(type)?.definition.naming ?? own(notModeledForms, type)?.naming;
  const { endings = {}, ...rule } = naming ?? { maxLength: 255 };
  const ending = Object.entries(endings).find(([property]) => isTrue(property))?.[1];
  const whole = ending === undefined ? rule : { ...rule, ending };
  return physicalName(environment, logicalId, whole, generation);
}

/** The text of a property of a resource; `undefined` where it has none. */
export type PropertyText = (property: string) => string | undefined;

const noProperties: PropertyText = () => undefined;

/** What `Ref` returns for the resource called `name`. */
export function refOf(
  environment: StackEnvironment,
  type: string,
  name: string,
  property: PropertyText = noProperties,
  generation = 1,
): string {
  const ref =
    modeledType(type)?.definition.facts.ref ??
    own(resourceForms, type)?.ref ??
    refAttributeOf(type);
  if (ref === undefined || ref === namePropertyOf(type)) return name;
  return attributeOf(environment, type, name, ref, property, generation) ?? name;
}

/** The ARN of the resource called `name`, by the form that CloudFormation has or else the usual one. */
export function arnOf(environment: StackEnvironment, type: string, name: string): string {
  const { partition, region, accountId } = environment;
  const template = arnTemplateOf(type);
  const last = template.lastIndexOf("${");
  return template.replace(/\$\{(\w+)\}/g, (_, variable: string, at: number) => {
    switch (variable) {
      case "Partition":
        return partition;
      case "Region":
        return region;
      case "Account":
        return accountId;
      default:
        return at === last ? name : "default";
    }
  });
}

/** Such as `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
function arnTemplateOf(type: string): string {
  const known = modeledType(type)?.definition.facts.arn ?? own(resourceForms, type)?.arn;
  const service = (type.split("::")[1] ?? "custom").toLowerCase();
  return known ?? `arn:\${Partition}:${service}:\${Region}:\${Account}:\${Name}`;
}

/** The name in `arn`, where it is that of a resource of `type`; `undefined` where it is not. */
export function nameInArn(type: string, arn: string): string | undefined {
  const [, before = ""] = /^arn:[^:]*:(.*)\$\{\w+\}$/.exec(arnTemplateOf(type)) ?? [];
  const [service, , , ...rest] = before.split(":");
  const prefix = rest.join(":");
  const [scheme, , given, , , ...named] = arn.split(":");
  const resource = named.join(":");
  if (scheme !== "arn" || given !== service || !resource.startsWith(prefix)) return undefined;
  return resource.slice(prefix.length);
}

/** What `Fn::GetAtt` returns for the resource; `undefined` where nothing but AWS decides it. */
function attributeOf(
  environment: StackEnvironment,
  type: string,
  name: string,
  attribute: string,
  property: PropertyText = noProperties,
  generation = 1,
): string | undefined {
  const { region, accountId, partition } = environment;
  const urlSuffix = urlSuffixOf(environment);
  const arn = arnOf(environment, type, name);
  const definition = modeledType(type)?.definition;
  const returns = definition?.returns?.({
    name,
    arn,
    partition,
    region,
    accountId,
    urlSuffix,
    deployedAt: Date.parse(environment.deployedAt),
    property,
    generation,
    arnOf: (other, called) => arnOf(environment, other, called),
  });
  const returned = own(returns ?? {}, attribute);
  if (returned !== undefined) return returned;
  const pattern = own(own(notModeledForms, type)?.returns ?? {}, attribute);
  if (pattern !== undefined) {
    const values: Readonly<Record<string, string>> = { name, arn, region, suffix: urlSuffix };
    return pattern.replace(/\{(\w+)\}/g, (whole, key: string) => own(values, key) ?? whole);
  }
  if (isOwnArn(type, attribute)) return arn;
  if (attribute === refAttributeOf(type)) return name; // As `Ref`.
  return nameProperties(type).includes(attribute) ? name : undefined;
}

/** Whether an attribute is the ARN of the resource itself, and not of what it has or is in. */
function isOwnArn(type: string, attribute: string): boolean {
  if (!/^\w*a(?:rn|RN)$/i.test(attribute)) return false;
  const title = attribute.slice(0, -3).toLowerCase();
  const last = (type.split("::").at(-1) ?? "").toLowerCase();
  if (title === "" || last.endsWith(title)) return true;
  const attributes = attributesOf(type);
  if (attributes === undefined || attributes.get(attribute) === "ref") return true;
  return [...attributes.keys()].filter((name) => /arn$/i.test(name)).length === 1;
}

/** The value of an attribute, or one that stands for it in its form. */
export interface AttributeValue {
  readonly text: string;
  /** Whether nothing but AWS decides it: it is made up. */
  readonly isAssumed: boolean;
}

/** What `Fn::GetAtt` returns for the resource. */
export function attributeValue(
  environment: StackEnvironment,
  { type, logicalId }: { readonly type: string; readonly logicalId: string },
  name: string,
  attribute: string,
  property: PropertyText,
  generation = 1,
): AttributeValue {
  const text = attributeOf(environment, type, name, attribute, property, generation);
  if (text !== undefined) return { text, isAssumed: false };
  const example = exampleOf(environment, type, name, attribute);
  if (example !== undefined) return { text: example, isAssumed: true };
  const attributes = attributesOf(type);
  const form = attributes === undefined ? undefined : attributeForm(attributes, attribute);
  if (form === "number" || form === "boolean") {
    return { text: form === "number" ? "1" : "false", isAssumed: true };
  }
  const isArn = /arn$/i.test(attribute) && form === "text";
  const made = isArn
    ? `${arnOf(environment, type, name)}/${attribute}`
    : `${logicalId}.${attribute}`;
  return { text: made, isAssumed: true };
}
