import { configDefaults, defineConfig } from "vitest/config";

const tests = ["packages/*/{src,test}/**/*.test.ts", "{benchmarks,examples,scripts}/**/*.test.ts"];
const services = ["packages/aws/src/services/**/*.test.ts"];

/** Tests that put modules of their own in the place of others, for themselves alone. */
const replacing = [
  "packages/aws/test/authorization.test.ts",
  "packages/aws/src/services/lambda/asynchronous/permissions.test.ts",
];

/** Loading all that is tested takes as long as most files take: it is loaded once. */
const loadedOnce = (name: string, include: string[], except: readonly string[]) => ({
  extends: true as const,
  test: {
    name,
    include,
    exclude: [...configDefaults.exclude, ...replacing, ...except],
    isolate: false,
  },
});

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    // Only against hangs: how long a test takes says how busy the machine is.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
    projects: [
      loadedOnce("services", services, []),
      loadedOnce("others", tests, services),
      { extends: true, test: { name: "replacing", include: replacing } },
    ],
  },
});
