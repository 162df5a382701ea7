import { propertyAttributes, typesWithPropertyAttributes } from "./property-attributes.ts";

/** What of a type of the specification its attributes are read from. */
interface SpecifiedType {
  readonly cfnRefIdentifier?: readonly string[];
  readonly primaryIdentifier?: readonly string[];
  readonly properties: Readonly<Record<string, unknown>>;
  readonly attributes: Readonly<Record<string, Attribute>>;
}

interface Attribute {
  readonly type: { readonly type: string };
  readonly documentation?: string;
}

/** What `Ref` returns of a type. */
export const refOf = ({
  cfnRefIdentifier,
  primaryIdentifier,
}: Pick<SpecifiedType, "cfnRefIdentifier" | "primaryIdentifier">): string =>
  (cfnRefIdentifier ?? primaryIdentifier ?? []).join("|");

/**
 * The attributes that `Fn::GetAtt` takes, by type: names, of which one that is what `Ref` returns ends in `=`, a
 * number in `#`, what is true or false in `?`, a list or an object in `*`, and a property in `+`. Then, by type
 * and attribute, what its documentation gives as an example, with what differs from stack to stack in braces.
 */
export function attributeFacts(types: ReadonlyMap<string, SpecifiedType>) {
  const sorted = [...types].sort(([one], [other]) => (one < other ? -1 : 1));
  const names = sorted.flatMap(([type, each]) => {
    if (type.startsWith("AWS::Serverless::")) return []; // SAM's own, which it turns into others.
    return [[type, namesOf(type, each)] as const];
  });
  const examples = sorted.flatMap(([type, { attributes }]) => {
    const found = Object.entries(attributes).flatMap(([name, attribute]) => {
      const example = exampleOf(name, attribute);
      return example === null ? [] : [[name, example] as const];
    });
    return found.length === 0 ? [] : [[type, Object.fromEntries(found)] as const];
  });
  return { names: Object.fromEntries(names), examples: Object.fromEntries(examples) };
}

function namesOf(type: string, specified: SpecifiedType): string {
  const ref = refOf(specified);
  const own = Object.entries(specified.attributes).map(
    ([name, { type: form }]) => name + (name === ref ? "=" : (marks[form.type] ?? "*")),
  );
  const known = Object.keys(specified.attributes);
  const properties = typesWithPropertyAttributes.includes(type)
    ? Object.keys(specified.properties)
    : (propertyAttributes[type] ?? "").split(" ");
  const more = properties.filter((name) => name !== "" && !known.includes(name));
  return [...own, ...more.map((name) => `${name}+`)].sort().join(" ");
}

const marks: Readonly<Record<string, string>> = {
  string: "",
  integer: "#",
  number: "#",
  boolean: "?",
};

/** A text that documentation gives as an example; ARNs follow from the form of the type's own. */
function exampleOf(name: string, { type, documentation = "" }: Attribute): string | null {
  if (type.type !== "string" || /arn$/i.test(name)) return null;
  const [, found = ""] =
    /(?:example|such as)[^`[]{0,40}`\s*([^`]+?)\.?\s*`/i.exec(documentation) ?? [];
  const isPlain = found.length >= 3 && found.length <= 120 && /^[\w:/.-]+$/.test(found);
  return isPlain ? patternOf(name, found) : null;
}

/** An example with what is of a stack in braces: its Region, its account, and what AWS makes up. */
function patternOf(name: string, example: string): string {
  const placed = example
    .replace(/amazonaws\.com/g, "{suffix}")
    .replace(/\b(?:us|eu|ap|sa|ca)-(?:east|west|central|north|south)\w*-\d(?![\d])/g, "{region}")
    .replace(/\b(?:\d{12}|111122223333)\b/g, "{account}");
  // Times, and numbers with dots, stay: others would be none.
  if (/time|date|address|ip$/i.test(name)) return placed;
  return placed.replace(/\{\w+\}|[A-Za-z0-9]+/g, (word) => {
    const isMadeUp = word.length >= 6 && /\d/.test(word) && !word.startsWith("{");
    if (!isMadeUp) return word;
    const [, head = "", tail = ""] = /^([A-Za-z]?)(.*)$/.exec(word) ?? [];
    const alphabet = /^[\da-f]*$/.test(tail)
      ? /^\d*$/.test(tail)
        ? "d"
        : "h"
      : /[A-Z]/.test(tail)
        ? "A"
        : "a";
    return `${head}{${alphabet}${tail.length}}`;
  });
}
