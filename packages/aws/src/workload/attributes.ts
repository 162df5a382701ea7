import { ConfigError } from "@orrery/kernel";
import { sizeInUtf8 } from "../text/utf8.ts";

/** A message attribute of a workload: a text or a number, which messages have in turn or by weight. */
export interface WorkloadAttribute {
  readonly name: string;
  /** The values, one at least. */
  readonly values: readonly AttributeValue[];
}

/** A value of an attribute. */
export interface AttributeValue {
  readonly dataType: "String" | "Number";
  readonly value: string;
  /** How often it is drawn, beside the others; left out of all: they come in turn. */
  readonly weight?: number;
}

/** Attributes as a message has them, and the bytes that they count for in its size. */
export interface ChosenAttributes {
  readonly attributes: readonly Readonly<Record<"name" | "dataType" | "value", string>>[];
  readonly size: number;
}

/** The attributes of the arrival of a number; `draw` gives a number in [0, 1) for each that is drawn. */
export function attributesOf(
  settings: readonly WorkloadAttribute[],
  number: number,
  draw: () => number,
): ChosenAttributes {
  let size = 0;
  const attributes = settings.map(({ name, values }) => {
    const { dataType, value } = chosen(values, number, draw);
    size += sizeInUtf8(name) + dataType.length + sizeInUtf8(value);
    return { name, dataType, value };
  });
  return { attributes, size };
}

function chosen(
  values: readonly AttributeValue[],
  number: number,
  draw: () => number,
): AttributeValue {
  if (values[0]!.weight === undefined) return values[(number - 1) % values.length]!;
  let left = draw() * values.reduce((sum, { weight = 0 }) => sum + weight, 0);
  for (const value of values) {
    left -= value.weight!;
    if (left < 0) return value;
  }
  return values.at(-1)!;
}

/** Refuses attributes that no message has: none by name twice, none without values. @throws ConfigError */
export function checkAttributes(path: string, attributes: readonly WorkloadAttribute[]): void {
  const names = new Set<string>();
  for (const { name, values } of attributes) {
    if (names.has(name)) throw new ConfigError(`${path}.${name}`, "one of a name", "two");
    names.add(name);
    const weighed = values.filter(({ weight }) => weight !== undefined);
    if (values.length === 0) throw new ConfigError(`${path}.${name}`, "a value", "none");
    if (weighed.length !== 0 && weighed.length !== values.length) {
      throw new ConfigError(`${path}.${name}`, "a share of each value, or of none", "some");
    }
    if (weighed.some(({ weight }) => !(weight! > 0))) {
      throw new ConfigError(`${path}.${name}`, "shares above 0", "others");
    }
  }
}

/** In order of their names, as services keep them. */
export const inOrder = (attributes: readonly WorkloadAttribute[]): readonly WorkloadAttribute[] =>
  [...attributes].sort((one, other) => (one.name < other.name ? -1 : 1));
