import type { Plain } from "@orrery/kernel";
import * as z from "zod";

/** The schema that a member of this type has: where the type can be `null`, so can the schema. */
type SchemaOf<Value> = [Plain] extends [Value]
  ? z.ZodType<Value>
  : null extends Value
    ? z.ZodNullable<z.ZodType<NonNullable<Value>>>
    : z.ZodType<Value>;

/**
 * A schema for each member of `Type`, those that may be left out included. A member that is missing
 * here, that the type does not have, or that only one of both leaves out, does not compile.
 */
export type ShapeOf<Type> = {
  readonly [Name in keyof Type]-?: object extends Pick<Type, Name>
    ? z.ZodOptional<SchemaOf<Exclude<Type[Name], undefined>>>
    : SchemaOf<Type[Name]>;
};

/** An object with the members of `Type` and no others. */
export const objectOf = <Type extends object>(shape: ShapeOf<Type>): z.ZodType<Type> =>
  // The shape has been held against the type, member by member.
  z.strictObject(shape) as unknown as z.ZodType<Type>;

/** One of several kinds of object, by their `type`; every kind of the union has its schema. */
export const kindOf = <Type extends { readonly type: string }>(kinds: {
  readonly [Name in Type["type"]]: z.ZodType<Extract<Type, { readonly type: Name }>>;
}): z.ZodType<Type> => {
  const names = Object.keys(kinds);
  return z.unknown().superRefine((value, context) => {
    const report = (path: readonly PropertyKey[], message: string) =>
      context.issues.push({ code: "custom", message, path: [...path], input: value });
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      report([], "an object");
      return;
    }
    const type: unknown = Reflect.get(value, "type");
    if (typeof type !== "string" || !Object.hasOwn(kinds, type)) {
      report(["type"], `one of ${names.join(", ")}`);
      return;
    }
    const checked = kinds[type as Type["type"]].safeParse(value);
    for (const issue of checked.error?.issues ?? []) {
      context.issues.push({ ...issue, path: [...issue.path], input: value } as z.core.$ZodRawIssue);
    }
  }) as unknown as z.ZodType<Type>;
};

/** One of the texts of a union, all of which are named. */
export const choiceOf = <Text extends string>(
  names: Readonly<Record<Text, true>>,
): z.ZodType<Text> => z.enum(Object.keys(names) as [Text, ...Text[]]);
