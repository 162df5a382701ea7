import { build, type BuildOptions, type Plugin } from "esbuild";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import type { Contender } from "./benchmark.ts";
import { constants } from "../scripts/build/constants.ts";
import { workspacePackages } from "../scripts/workspace.ts";

/** Options of Node.js with which programs read our packages from a few files. */
export interface Bundled {
  readonly options: readonly string[];
  remove(): void;
}

const own = import.meta.dirname;
const root = join(own, "..");

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
 * TypeScript, V8 has to ask at each access to a typed array whether its memory was taken away. A commit from before
 * constants were kept as such published none, so neither has its bundle.
 */
export async function bundleProgram(program: string, directory = own): Promise<BundledProgram> {
  const folder = bundleFolder();
  const keepsConstants = existsSync(join(directory, "../scripts/build/constants.ts"));
  const entry = join(directory, program);
  await build({
    ...settings,
    entryPoints: [entry],
    outdir: folder,
    external: ["quickjs-emscripten", "esbuild"],
    plugins: [oneMain(entry), ...(keepsConstants ? [constants] : [])],
  });
  return {
    file: join(folder, basename(program, ".ts") + ".mjs"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** In one file all are the main module: others than the program itself are told that they are not. */
const oneMain = (entry: string): Plugin => ({
  name: "one main module",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]benchmarks[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, "utf8");
      return {
        contents: path === entry ? text : text.replaceAll("import.meta.main", "false"),
        loader: "ts",
      };
    });
  },
});

/** Programs as bundles. */
export interface BundledPrograms {
  /** The same contender by the bundle of its program, where there is one. */
  of(contender: Contender): Contender;
  remove(): void;
}

/** Bundles all programs in TypeScript that contenders of `directory` run, ours and those of peers, each once. */
export async function bundlePrograms(
  contenders: readonly Contender[],
  directory = own,
): Promise<BundledPrograms> {
  const bundles = new Map<string, BundledProgram>();
  for (const { program, staysPut } of contenders) {
    if (staysPut === true || !program.endsWith(".ts") || bundles.has(program)) continue;
    bundles.set(program, await bundleProgram(program, directory));
  }
  return {
    of(contender) {
      const bundle = contender.staysPut === true ? undefined : bundles.get(contender.program);
      if (bundle === undefined) return contender;
      return { ...contender, program: relative(directory, bundle.file) };
    },
    remove() {
      for (const bundle of bundles.values()) bundle.remove();
    },
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
