import { join } from "node:path";
import { defineConfig } from "vitest/config";

/** The tests that look for mutants: those of the packages, which need no repository around them. */
export default defineConfig({
  root: join(import.meta.dirname, "../.."),
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts"],
    testTimeout: 1_200_000,
    // Modules are loaded once for all test files, save where mutants change what they do as they load.
    isolate: process.env.MUTANTS_ISOLATED === "true",
  },
});
