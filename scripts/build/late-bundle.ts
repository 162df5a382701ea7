import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "esbuild";
import { services } from "../../packages/aws/src/service-list.ts";
import { kindsOf } from "../../packages/aws/src/service/kinds.ts";
import { constants } from "./constants.ts";
import { isClass } from "./late-description.ts";
import { exported, partsPlugin } from "./parts-plugin.ts";
import { modulesFrom, type Import } from "./module-graph.ts";
import { partsOf } from "./parts.ts";
import { namesFrom, namesOfPackages, takenBetween, type Loaded } from "./taken.ts";

/** What a package is bundled from. */
export interface LateBundle {
  /** The folder of its sources. */
  readonly source: string;
  /** Where the files go. */
  readonly folder: string;
  /** The part that a module leads into; its path begins in {@link source}. */
  partAt(path: string): string | undefined;
  /** What does not wait of what the package lists. Empty: nothing of what it lists waits. */
  readonly needed: readonly string[];
  /** Whether the package reads a module when somebody takes something of it from the package. */
  isGivenAsIs(path: string): boolean;
  /** Packages that stay so. */
  readonly external: readonly string[];
}

/**
 * Bundles a package as modules of CommonJS, since those can be read at any moment, by Node.js, by whatever
 * stands in for its loader, and by bundlers alike: a file in `late/` for each part. `node.js` gives what
 * they have to whoever imports the package. What leads from a part into another stands for its values until
 * somebody asks for them.
 */
export async function bundleLate(given: LateBundle): Promise<void> {
  const { source, folder, external, partAt } = given;
  const needed = given.needed.map((path) => join(source, path));
  const entry = join(source, "index.ts");
  const modules = await modulesFrom(entry);
  const packages = namesOfPackages(modules.values());
  const loaded: Loaded = await allLoaded([...modules.keys(), ...packages.keys()]);
  const canWait = (importer: string, { from, names }: Import): boolean =>
    needed.length > 0 &&
    (importer === entry || importer.endsWith("/public.ts")) &&
    !needed.includes(from) &&
    names !== null &&
    names.every((name) => !isClass(loaded.get(from)![name]));
  const parts = partsOf({ source, entry, needed, modules, partAt, canWait });
  const asIs = namesFrom(modules.get(entry)!, (file) => given.isGivenAsIs(relative(source, file)));
  const taken = takenBetween({ entry, asIs, modules, parts, loaded });
  const { world } = kindsOf(services, {});
  const laid = { source, entry, asIs, modules, packages, parts, loaded, taken, world };
  await build({
    absWorkingDir: source,
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    target: "es2022",
    platform: "node",
    sourcemap: true,
    sourcesContent: false,
    legalComments: "none",
    external: [...external],
    conditions: ["source"],
    plugins: [partsPlugin(laid), constants],
  });
  const lines = Object.keys(loaded.get(entry)!).map((name) => exported(name, `late.${name}`));
  const text = ['import late from "./late/index.cjs";', ...lines, ""].join("\n");
  writeFileSync(join(folder, "node.js"), text);
}

async function allLoaded(names: readonly string[]): Promise<Loaded> {
  const loaded = new Map<string, Readonly<Record<string, unknown>>>();
  for (const name of names) {
    const attributes = name.endsWith(".json") ? { with: { type: "json" } } : {};
    const module: unknown = await import(name, attributes);
    loaded.set(name, module as Readonly<Record<string, unknown>>); // As modules are.
  }
  return loaded;
}
