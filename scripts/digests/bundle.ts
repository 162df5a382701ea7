import { join } from "node:path";
import { build } from "esbuild";
import { root } from "../workspace.ts";
import { exampleRuns } from "./examples.ts";

/** Writes all pinned runs and what they need into one script that any engine can run. */
export async function bundleTo(file: string): Promise<void> {
  await build({
    entryPoints: [join(root, "scripts/digests/entry.ts")],
    outfile: file,
    bundle: true,
    format: "iife",
    target: "es2022",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["source"],
    define: {
      exampleRuns: JSON.stringify(exampleRuns()),
      // immer asks for it, as libraries do that expect a bundler; an engine alone has no process.
      "process.env.NODE_ENV": '"production"',
    },
    logLevel: "error",
  });
}
