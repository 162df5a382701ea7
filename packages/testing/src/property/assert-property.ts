import fc, { type Parameters } from "fast-check";
import { PropertyWatch, type Predicate, type PropertyPlace, type PropertyTally } from "./watch.ts";

/** What a property may be told: fast-check's own parameters, and where its counterexample goes. */
export interface PropertyOptions
  extends Omit<Parameters<unknown>, "reporter" | "asyncReporter">, Pick<PropertyPlace, "folder"> {}

/** What makes the values of a property. */
export type Arbitraries<Values extends unknown[]> = readonly [
  ...{ [Place in keyof Values]: fc.Arbitrary<Values[Place]> },
];

/**
 * Checks a property in any runner of tests, or in none: `test.prop` of the entry `vitest` does so in vitest.
 *
 * ```ts
 * await assertProperty("no order is lost", [anyFaults(shop)], (faults) => run(shop, { …, faults }).holds);
 * ```
 *
 * @returns what its runs came to
 * @throws Error where the property fails, or tested nothing: it says under what and how to repeat it.
 */
export async function assertProperty<Values extends unknown[]>(
  name: string,
  arbitraries: Arbitraries<Values>,
  predicate: Predicate<NoInfer<Values>>,
  { folder, ...parameters }: PropertyOptions = {},
): Promise<PropertyTally> {
  const watch = new PropertyWatch({ name, folder });
  const values = fc.tuple(...(arbitraries as readonly fc.Arbitrary<unknown>[]));
  const watched = watch.watched(predicate as unknown as Predicate<unknown[]>);
  const property = fc.asyncProperty(values, (given) => watched(...given));
  const details = await fc.check(property, parameters as Parameters<[unknown[]]>);
  const [given] = details.counterexample ?? [null];
  watch.report({ ...details, counterexample: given } as fc.RunDetails<unknown>, {
    lineOf: (again) => `assertProperty(${JSON.stringify(name)}, […], …, ${again})`,
  });
  return watch.tally;
}
