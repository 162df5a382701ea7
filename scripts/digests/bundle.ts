import { build } from "esbuild";
import { root } from "../workspace.ts";
import { exampleRuns } from "./examples.ts";
import { genericHome, homes } from "./pairs.ts";

/** A module that runs the cases of all services: engines have no folders to look into. */
function entryText(): string {
  const folders = homes().filter((home) => home !== genericHome);
  const imports = folders.map(
    (home, place) => `import * as cases${place} from "./${home}/cases.ts";`,
  );
  const named = folders.map((home, place) => `${JSON.stringify(home)}: cases${place}`);
  return [
    'import { printPairs } from "./scripts/digests/entry.ts";',
    ...imports,
    `printPairs(${JSON.stringify(genericHome)}, { ${named.join(", ")} });`,
  ].join("\n");
}

/** Writes all pinned runs and what they need into one script that any engine can run. */
export async function bundleTo(file: string): Promise<void> {
  await build({
    stdin: { contents: entryText(), resolveDir: root, loader: "ts" },
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
