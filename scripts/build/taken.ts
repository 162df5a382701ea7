import type { SourceModule } from "./module-graph.ts";
import type { Parts } from "./parts.ts";

/** What modules and packages export, by files and names. */
export type Loaded = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The names under which a part gives what others take from it, by its modules' own; `*` is all of one. */
export type Taken = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Whose parts take what. */
interface Taking {
  readonly entry: string;
  /** The modules from which the entry gives a name as it is, and not by the core. */
  readonly asIs: ReadonlyMap<string, string>;
  readonly modules: ReadonlyMap<string, SourceModule>;
  readonly parts: Parts;
  readonly loaded: Loaded;
}

/** What parts take from each other, and all that the entry gives. */
export function takenBetween({ entry, asIs, modules, parts, loaded }: Taking): Taken {
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
  for (const name of Object.keys(loaded.get(entry)!)) take(asIs.get(name) ?? entry, name);
  for (const { file, imports } of modules.values()) {
    for (const { from, isPackage, names } of imports) {
      if (isPackage || parts.of.get(from) === parts.of.get(file)) continue;
      const all = parts.isLate(file, from) ? ["*"] : Object.keys(loaded.get(from)!);
      for (const name of names ?? all) take(from, name);
    }
  }
  return taken;
}

/** The names that a module takes from some others, with those. */
export const namesFrom = (
  { imports }: SourceModule,
  isOne: (file: string) => boolean,
): ReadonlyMap<string, string> =>
  new Map(
    imports.flatMap(({ from, isPackage, names }) =>
      isPackage || !isOne(from) ? [] : (names ?? []).map((name) => [name, from] as const),
    ),
  );

/** What modules take from each package. */
export function namesOfPackages(
  modules: Iterable<SourceModule>,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, Set<string>>();
  for (const { imports } of modules) {
    for (const { from, isPackage, names: taken } of imports) {
      if (!isPackage) continue;
      const known = names.get(from) ?? new Set<string>();
      for (const name of taken ?? []) known.add(name);
      names.set(from, known);
    }
  }
  return new Map([...names].map(([name, known]) => [name, [...known]]));
}
