// What stands for vitest in a page of a browser: tests are declared as in vitest, and run when the page says so.

interface Declared {
  readonly name: string;
  readonly run: () => unknown;
}

/** What a reporter of vitest tells of a test. */
export interface ToldTest {
  readonly title: string;
  readonly status: "passed" | "failed";
  readonly failureMessages: readonly string[];
  readonly meta: object;
}

const declared: Declared[] = [];
let present: { readonly file: { readonly name: string }; readonly meta: object } | undefined;

const declare = (name: string, run: () => unknown): void => void declared.push({ name, run });

export const test = Object.assign(declare, { each: () => declare });

export const TestRunner = {
  getCurrentTest: () => ({ ...present, suite: { filepath: "" } }),
  getSuiteHooks: () => ({ beforeEach: [], afterEach: [] }),
  createTaskCollector: () => Object.assign(() => undefined, { each: () => undefined }),
};

/** Runs all tests, one after the other. */
export async function runTests(): Promise<readonly ToldTest[]> {
  const told: ToldTest[] = [];
  for (const { name, run } of declared) {
    const meta = {};
    present = { file: { name: "orders.test.ts" }, meta };
    const problem = await Promise.resolve()
      .then(run)
      .then(
        () => null,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    const status = problem === null ? "passed" : "failed";
    told.push({ title: name, status, failureMessages: problem === null ? [] : [problem], meta });
  }
  return told;
}
