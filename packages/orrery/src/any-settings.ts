import { ConfigError, shownValue } from "@orrery/kernel";
import fc from "fast-check";
import { said } from "./said.ts";

/** Values to try, or what makes them, by the name or the path of a setting. */
type Choices = Readonly<Record<string, readonly unknown[] | fc.Arbitrary<unknown>>>;

/** One value for each setting. */
export type GivenSettings<Of extends Choices> = {
  readonly [Name in keyof Of]: Of[Name] extends fc.Arbitrary<infer Value>
    ? Value
    : Of[Name] extends readonly (infer Value)[]
      ? Value
      : never;
};

/**
 * Any combination of settings: of each one of the values listed, or one that an arbitrary makes. The names are
 * yours, where a function of yours makes the stack, or paths such as `workload.0.arrivals.poisson.rate`, where the
 * settings go into a run's. A property that fails shrinks each to the first of its list that fails as well, and
 * prints them as `batchSize 10, timeout 30s`.
 *
 * ```ts
 * test.prop([anySettings({ batchSize: [1, 10], timeout: ["30s", "3m"] })])("…", (settings) => run(shop(settings), …).holds);
 * ```
 *
 * @throws ConfigError where there is nothing to try of one.
 */
export function anySettings<const Of extends Choices>(
  choices: Of,
): fc.Arbitrary<GivenSettings<Of>> {
  const arbitraries = Object.entries(choices).map(([name, values]) => {
    if (isList(values) && values.length > 0) return [name, fc.constantFrom(...values)] as const;
    if (values instanceof fc.Arbitrary) return [name, values] as const;
    throw new ConfigError(name, "a list of values", shownValue(values));
  });
  return fc
    .record(Object.fromEntries(arbitraries))
    .map((settings) => said(settings, () => sentenceOf(settings)) as GivenSettings<Of>); // One of each.
}

const isList = (values: Choices[string]): values is readonly unknown[] => Array.isArray(values);

const sentenceOf = (settings: object): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} ${typeof value === "string" ? value : fc.stringify(value)}`)
    .join(", ");
