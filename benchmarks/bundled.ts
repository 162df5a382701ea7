import { build } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants } from "../scripts/build/constants.ts";
import { workspacePackages } from "../scripts/workspace.ts";

/** Options of Node.js with which programs read our packages from a few files. */
export interface Bundled {
  readonly options: readonly string[];
  remove(): void;
}

const root = join(import.meta.dirname, "..");

/**
 * Bundles our packages once: a program that reads a thousand sources takes longer for that than for a small
 * workload. What is measured is measured of the sources.
 */
export async function bundlePackages(): Promise<Bundled> {
  // What is external is found from there.
  const parent = join(root, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "orrery-bundled-"));
  const entries = workspacePackages().filter(({ short }) => short !== "cli");
  await build({
    entryPoints: Object.fromEntries(
      entries.map(({ short, folder: from }) => [short, join(from, "src/index.ts")]),
    ),
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    conditions: ["source"],
    // Libraries that are no modules ask for Node's own.
    banner: {
      js: 'import { createRequire as requireFor } from "node:module"; const require = requireFor(import.meta.url);',
    },
    logLevel: "error",
    plugins: [constants],
  });
  const hook = join(folder, "hook.mjs");
  const files = entries.map(({ name, short }) => [name, `./${short}.mjs`]);
  writeFileSync(
    hook,
    `import { registerHooks } from "node:module";
const files = new Map(${JSON.stringify(files)});
registerHooks({
  resolve: (specifier, context, next) => {
    const file = files.get(specifier);
    return file === undefined
      ? next(specifier, context)
      : { url: new URL(file, import.meta.url).href, shortCircuit: true };
  },
});
`,
  );
  return {
    options: ["--import", hook],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
