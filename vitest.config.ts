import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "{benchmarks,examples,scripts}/**/*.test.ts"],
    // Only against hangs: how long a test takes says how busy the machine is.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
