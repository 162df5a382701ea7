import fc from "fast-check";
import { hostileValue } from "./hostile.ts";

/** What of JSON Schema the schema of scenario files uses. */
interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly examples?: readonly unknown[];
}

/** Values that the schema takes, mostly: now and then a part of one is hostile. */
export function valuesOf(root: unknown, names: readonly string[]): fc.Arbitrary<unknown> {
  const whole = root as Schema; // As zod writes it.
  const name = fc.constantFrom(...names);

  const of = (schema: Schema, depth: number): fc.Arbitrary<unknown> =>
    fc.oneof(
      { weight: 40, arbitrary: wanted(schema, depth) },
      { weight: 1, arbitrary: hostileValue },
    );
  const wanted = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
    if (depth > 7) return hostileValue;
    if (schema.$ref !== undefined) {
      const target = whole.$defs?.[schema.$ref.split("/").at(-1) ?? ""];
      return target === undefined ? hostileValue : wanted(target, depth + 1);
    }
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
    if (schema.examples !== undefined) return fc.constantFrom(...schema.examples);
    if (schema.anyOf !== undefined) {
      return fc.oneof(...schema.anyOf.map((branch) => of(branch, depth + 1)));
    }
    switch (schema.type) {
      case "object":
        return objectOf(schema, depth);
      case "array": {
        const minLength = schema.minItems ?? 0;
        const maxLength = Math.min(schema.maxItems ?? 3, Math.max(minLength, 3));
        return fc.array(of(schema.items ?? {}, depth + 1), { minLength, maxLength });
      }
      case "string":
        return name;
      case "boolean":
        return fc.boolean();
      case "integer":
      case "number":
        return fc.constantFrom(
          schema.minimum ?? 0,
          1,
          2,
          5,
          Math.min(schema.maximum ?? 100, 1_000),
        );
      default:
        return hostileValue;
    }
  };
  const objectOf = (schema: Schema, depth: number): fc.Arbitrary<unknown> => {
    const { properties = {}, required = [], additionalProperties: rest } = schema;
    const known = Object.keys(properties);
    if (known.length === 0) {
      return fc.dictionary(name, of(typeof rest === "object" ? rest : {}, depth + 1), {
        maxKeys: 3,
      });
    }
    const chosen =
      schema.maxProperties === 1
        ? fc.constantFrom(...known).map((key) => [key])
        : fc
            .subarray(known.filter((key) => !required.includes(key)))
            .map((keys) => keys.slice(0, 4));
    return chosen.chain((keys) =>
      fc.record(
        Object.fromEntries(
          [...new Set([...required, ...keys])].map((key) => [
            key,
            of(properties[key] ?? {}, depth + 1),
          ]),
        ),
      ),
    );
  };
  return wanted(whole, 0);
}
