import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source"] },
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    include: ["packages/*/{src,test}/**/*.test.ts", "{benchmarks,examples,scripts}/**/*.test.ts"],
    // Loading all that is tested takes as long as most files take: it is loaded once.
    isolate: false,
    // Only against hangs: how long a test takes says how busy the machine is.
    testTimeout: 1_200_000,
    hookTimeout: 1_200_000,
  },
});
