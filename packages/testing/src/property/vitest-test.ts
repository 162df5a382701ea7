import { test as propertyTest } from "@fast-check/vitest";
import type { Arbitrary, RunDetails } from "fast-check";
import { TestRunner, type TestAPI } from "vitest";
import type { Arbitraries, PropertyOptions } from "./assert-property.ts";
import { PropertyWatch, type Predicate, type PropertyTally } from "./watch.ts";

declare module "vitest" {
  interface TaskMeta {
    /** What the runs of a property came to, for reporters. */
    orrery?: PropertyTally;
  }
}

type AnyRecord = Readonly<Record<string, unknown>>;
type ArbitraryRecord<Values> = { readonly [Name in keyof Values]: Arbitrary<Values[Name]> };

/**
 * A hundred runs take longer than the test that vitest has in mind; who knows better says so behind the predicate.
 * In milliseconds.
 */
const usualTimeout = 300_000;

/** Declares a property: values by their places or by their names, then what must hold of them. */
interface PropertyBuilder {
  <Values extends unknown[]>(
    arbitraries: Arbitraries<Values>,
    options?: PropertyOptions,
  ): (name: string, predicate: Predicate<Values>, timeout?: number) => void;
  <Values extends AnyRecord>(
    arbitraries: ArbitraryRecord<Values>,
    options?: PropertyOptions,
  ): (name: string, predicate: Predicate<[Values]>, timeout?: number) => void;
}

/** A test of vitest and each of its variants, such as `test.only`, with `prop`. */
export type PropertyTest<Test> = Test &
  ("each" extends keyof Test ? { readonly prop: PropertyBuilder } : unknown) & {
    readonly [Name in keyof Omit<Test, "each">]: PropertyTest<Test[Name]>;
  };

/**
 * The `test` of vitest with `test.prop` of `@fast-check/vitest`, for properties that make runs. One in which
 * nothing was worked on and no fault struck fails. One that fails says under what in sentences, the smallest
 * it found, and leaves a file that `orrery replay` takes.
 *
 * ```ts
 * test.prop([anyFaults(shop, { atMost: 2 })])("no order is lost", (faults) => run(shop, { …, faults }).holds);
 * ```
 */
export const test = watchedTest(propertyTest as object) as PropertyTest<TestAPI>;

/** The same as {@link test}. */
export const it: PropertyTest<TestAPI> = test;

type BaseBuilder = (
  arbitraries: unknown,
  parameters: object,
) => (name: string, predicate: (...values: unknown[]) => unknown, timeout?: number) => void;

/** A test and its variants, with a `prop` that watches. */
function watchedTest(base: object): object {
  const variants = Object.entries(Object.getOwnPropertyDescriptors(base)).flatMap(
    ([name, { value }]): [string, unknown][] => {
      if (typeof value !== "function") return [];
      if (name === "prop") return [[name, watchedBuilder(value as BaseBuilder)]];
      return [[name, "prop" in value ? watchedTest(value as object) : value]];
    },
  );
  const own = base as (...args: readonly unknown[]) => unknown;
  return Object.assign((...args: readonly unknown[]) => own(...args), Object.fromEntries(variants));
}

function watchedBuilder(base: BaseBuilder) {
  return (arbitraries: unknown, { folder, ...parameters }: PropertyOptions = {}) =>
    (name: string, predicate: Predicate<unknown[]>, timeout: number = usualTimeout): void => {
      let watch = new PropertyWatch({ name, folder });
      const reporter = (details: RunDetails<unknown>): void => {
        const { file, meta } = TestRunner.getCurrentTest() ?? {};
        const reported = watch;
        watch = new PropertyWatch({ name, folder }); // A test may be tried again.
        if (meta !== undefined) meta.orrery = reported.tally;
        reported.report(details, {
          file: file?.name,
          lineOf: (given) => `test.prop([…], ${given})`,
        });
      };
      const watched = (...values: unknown[]) => watch.watched(predicate)(...values);
      base(arbitraries, { ...parameters, reporter })(name, watched, timeout);
    };
}
