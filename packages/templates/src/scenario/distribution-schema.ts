import {
  checkDistribution,
  ConfigError,
  type Distribution,
  type QuantilePoint,
} from "@orrery/kernel";
import * as z from "zod";
import { exactlyOne } from "./branches.ts";
import type { Quantity } from "./quantities.ts";
import { oneOf } from "./wording.ts";

/** An object with exactly one of several keys, each with a schema of its own, and what may stand `beside`. */
export function oneKeyOf<
  Shape extends Readonly<Record<string, z.ZodType>>,
  Beside extends Readonly<Record<string, z.ZodOptional>> = Readonly<Record<never, never>>,
>(shape: Shape, beside: Beside = {} as Beside) {
  const names = Object.keys(shape);
  const optional = Object.fromEntries(names.map((name) => [name, shape[name]!.optional()])) as {
    [Name in keyof Shape]: z.ZodOptional<Shape[Name]>;
  };
  return z
    .strictObject({ ...optional, ...beside })
    .meta({
      minProperties: 1,
      maxProperties: 1 + Object.keys(beside).length,
      ...(Object.keys(beside).length === 0 ? {} : { oneOf: exactlyOne(names) }),
    })
    .superRefine((value, context) => {
      const given = names.filter((name) => Reflect.get(value, name) !== undefined);
      if (given.length === 1) return;
      const received = given.length === 0 ? "nothing" : given.join(" and ");
      context.addIssue({
        code: "custom",
        message: `expected ${oneOf(names)}, received ${received}`,
      });
    });
}

/** Where the checks of one value report what they find. */
interface Checking {
  readonly issues: z.core.$ZodRawIssue[];
}

function report(context: Checking, path: readonly PropertyKey[], message: string): never {
  context.issues.push({ code: "custom", message, path: [...path], input: undefined });
  return z.NEVER;
}

interface Percentile extends QuantilePoint {
  /** As the file writes it, such as `p99.9`. */
  readonly name: string;
}

const percentileKey = /^p(\d{1,2}(?:\.\d+)?|100)$/;
const percentilesOf = (points: Readonly<Record<string, number>>): readonly Percentile[] =>
  Object.entries(points)
    .map(([name, value]) => ({ name, p: Number(name.slice(1)) / 100, value }))
    .sort((one, other) => one.p - other.p);

const positive = z.number().positive();

/** The kinds of distribution that do not hold others, each under its name. */
function simpleLaws<Value extends number>({ schema, write }: Quantity<Value>) {
  const quantity: z.ZodType<number> = schema;
  const of = (description: string) => quantity.meta({ description });
  const writeNumber = (value: number): string => write(value as Value); // It came from `schema`.
  const above0 = quantity.refine(
    (value) => value > 0,
    `expected more than ${writeNumber(0)}, received ${writeNumber(0)}`,
  );
  return {
    constant: of("Always this.").transform((value): Distribution => ({ type: "constant", value })),
    uniform: z
      .strictObject({ min: of("The least."), max: of("The most.") })
      .meta({ description: "All between two are as likely." })
      .transform(({ min, max }, context): Distribution => {
        if (min <= max) return { type: "uniform", min, max };
        const expected = `at least min (${writeNumber(min)})`;
        return report(context, ["max"], `expected ${expected}, received ${writeNumber(max)}`);
      }),
    exponential: z
      .strictObject({ mean: above0.meta({ description: "Their mean." }) })
      .meta({
        description: "Many are short and few are long, as times between independent events.",
      })
      .transform(({ mean }): Distribution => ({ type: "exponential", mean })),
    normal: z
      .strictObject({
        mean: of("Their mean."),
        standardDeviation: above0.meta({ description: "How far they lie from it." }),
        min: of("The least there is. Default: 0.").optional(),
      })
      .meta({ description: "About a mean, as in a bell." })
      .transform(({ min, ...bell }): Distribution => ({
        type: "normal",
        ...bell,
        ...(min === undefined ? {} : { min }),
      })),
    lognormal: z
      .object({
        p50: above0.meta({ description: "Half are below." }),
        sigma: z.number().nonnegative().optional().meta({
          description:
            "The standard deviation of their logarithms, in place of another percentile.",
        }),
      })
      .catchall(of("So many percent are below, such as p99."))
      .meta({
        description: "As latencies are: by the median, and by sigma or one other percentile.",
      })
      .transform((given, context) => lognormalOf(given, writeNumber, context)),
    gamma: z
      .strictObject({
        shape: positive.meta({ description: "1 is exponential; the more, the narrower." }),
        mean: above0.meta({ description: "Their mean." }),
      })
      .meta({ description: "Between exponential and normal." })
      .transform(({ shape, mean }): Distribution => ({
        type: "gamma",
        shape,
        scale: mean / shape,
      })),
    quantiles: z
      .record(
        z.string().regex(percentileKey, { error: ({ input }) => notPercentile(String(input)) }),
        of("So many percent are below."),
      )
      .meta({ description: "By percentiles such as p50 and p99, in straight lines between them." })
      .transform((points, context) => quantilesOf(points, writeNumber, context)),
  };
}

const notPercentile = (name: string): string =>
  `expected a percentile from p0 to p100, received "${name}"`;

type LognormalFile = { readonly p50: number; readonly sigma?: number | undefined };

function lognormalOf(
  { p50, sigma, ...others }: LognormalFile,
  write: (value: number) => string,
  context: Checking,
): Distribution {
  const expected = "p50 and either sigma or one other percentile such as p99";
  const stranger = Object.keys(others).find((name) => !percentileKey.test(name));
  if (stranger !== undefined) {
    return report(context, [stranger], `expected ${expected}, received "${stranger}"`);
  }
  const [percentile, second] = percentilesOf(others);
  const isOne = (percentile === undefined) !== (sigma === undefined);
  if (!isOne || second !== undefined) {
    const given = ["p50", ...(sigma === undefined ? [] : ["sigma"]), ...Object.keys(others)];
    return report(context, [], `expected ${expected}, received ${given.join(", ")}`);
  }
  if (percentile === undefined) return { type: "lognormal", median: p50, sigma: sigma! };
  const { name, p, value } = percentile;
  if (p === 0 || p === 0.5 || p === 1) {
    const message = `expected a percentile between p0 and p100 besides p50, received "${name}"`;
    return report(context, [name], message);
  }
  if (p > 0.5 ? value <= p50 : value >= p50) {
    const bound = `${p > 0.5 ? "more" : "less"} than p50 (${write(p50)})`;
    return report(context, [name], `expected ${bound}, received ${write(value)}`);
  }
  return { type: "lognormal", median: p50, percentile: { p, value } };
}

function quantilesOf(
  given: Readonly<Record<string, number>>,
  write: (value: number) => string,
  context: Checking,
): Distribution {
  const points = percentilesOf(given);
  if (points.length === 0) {
    return report(context, [], "expected percentiles such as p50 and p99, received none");
  }
  for (const [place, { name, p, value }] of points.entries()) {
    const before = points[place - 1];
    if (before === undefined) continue;
    if (p === before.p) {
      return report(context, [name], `expected each percentile once, received ${before.name} too`);
    }
    if (value < before.value) {
      const expected = `at least ${before.name} (${write(before.value)})`;
      return report(context, [name], `expected ${expected}, received ${write(value)}`);
    }
  }
  return { type: "empirical", points: withEnds(points) };
}

/** With both ends: beyond the outermost percentiles a law has their values. */
function withEnds(percentiles: readonly Percentile[]): readonly QuantilePoint[] {
  const points = percentiles.map(({ p, value }): QuantilePoint => ({ p, value }));
  const first = points[0]!;
  const last = points[points.length - 1]!;
  return [
    ...(first.p === 0 ? [] : [{ p: 0, value: first.value }]),
    ...points,
    ...(last.p === 1 ? [] : [{ p: 1, value: last.value }]),
  ];
}

/** Schema of a distribution of a quantity: a plain quantity is a constant. */
export function distributionOf<Value extends number>(
  quantity: Quantity<Value>,
): z.ZodType<Distribution> {
  const simple = simpleLaws(quantity);
  const single = oneKeyOf(simple).transform(chosen);
  const mixture = z
    .array(
      z.strictObject({
        weight: positive.meta({
          description: "How often it is this law, beside the others' weights.",
        }),
        of: z.union([simple.constant, single]).meta({ description: "A law that is no mixture." }),
      }),
    )
    .min(1)
    .meta({ description: "One of several laws at each draw." })
    .transform((parts): Distribution => ({
      type: "mixture",
      parts: parts.map(({ weight, of }) => ({ weight, distribution: of })),
    }));
  return z
    .union([simple.constant, oneKeyOf({ ...simple, mixture }).transform(chosen)])
    .transform((law, context) => soundOf(law, context));
}

const chosen = (laws: Readonly<Record<string, Distribution | undefined>>): Distribution =>
  Object.values(laws).find((law) => law !== undefined)!;

/** What the kernel accepts; what it does not is a problem of the whole law. */
function soundOf(law: Distribution, context: Checking): Distribution {
  try {
    checkDistribution("", law);
    return law;
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return report(context, [], `expected ${error.expected}, received ${error.received}`);
  }
}
