import type { Distribution, QuantilePoint } from "@orrery/kernel";
import { z } from "zod";

type Quantity = z.ZodType<number>;

/** An object with exactly one of several keys, each with a schema of its own. */
export function oneKeyOf<Shape extends Readonly<Record<string, z.ZodType>>>(shape: Shape) {
  const names = Object.keys(shape);
  const optional = Object.fromEntries(names.map((name) => [name, shape[name]!.optional()])) as {
    [Name in keyof Shape]: z.ZodOptional<Shape[Name]>;
  };
  return z
    .strictObject(optional)
    .meta({ minProperties: 1, maxProperties: 1 })
    .superRefine((value, context) => {
      const given = Object.keys(value).filter((name) => Reflect.get(value, name) !== undefined);
      if (given.length === 1) return;
      const received = given.length === 0 ? "none" : given.join(" and ");
      const message = `expected one of ${names.join(", ")}, received ${received}`;
      context.addIssue({ code: "custom", message });
    });
}

const percentileKey = /^p(\d{1,2}(?:\.\d+)?|100)$/;

function quantiles(quantity: Quantity, path: string) {
  return z
    .record(
      z.string().regex(percentileKey, `expected percentiles such as p50 in ${path}`),
      quantity,
    )
    .transform((points) =>
      Object.entries(points)
        .map(([name, value]) => ({ p: Number(name.slice(1)) / 100, value }))
        .sort((one, other) => one.p - other.p),
    );
}

/** Schema of a distribution of `quantity`: a plain quantity is a constant. */
export function distributionOf(quantity: Quantity): z.ZodType<Distribution> {
  const constant = quantity.transform((value): Distribution => ({ type: "constant", value }));
  const simple = {
    constant,
    uniform: z
      .strictObject({ min: quantity, max: quantity })
      .transform((range): Distribution => ({ type: "uniform", ...range })),
    exponential: z
      .strictObject({ mean: quantity })
      .transform(({ mean }): Distribution => ({ type: "exponential", mean })),
    normal: z
      .strictObject({ mean: quantity, standardDeviation: quantity, min: quantity.optional() })
      .transform(({ min, ...bell }): Distribution => ({
        type: "normal",
        ...bell,
        ...(min === undefined ? {} : { min }),
      })),
    lognormal: z
      .union([
        z.strictObject({ p50: quantity, sigma: z.number().positive() }),
        quantiles(quantity, "a lognormal distribution"),
      ])
      .transform((given, context): Distribution => {
        if ("sigma" in given) {
          return { type: "lognormal", median: given.p50, sigma: given.sigma };
        }
        const points = given as readonly { p: number; value: number }[];
        const median = points.find(({ p }) => p === 0.5);
        const percentile = points.find(({ p }) => p !== 0.5);
        if (median === undefined || percentile === undefined || points.length !== 2) {
          const received = points.map(({ p }) => `p${p * 100}`).join(", ") || "none";
          const message = `expected p50 and one other percentile such as p99 (or sigma), received ${received}`;
          context.issues.push({ code: "custom", message, input: given });
          return z.NEVER;
        }
        return { type: "lognormal", median: median.value, percentile };
      }),
    gamma: z
      .strictObject({ shape: z.number().positive(), mean: quantity })
      .transform(({ shape, mean }): Distribution => ({
        type: "gamma",
        shape,
        scale: mean / shape,
      })),
    quantiles: quantiles(quantity, "quantiles").transform((points): Distribution => ({
      type: "empirical",
      points: withEnds(points),
    })),
  };
  const single = oneKeyOf(simple).transform(chosen);
  const mixture = z
    .array(z.strictObject({ weight: z.number().positive(), of: z.union([constant, single]) }))
    .min(1)
    .transform((parts): Distribution => ({
      type: "mixture",
      parts: parts.map(({ weight, of }) => ({ weight, distribution: of })),
    }));
  return z.union([constant, oneKeyOf({ ...simple, mixture }).transform(chosen)]);
}

const chosen = (laws: Readonly<Record<string, Distribution | undefined>>): Distribution =>
  Object.values(laws).find((law) => law !== undefined)!;

/** With both ends: beyond the outermost percentiles a law has their values. */
function withEnds(points: readonly QuantilePoint[]): readonly QuantilePoint[] {
  const first = points[0];
  const last = points[points.length - 1];
  if (first === undefined || last === undefined) return points;
  return [
    ...(first.p === 0 ? [] : [{ p: 0, value: first.value }]),
    ...points,
    ...(last.p === 1 ? [] : [{ p: 1, value: last.value }]),
  ];
}
