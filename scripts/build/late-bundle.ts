import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { build, type Plugin } from "esbuild";
import { services } from "../../packages/aws/src/service-list.ts";
import { kindsOf } from "../../packages/aws/src/service/kinds.ts";
import { describedExport, describedNamespace, isClass } from "./late-description.ts";
import { modulesFrom, type Import, type SourceModule } from "./module-graph.ts";
import { core, partsOf, type Parts } from "./parts.ts";

/** What a package is bundled from. */
export interface LateBundle {
  /** The folder of its sources. */
  readonly source: string;
  /** Where the files go. */
  readonly folder: string;
  /** The part that a module leads into; its path begins in {@link source}. */
  partAt(path: string): string | undefined;
  /** What does not wait of what the package lists; left out: nothing of what it lists waits. */
  readonly needed: readonly string[];
  /** Packages that stay so. */
  readonly external: readonly string[];
}

type Module = Readonly<Record<string, unknown>>;

/**
 * Bundles a package as modules of CommonJS, since those can be read at any moment, by Node.js, by whatever
 * stands in for its loader, and by bundlers alike: a file in `late/` for each part. `node.js` gives what they have to whoever imports
 * the package. What leads from a part into
 * another stands for its values until somebody asks for them.
 */
export async function bundleLate(given: LateBundle): Promise<void> {
  const { source, folder, external, partAt } = given;
  const needed = given.needed.map((path) => join(source, path));
  const entry = join(source, "index.ts");
  const modules = await modulesFrom(entry);
  const loaded = new Map<string, Module>();
  for (const file of modules.keys()) {
    const attributes = file.endsWith(".json") ? { with: { type: "json" } } : {};
    loaded.set(file, (await import(file, attributes)) as Module);
  }
  const canWait = (importer: string, { from, names }: Import): boolean =>
    needed.length > 0 &&
    (importer === entry || importer.endsWith("/public.ts")) &&
    !needed.includes(from) &&
    names !== null &&
    names.every((name) => !isClass(loaded.get(from)![name]));
  const parts = partsOf({ source, entry, needed, modules, partAt, canWait });
  const packages = new Set(
    [...modules.values()].flatMap(({ imports }) =>
      imports.flatMap(({ from, isPackage }) => (isPackage ? [from] : [])),
    ),
  );
  for (const name of packages) {
    if (name !== kernel) loaded.set(name, (await import(name)) as Module);
  }
  const taken = takenBetween(entry, modules, parts, loaded);
  const { world } = kindsOf(services, {});
  const givenBy = new Map(
    [...taken].flatMap(([file, names]) =>
      [...names].map(([name, key]) => [loaded.get(file)![name], { file, key }] as const),
    ),
  );
  await build({
    entryPoints: [
      { in: "part:index", out: "late/index" },
      ...[...new Set(parts.of.values()), runtime].map((part) => ({
        in: `part:${part}`,
        out: `late/${part}`,
      })),
      ...[...packages].filter(isBundled).map((name) => ({
        in: `part:${bundledPrefix}${name}`,
        out: `late/${bundledPart(name)}`,
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
    sourcesContent: false,
    legalComments: "none",
    external: [...external],
    conditions: ["source"],
    plugins: [partsPlugin({ ...given, entry, modules, parts, loaded, taken, givenBy, world })],
  });
  const lines = Object.keys(loaded.get(entry)!).map((name) => exported(name, `late.${name}`));
  const text = ['import late from "./late/index.cjs";', ...lines, ""].join("\n");
  writeFileSync(join(folder, "node.js"), text);
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
  /** Which module exports a value, and under which name its part gives it. */
  /** What kinds of resources know of each other. */
  readonly world: unknown;
  readonly givenBy: ReadonlyMap<unknown, { readonly file: string; readonly key: string }>;
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
        if (!path.startsWith(".")) {
          // Who gives itself as a whole is asked at once, in its own form.
          if (namesOfPackage(path, laid).includes("default")) return undefined;
          return { path: `${part} ${path}`, namespace: "package" };
        }
        const file = join(dirname(importer), path);
        if (parts.of.get(file) === part) return { path: file };
        const namespace = parts.isLate(importer, file) ? "late" : "there";
        return { path: `${part} ${file}`, namespace };
      });
      load("part", (part) => {
        if (part === "index") return againFrom(core, taken.get(entry)!);
        if (part.startsWith(bundledPrefix)) {
          const name = part.slice(bundledPrefix.length);
          return given(namesOfPackage(name, laid).map((each): Given => [each, each, name]));
        }
        if (part === runtime) {
          return given([["lateValue", "lateValue", runtimeFile]]);
        }
        return given(
          [...taken].flatMap(([file, names]) =>
            parts.of.get(file) === part
              ? [...names].map(([name, key]): Given => [name, key, file])
              : [],
          ),
        );
      });
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
      load("package", (path) => {
        const [part = "", name = ""] = path.split(" ");
        const read = `require(${isBundled(name) ? partFile(bundledPart(name)) : JSON.stringify(name)})`;
        const names = namesOfPackage(name, laid, (file) => parts.of.get(file) === part);
        if (name === kernel || !canWaitForPackage(loaded.get(name)!, names)) {
          return [
            `const there = ${read};`,
            ...names.map((each) => exported(each, `there.${each}`)),
          ];
        }
        return names.map((each) => exported(each, `(...given) => ${read}.${each}(...given)`));
      });
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const module = modules.get(path);
        return module === undefined
          ? undefined
          : { contents: withLateNamespaces(module, laid), loader: "js" };
      });
    },
  };
}

/** What modules take from a package. */
function namesOfPackage(
  name: string,
  { modules }: Laid,
  isOf: (file: string) => boolean = () => true,
): readonly string[] {
  const names = new Set<string>();
  for (const { file, imports } of modules.values()) {
    if (!isOf(file)) continue;
    for (const each of imports) {
      if (each.from === name) for (const taken of each.names!) names.add(taken);
    }
  }
  return [...names];
}

const canWaitForPackage = (module: Module, names: readonly string[]): boolean =>
  names.every((name) => typeof module[name] === "function" && !isClass(module[name]));

// They are modules of ECMAScript alone, which not everything can read that reads ours.
export const isBundled = (name: string): boolean => name.startsWith("@noble/");
const bundledPrefix = "package:";
const bundledPart = (name: string): string => name.replace(/^@|\.js$/g, "").replace(/\W+/g, "-");

/** A name in a file of sources, after the name under which a part gives it. */
type Given = readonly [name: string, key: string, file: string];

/** What a part gives: an object of values, which is asked faster than one of getters. */
const given = (all: readonly Given[]): readonly string[] => [
  ...all.map(([name, key, file]) =>
    name === "*"
      ? `import * as ${key} from ${JSON.stringify(file)};`
      : `import { ${name} as ${key} } from ${JSON.stringify(file)};`,
  ),
  `module.exports = { ${all.map(([, key]) => key).join(", ")} };`,
];

/** The entry: what a part gives, under the names of the package. */
const againFrom = (part: string, names: ReadonlyMap<string, string>): readonly string[] => [
  `const there = require(${partFile(part)});`,
  ...[...names].map(([name, key]) => `const ${name}_ = there.${key};`),
  `module.exports = {`,
  ...[...names.keys()].map((name) => `${name}: ${name}_,`),
  `};`,
];

/** Stands for what another part has. */
function lateModule(
  file: string,
  { parts, taken, loaded, world, givenBy }: Laid,
): readonly string[] {
  const module = loaded.get(file)!;
  const reading = (of: string, key: string): string =>
    `() => require(${partFile(parts.of.get(of)!)}).${key}`;
  return [
    `const { lateValue } = require(${partFile(runtime)});`,
    ...[...taken.get(file)!].map(([name, key]) => {
      const others: string[] = [];
      const placeOf = (value: unknown): number | undefined => {
        const from = givenBy.get(value);
        if (from === undefined || from.file === file) return undefined;
        return others.push(reading(from.file, from.key)) - 1;
      };
      const description =
        name === "*"
          ? describedNamespace(module, { world, placeOf })
          : describedExport(name, module[name], { world, placeOf });
      const given = [textOf(description), reading(file, key)];
      if (others.length > 0) given.push(`[${others.join(", ")}]`);
      const value = `/* @__PURE__ */ lateValue(${given.join(", ")})`;
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
/** What stands for values, in a file of its own. */
const runtime = "late-values";
const runtimeFile = join(import.meta.dirname, "late-values.ts");

const partFile = (part: string): string => JSON.stringify(`./${part}.cjs`);

const exported = (name: string, value: string): string =>
  name === "default" ? `export default ${value};` : `export const ${name} = ${value};`;

/** A long text is read faster by `JSON.parse` than as a literal. */
function textOf(description: unknown): string {
  const text = JSON.stringify(description);
  return text.length < 200 ? text : `JSON.parse(${JSON.stringify(text)})`;
}
