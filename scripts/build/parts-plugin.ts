import { dirname, join, relative } from "node:path";
import type { Plugin } from "esbuild";
import {
  describedExport,
  describedNamespace,
  isClass,
  withoutLong,
  type Describing,
} from "./late-description.ts";
import type { Description } from "./late-values.ts";
import { isWritten } from "./late-modules.ts";
import type { SourceModule } from "./module-graph.ts";
import { core, type Parts } from "./parts.ts";
import { namesOfPackages, type Loaded, type Taken } from "./taken.ts";

/** A package, and how it is laid into parts. */
export interface Laid {
  /** The folder of its sources. */
  readonly source: string;
  readonly entry: string;
  /** The modules from which the entry gives a name as it is, and not by the core. */
  readonly asIs: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, SourceModule>;
  /** What they take from other packages, by their names. */
  readonly packages: ReadonlyMap<string, readonly string[]>;
  readonly parts: Parts;
  readonly loaded: Loaded;
  readonly taken: Taken;
  /** What kinds of resources know of each other. */
  readonly world: unknown;
}

/** The parts to make a file of each. */
const partsIn = ({ parts, packages }: Laid): readonly string[] => [
  entryPart,
  ...new Set(parts.of.values()),
  ...[...packages.keys()].filter(isBundled).map((name) => `${packagePrefix}${name}`),
];

/** A line that exports a value. */
export const exported = (name: string, value: string): string =>
  name === "default" ? `export default ${value};` : `export const ${name} = ${value};`;

/** Has esbuild make a file of each part: what is in another is asked for there, at once or late. */
export function partsPlugin(laid: Laid): Plugin {
  const { source, entry, asIs, modules, packages, parts, loaded, taken, world } = laid;
  const givenBy = givers(laid);
  const inPart = (part: string) =>
    namesOfPackages([...modules.values()].filter(({ file }) => parts.of.get(file) === part));
  const packagesOf = new Map([...new Set(parts.of.values())].map((part) => [part, inPart(part)]));

  /** The text of what stands in a part for a module of another, which is asked for at once. */
  function there(file: string): readonly string[] {
    return [
      thereIs(parts.of.get(file)!),
      ...[...taken.get(file)!].map(([name, key]) => exported(name, `there.${key}`)),
    ];
  }

  /** What is said apart of values, each as what it is asked for by. */
  const saidApart: string[] = [];
  const sayApart = (description: Description): string => {
    saidApart.push(`() => (${textOf(description)})`);
    return `${requireOf(apart)}[${saidApart.length - 1}]()`;
  };

  /** The same, asked for when somebody needs it. */
  function late(file: string): readonly string[] {
    const module = loaded.get(file)!;
    const reading = (of: string, key: string) => `${requireOf(parts.of.get(of)!)}.${key}`;
    const values = [...taken.get(file)!].map(([name, key]) => {
      const others: string[] = [];
      const describing: Describing = {
        world,
        placeOf(value) {
          const giver = givenBy.get(value);
          if (giver === undefined || giver.file === file) return undefined;
          return others.push(reading(giver.file, giver.key)) - 1;
        },
      };
      const description =
        name === "*"
          ? describedNamespace(module, describing)
          : describedExport(name, module[name], describing);
      const short = withoutLong(description, (long) => others.push(sayApart(long)) - 1);
      // What a namespace has is read when somebody looks into it: a simulation looks into none.
      const said = name === "*" ? `() => (${textOf(short)})` : textOf(short);
      const given = [said, `() => ${reading(file, key)}`];
      if (others.length > 0) {
        const cases = others.map((other, place) => `case ${place}: return ${other};`);
        given.push(`(place) => { switch (place) { ${cases.join(" ")} } }`);
      }
      return exported(name === "*" ? wholeModule : name, standsFor(given));
    });
    return values;
  }

  /** What stands in a part for a package: the kernel is there at once, and what has classes. */
  function package_(name: string, part: string): readonly string[] {
    const names = packagesOf.get(part)!.get(name)!;
    const read = isBundled(name)
      ? requireOf(`${packagePrefix}${name}`)
      : `require(${JSON.stringify(name)})`;
    const exports = loaded.get(name)!;
    const canWait = names.every((each) => isFunction(exports[each]));
    return name !== kernel && canWait
      ? [
          lateValueIn(part),
          ...names.map((each) => {
            const value = each === "default" ? read : `${read}.${each}`;
            return exported(each, standsFor([`"function"`, `() => ${value}`]));
          }),
        ]
      : [`const there = ${read};`, ...names.map((each) => exported(each, `there.${each}`))];
  }

  /** What a part gives. */
  function contentsOf(part: string): readonly string[] {
    if (part === entryPart) {
      const names = [...taken.get(entry)!].filter(([name]) => name in loaded.get(entry)!);
      const all = [
        ...names.map(([name, key]) => `${name}: there.${key}`),
        ...[...asIs].map(([name, file]) => {
          const value = `${requireOf(parts.of.get(file)!)}.${taken.get(file)!.get(name)!}`;
          return `get ${name}() { return ${value}; }`;
        }),
      ];
      return [`const there = ${requireOf(core)};`, `module.exports = { ${all.join(", ")} };`];
    }
    if (part === apart) return [`module.exports = [${saidApart.join(",\n")}];`];
    if (part.startsWith(packagePrefix)) {
      const name = part.slice(packagePrefix.length);
      return given(packages.get(name)!.map((each): Given => [each, each, name]));
    }
    const all = [...taken].flatMap(([file, names]) =>
      parts.of.get(file) === part ? [...names].map(([name, key]): Given => [name, key, file]) : [],
    );
    return given(part === core ? [...all, ["lateValue", "lateValue", lateValuesFile]] : all);
  }

  const lateModules = new Set(
    [...modules.values()].flatMap(({ file, imports }) =>
      imports.flatMap(({ from }) => (parts.isLate(file, from) ? [from] : [])),
    ),
  );
  const lateLines = new Map([...lateModules].map((file) => [file, late(file)]));

  return {
    name: "parts",
    setup(bundler) {
      const all = [...partsIn(laid), ...(saidApart.length > 0 ? [apart] : [])];
      bundler.initialOptions.entryPoints = all.map((part) => ({
        in: `part:${part}`,
        out: `late/${fileNameOf(part)}`,
      }));
      const load = (namespace: string, textFor: (path: string) => readonly string[]): void => {
        bundler.onLoad({ filter: /./, namespace }, ({ path }) => ({
          contents: textFor(path).join("\n"),
          loader: "js",
          resolveDir: source,
        }));
      };
      const partIn = (path: string) => path.slice(0, path.indexOf(" "));
      const fileIn = (path: string) => join(source, path.slice(path.indexOf(" ") + 1));
      bundler.onResolve({ filter: /^part:/ }, ({ path }) => ({
        path: path.slice("part:".length),
        namespace: "part",
      }));
      bundler.onResolve({ filter: /^asked:/ }, ({ path }) => ({
        path: path.slice("asked:".length),
        namespace: "asked",
      }));
      bundler.onResolve({ filter: /^\.\/.*\.cjs$/ }, ({ path }) => ({ path, external: true }));
      bundler.onResolve({ filter: /./ }, ({ path, importer }) => {
        const part = parts.of.get(importer);
        if (part === undefined) return undefined;
        if (!path.startsWith(".")) {
          // Who gives itself as a whole is asked at once, in its own form.
          if (
            packages.get(path)!.includes("default") &&
            !isFunction(loaded.get(path)!["default"])
          ) {
            return undefined;
          }
          return { path: `${part} ${path}`, namespace: "package" };
        }
        const file = join(dirname(importer), path);
        if (parts.of.get(file) === part) return { path: file };
        const namespace = parts.isLate(importer, file) ? "late" : "there";
        return { path: `${part} ${relative(source, file)}`, namespace };
      });
      load("part", contentsOf);
      load("asked", (part) => [exported("there", requireOf(part))]);
      load("there", (path) => there(fileIn(path)));
      load("late", (path) => [lateValueIn(partIn(path)), ...lateLines.get(fileIn(path))!]);
      load("package", (path) => {
        const [part = "", name = ""] = path.split(" ");
        return package_(name, part);
      });
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const module = modules.get(path);
        if (module === undefined) return undefined;
        if (isWritten(relative(source, path))) {
          const lines = Object.entries(loaded.get(path)!).map(([name, value]) =>
            exported(name, textOf(value)),
          );
          return { contents: lines.join("\n"), loader: "js" };
        }
        return { contents: withLateNamespaces(module, parts), loader: "js" };
      });
    },
  };
}

/** Which module exports a value, and under which name its part gives it. */
function givers({ taken, loaded }: Laid): ReadonlyMap<unknown, { file: string; key: string }> {
  return new Map(
    [...taken].flatMap(([file, names]) =>
      [...names].flatMap(([name, key]) =>
        name === "*" ? [] : [[loaded.get(file)![name], { file, key }] as const],
      ),
    ),
  );
}

/** A name in a file of sources, after the name under which a part gives it. */
type Given = readonly [name: string, key: string, file: string];

/**
 * What a part gives: an object of values, which is asked faster than one of getters. It inherits nothing, since V8
 * makes one of so many members faster so.
 */
const given = (all: readonly Given[]): readonly string[] => [
  ...all.map(([name, key, file]) =>
    name === "*"
      ? `import * as ${key} from ${JSON.stringify(file)};`
      : `import { ${name} as ${key} } from ${JSON.stringify(file)};`,
  ),
  `module.exports = { __proto__: null, ${all.map(([, key]) => key).join(", ")} };`,
];

// What a module has under one name cannot wait, unless that is an object of its own.
function withLateNamespaces({ file, code }: SourceModule, parts: Parts): string {
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
const entryPart = "index";
/** What is known of values and few ask for, in a file of its own. */
const apart = "descriptions";
/** What makes what stands for values: it lies with what everybody needs. */
const lateValuesFile = join(import.meta.dirname, "late-values.ts");
const packagePrefix = "package:";

/** Whether a package is bundled: one of modules of ECMAScript alone, which not everything can read that reads ours. */
export const isBundled = (name: string): boolean => name.startsWith("@noble/");

const fileNameOf = (part: string): string =>
  part.startsWith(packagePrefix)
    ? part
        .slice(packagePrefix.length)
        .replace(/^@|\.js$/g, "")
        .replaceAll("/", "-")
    : part;

const requireOf = (part: string): string => `require("./${fileNameOf(part)}.cjs")`;

/** A line after which `there` is what a part gives: each file asks for it once. */
const thereIs = (part: string): string =>
  `import { there } from ${JSON.stringify(`asked:${part}`)};`;

/** A line after which a part has `lateValue`. */
const lateValueIn = (part: string): string =>
  part === core
    ? `import { lateValue } from ${JSON.stringify(lateValuesFile)};`
    : `${thereIs(core)} const { lateValue } = there;`;

/** What stands for a value, of what `lateValue` is given. */
const standsFor = (given: readonly string[]): string =>
  `/* @__PURE__ */ lateValue(${given.join(", ")})`;

const isFunction = (value: unknown): boolean => typeof value === "function" && !isClass(value);

/** A long text is read faster by `JSON.parse` than as a literal. */
function textOf(description: unknown): string {
  const text = JSON.stringify(description);
  return text.length < 200 ? text : `JSON.parse(${JSON.stringify(text)})`;
}
