import { own } from "@orrery/kernel";
import facts from "./attributes.json" with { type: "json" };
import { madeUpText, urlSuffixOf, type StackEnvironment } from "./environment.ts";

/** What `Fn::GetAtt` returns of an attribute, as far as AWS's specification says. */
export type AttributeForm =
  /** What `Ref` returns. */
  | "ref"
  | "text"
  | "number"
  | "boolean"
  /** A list or an object, whose members may be named too. */
  | "other"
  /** A property as the template has it. */
  | "property";

/** The attributes of a type by name. */
export type Attributes = ReadonlyMap<string, AttributeForm>;

const names: Readonly<Record<string, string>> = facts.names;
const examples: Readonly<Record<string, Readonly<Record<string, string>>>> = facts.examples;
const forms: Readonly<Record<string, AttributeForm>> = {
  "=": "ref",
  "#": "number",
  "?": "boolean",
  "*": "other",
  "+": "property",
};

// Memo of a pure function: what it holds follows from the type alone.
const known = new Map<string, Attributes>();

/** The attributes of a type; `undefined` where AWS does not say them, as of custom resources. */
export function attributesOf(type: string): Attributes | undefined {
  const written = own(names, type);
  // Whoever answers for a custom resource says which it has.
  if (written === undefined || type === "AWS::CloudFormation::CustomResource") return undefined;
  let attributes = known.get(type);
  if (attributes === undefined) {
    const all = written.split(" ").filter((name) => name !== "");
    attributes = new Map(
      all.map((name) => {
        const form = own(forms, name.slice(-1));
        return form === undefined ? [name, "text"] : [name.slice(0, -1), form];
      }),
    );
    known.set(type, attributes);
  }
  return attributes;
}

/** What an attribute of a type comes to; `undefined` where the type has no such attribute. */
export function attributeForm(
  attributes: Attributes,
  attribute: string,
): AttributeForm | undefined {
  const form = attributes.get(attribute);
  if (form !== undefined) return form;
  const parts = attribute.split(".");
  const owner = parts
    .map((_, end) => parts.slice(0, end).join("."))
    .filter((before) => attributes.get(before) === "other")
    .at(-1);
  if (owner === undefined) return undefined;
  // Of an object the specification names the members; of a list or a map it cannot.
  const isNamed = [...attributes.keys()].some((name) => name.startsWith(`${owner}.`));
  return isNamed ? undefined : "other";
}

/** The attribute that is what `Ref` returns; `undefined` where that is none of them. */
export const refAttributeOf = (type: string): string | undefined =>
  [...(attributesOf(type) ?? [])].find(([, form]) => form === "ref")?.[0];

/**
 * A value in the form of what AWS's documentation gives as an example, made up of the name of the resource;
 * `undefined` where it gives none.
 */
export function exampleOf(
  environment: StackEnvironment,
  type: string,
  name: string,
  attribute: string,
): string | undefined {
  const pattern = own(own(examples, type) ?? {}, attribute);
  const values: Readonly<Record<string, string>> = {
    region: environment.region,
    account: environment.accountId,
    suffix: urlSuffixOf(environment),
  };
  return pattern?.replace(/\{(\w+)\}/g, (_, piece: string, at: number) => {
    const value = own(values, piece);
    if (value !== undefined) return value;
    const letters = alphabets[piece.slice(0, 1)] ?? alphabets["a"]!;
    return madeUpText(`${name}/${attribute}/${at}`, Number(piece.slice(1)), letters);
  });
}

const alphabets: Readonly<Record<string, string>> = {
  d: "0123456789",
  h: "0123456789abcdef",
  a: "0123456789abcdefghijklmnopqrstuvwxyz",
  A: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
};
