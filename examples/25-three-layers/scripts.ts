// What the functions do.
import { call, wait, type Scripts } from "@orrery/orrery";

type Script = Scripts[string];

/** Asks a function, up to so many times, with a pause that doubles. */
const asking = (FunctionName: string, attempts: number): Script =>
  function* () {
    for (let attempt = 1; ; attempt += 1) {
      try {
        yield* wait("5ms");
        const { FunctionError } = yield* call("lambda", "Invoke", { FunctionName });
        if (FunctionError === undefined) return { statusCode: 200 };
        // Lambda answers 200 where the function failed.
        throw new Error(`${FunctionName} failed`);
      } catch (error) {
        if (attempt === attempts) throw error;
        yield* wait(`${50 * 2 ** attempt}ms`);
      }
    }
  };

export const scripts: Scripts = {
  basket: asking("price", 3),
  price: asking("stock", 3),
  basketOnce: asking("price", 1),
  priceOnce: asking("stock", 1),
};
