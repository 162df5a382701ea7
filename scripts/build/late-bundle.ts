import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { describedExport, describedNamespace } from "./late-description.ts";
import { modulesFrom, type SourceModule } from "./module-graph.ts";
import { core, partsOf, type Parts } from "./parts.ts";

/** What a package is bundled from. */
export interface LateBundle {
  /** The folder of its sources. */
  readonly source: string;
  /** Where the files go. */
  readonly folder: string;
  /** What kinds of resources know of each other. */
  readonly world: unknown;
  /** Packages that stay so. */
  readonly external: readonly string[];
}

type Module = Readonly<Record<string, unknown>>;

/**
 * Bundles a package as modules of CommonJS, since those can be read at any moment, by Node.js, by whatever
 * stands in for its loader, and by bundlers alike: `index.cjs`, and a file in `late/` for each part. What leads from a part into
 * another stands for its values until somebody asks for them.
 */
export async function bundleLate(given: LateBundle): Promise<void> {
  const { source, folder, external } = given;
  const entry = join(source, "index.ts");
  const modules = await modulesFrom(entry);
  const parts = partsOf(source, entry, modules);
  const loaded = new Map<string, Module>();
  for (const file of modules.keys()) {
    const attributes = file.endsWith(".json") ? { with: { type: "json" } } : {};
    loaded.set(file, (await import(file, attributes)) as Module);
  }
  const taken = takenBetween(entry, modules, parts, loaded);
  await build({
    entryPoints: [
      { in: "part:index", out: "index" },
      ...[...new Set(parts.of.values())].map((part) => ({
        in: `part:${part}`,
        out: `late/${part}`,
      })),
    ],
    absWorkingDir: source,
    outdir: folder,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    target: "es2022",
    platform: "node",
    sourcemap: true,
    legalComments: "none",
    external: [...external],
    conditions: ["source"],
    plugins: [partsPlugin({ ...given, entry, modules, parts, loaded, taken })],
  });
}

/** The names under which a part gives what others take from it, by its modules' own; `*` is all of one. */
type Taken = ReadonlyMap<string, ReadonlyMap<string, string>>;

function takenBetween(
  entry: string,
  modules: ReadonlyMap<string, SourceModule>,
  parts: Parts,
  loaded: ReadonlyMap<string, Module>,
): Taken {
  const taken = new Map<string, Map<string, string>>();
  const used = new Map<string, number>();
  const take = (file: string, name: string): void => {
    const names = taken.get(file) ?? new Map<string, string>();
    taken.set(file, names);
    if (names.has(name)) return;
    const plain = name === "*" || name === "default" ? "all" : name;
    const key = `${parts.of.get(file)!} ${plain}`;
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    names.set(name, count === 0 ? plain : `${plain}_${count}`);
  };
  for (const name of Object.keys(loaded.get(entry)!)) take(entry, name);
  for (const { file, imports } of modules.values()) {
    for (const { from, isPackage, names } of imports) {
      if (isPackage || parts.of.get(from) === parts.of.get(file)) continue;
      const all = parts.isLate(file, from) ? ["*"] : Object.keys(loaded.get(from)!);
      for (const name of names ?? all) take(from, name);
    }
  }
  return taken;
}

/** What a package is made of, and how it is laid into files. */
interface Laid extends LateBundle {
  readonly entry: string;
  readonly modules: ReadonlyMap<string, SourceModule>;
  readonly parts: Parts;
  readonly loaded: ReadonlyMap<string, Module>;
  readonly taken: Taken;
}

function partsPlugin(laid: Laid): Plugin {
  const { source, entry, modules, parts, loaded, taken } = laid;
  return {
    name: "parts",
    setup(bundler) {
      const load = (namespace: string, contentsOf: (path: string) => readonly string[]): void => {
        bundler.onLoad({ filter: /./, namespace }, ({ path }) => ({
          contents: contentsOf(path).join("\n"),
          loader: "js",
          resolveDir: source,
        }));
      };
      bundler.onResolve({ filter: /^part:/ }, ({ path }) => ({
        path: path.slice("part:".length),
        namespace: "part",
      }));
      bundler.onResolve({ filter: /\.cjs$/ }, ({ path }) => ({ path, external: true }));
      bundler.onResolve({ filter: /./ }, ({ path, importer }) => {
        const part = parts.of.get(importer);
        if (part === undefined) return undefined;
        if (path === kernel) return { path: part, namespace: "kernel" };
        if (!path.startsWith(".")) return undefined;
        const file = join(dirname(importer), path);
        if (parts.of.get(file) === part) return { path: file };
        const namespace = parts.isLate(importer, file) ? "late" : "there";
        return { path: `${part} ${file}`, namespace };
      });
      load("part", (part) =>
        part === "index"
          ? [
              `const there = require("./late/${core}.cjs");`,
              ...Object.keys(loaded.get(entry)!).map((name) =>
                exported(name, `there.${taken.get(entry)!.get(name)!}`),
              ),
            ]
          : [...taken].flatMap(([file, names]) =>
              parts.of.get(file) !== part
                ? []
                : [...names].map(([name, key]) =>
                    name === "*"
                      ? `export * as ${key} from ${JSON.stringify(file)};`
                      : `export { ${name} as ${key} } from ${JSON.stringify(file)};`,
                  ),
            ),
      );
      load("there", (path) => {
        const [, file = ""] = path.split(" ");
        return [
          `const there = require(${partFile(parts.of.get(file)!)});`,
          ...[...taken.get(file)!].map(([name, key]) => exported(name, `there.${key}`)),
        ];
      });
      load("late", (path) => {
        const [, file = ""] = path.split(" ");
        return lateModule(file, laid);
      });
      load("kernel", (part) => {
        const names = new Set<string>();
        for (const { file, imports } of modules.values()) {
          if (parts.of.get(file) !== part) continue;
          for (const each of imports) {
            if (each.from === kernel) for (const name of each.names!) names.add(name);
          }
        }
        return [
          `const there = require(${JSON.stringify(kernel)});`,
          ...[...names].map((name) => exported(name, `there.${name}`)),
        ];
      });
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const module = modules.get(path);
        return module === undefined ? undefined : { contents: withLateNamespaces(module, laid), loader: "js" };
      });
    },
  };
}

/** Stands for what another part has. */
function lateModule(file: string, { parts, taken, loaded, world }: Laid): readonly string[] {
  const module = loaded.get(file)!;
  return [
    `import { lateValue } from ${JSON.stringify(join(import.meta.dirname, "late-values.ts"))};`,
    ...[...taken.get(file)!].map(([name, key]) => {
      const description =
        name === "*"
          ? describedNamespace(module, world)
          : describedExport(name, module[name], world);
      const value = `/* @__PURE__ */ lateValue(${textOf(description)}, () => require(${partFile(parts.of.get(file)!)}).${key})`;
      return exported(name === "*" ? wholeModule : name, value);
    }),
  ];
}

// What a module has under one name cannot wait, unless that is an object of its own.
function withLateNamespaces({ file, code }: SourceModule, { parts }: Laid): string {
  return code.replace(
    /^export \* as (\w+) from ("[^"]+");/gm,
    (said: string, name: string, from: string) =>
      parts.isLate(file, join(dirname(file), JSON.parse(from) as string))
        ? `import { ${wholeModule} as $${name} } from ${from}; export { $${name} as ${name} };`
        : said,
  );
}

/** The name of all of a module, in what stands for it. */
const wholeModule = "$all";
const kernel = "@orrery/kernel";

const partFile = (part: string): string => JSON.stringify(`./${part}.cjs`);

const exported = (name: string, value: string): string =>
  name === "default" ? `export default ${value};` : `export const ${name} = ${value};`;

/** A long text is read faster by `JSON.parse` than as a literal. */
function textOf(description: unknown): string {
  const text = JSON.stringify(description);
  return text.length < 200 ? text : `JSON.parse(${JSON.stringify(text)})`;
}
