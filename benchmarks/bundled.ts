import { build, type BuildOptions } from "esbuild";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { constants } from "../scripts/build/constants.ts";
import { workspacePackages } from "../scripts/workspace.ts";

/** Options of Node.js with which programs read our packages from a few files. */
export interface Bundled {
  readonly options: readonly string[];
  remove(): void;
}

const root = join(import.meta.dirname, "..");

const settings = {
  outExtension: { ".js": ".mjs" },
  bundle: true,
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
} as const satisfies BuildOptions;

/** A new folder for a bundle: what is external is found from there. */
function bundleFolder(): string {
  const parent = join(root, "node_modules/.cache");
  mkdirSync(parent, { recursive: true });
  return mkdtempSync(join(parent, "orrery-bundled-"));
}

/** A program of ours and all that it reads as one file. */
export interface BundledProgram {
  readonly file: string;
  remove(): void;
}

/**
 * Bundles a program with our packages, so that it runs as what is published does: where Node.js itself reads
 * TypeScript, V8 has to ask at each access to a typed array whether its memory was taken away.
 */
export async function bundleProgram(program: string): Promise<BundledProgram> {
  const folder = bundleFolder();
  await build({
    ...settings,
    entryPoints: [join(import.meta.dirname, program)],
    outdir: folder,
    external: ["quickjs-emscripten"],
  });
  return {
    file: join(folder, basename(program, ".ts") + ".mjs"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/**
 * Bundles our packages once: a program that reads a thousand sources takes longer for that than for a small
 * workload. What is measured is measured of the sources.
 */
export async function bundlePackages(): Promise<Bundled> {
  const folder = bundleFolder();
  const entries = workspacePackages().filter(({ short }) => short !== "cli");
  await build({
    ...settings,
    entryPoints: Object.fromEntries(
      entries.map(({ short, folder: from }) => [short, join(from, "src/index.ts")]),
    ),
    outdir: folder,
    splitting: true,
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
