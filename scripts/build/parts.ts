import { relative } from "node:path";
import type { Import, SourceModule } from "./module-graph.ts";

/** What everybody needs who needs anything. */
export const core = "core";

/** Which part a module is in; a part is one file of the package. */
export interface Parts {
  readonly of: ReadonlyMap<string, string>;
  /** Whether what `importer` takes from `file` is read when it is asked for. */
  isLate(importer: string, file: string): boolean;
}

/** What lays modules into parts. */
export interface Laying {
  /** The folder of the sources. */
  readonly source: string;
  readonly entry: string;
  /** Modules that do not wait, and all they need. */
  readonly needed: readonly string[];
  readonly modules: ReadonlyMap<string, SourceModule>;
  /** The part that a module leads into; its path begins in {@link source}. */
  partAt(path: string): string | undefined;
  /** Whether what a module lists for the package can wait, all of it. */
  canWait(importer: string, taken: Import): boolean;
}

/**
 * Lays the modules of a package into parts. Whoever leads into a part alone is in it; what several parts of
 * a service need is in the service's own; what several services need has a part by its folder. What the
 * entry needs at once is {@link core}.
 */
export function partsOf({ source, entry, needed, modules, partAt, canWait }: Laying): Parts {
  const pathOf = (file: string): string => relative(source, file);
  /** The part that an import leads into; `undefined`: it stays where it is. */
  const wayInto = (importer: string, taken: Import): string | undefined =>
    partAt(pathOf(taken.from)) ??
    (canWait(importer, taken) ? `${folderOf(pathOf(taken.from))}.asked` : undefined);
  const of = new Map<string, string>();
  const reached = (roots: Iterable<string>, part?: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const walk = (file: string): void => {
      if (found.has(file)) return;
      found.add(file);
      for (const taken of modules.get(file)!.imports) {
        if (taken.isPackage) continue;
        const into = wayInto(file, taken);
        if (into === undefined || into === part) walk(taken.from);
      }
    };
    for (const root of roots) walk(root);
    return found;
  };
  for (const file of reached([entry, ...needed])) of.set(file, core);

  const roots = new Map<string, Set<string>>();
  const late = new Map<string, Set<string>>();
  for (const { file, imports } of modules.values()) {
    for (const taken of imports) {
      const into = taken.isPackage ? undefined : wayInto(file, taken);
      if (into === undefined) continue;
      roots.set(into, (roots.get(into) ?? new Set()).add(taken.from));
      late.set(file, (late.get(file) ?? new Set()).add(taken.from));
    }
  }
  const needing = new Map<string, string[]>();
  for (const [part, files] of roots) {
    for (const file of reached(files, part)) {
      if (!of.has(file)) needing.set(file, [...(needing.get(file) ?? []), part]);
    }
  }
  const shared = [...needing].flatMap(([file, parts]) =>
    isOfSeveral(parts) && sharedTogether.test(pathOf(file)) ? [file] : [],
  );
  const atOnce = shared.filter((file) => sharedAtOnce.test(pathOf(file)));
  for (const file of reached(atOnce)) of.set(file, core);
  for (const file of reached(shared)) if (!of.has(file)) of.set(file, "shared");
  for (const [file, parts] of needing) {
    if (!of.has(file)) of.set(file, partFor(pathOf(file), parts));
  }
  const laid: Parts = {
    of,
    isLate: (importer, file) =>
      of.get(importer) !== of.get(file) && late.get(importer)?.has(file) === true,
  };
  refuseCircles(modules, laid);
  return laid;
}

/** What several parts need lies with the part that is read first, which is that of the service; else by itself. */
function partFor(path: string, needing: readonly string[]): string {
  const [first = ""] = needing;
  if (needing.length === 1) return first;
  const services = new Set(needing.map((part) => part.split(".")[0]!));
  // The account's own kind is the first of those that a service makes.
  const ofAccount = needing.find((part) => part.endsWith(".account"));
  if (ofAccount !== undefined && services.size === 1) return ofAccount;
  const name = services.size === 1 ? first.split(".")[0]! : folderOf(path);
  return needing.some((part) => !part.includes(".")) ? name : `${name}.shared`;
}

/** What services share of this is small: it lies together. */
const sharedTogether =
  /^(?:(?:service|text|request|control|sink|delivery)\/|gateway\/api-id\.ts$|policy\/wildcard\.ts$|pattern\/(?:index|pattern-error)\.ts$)/;
/** What a simulation of queues alone needs of that. */
const sharedAtOnce =
  /^(?:text\/(?:decimal|hexadecimal|mix|utf8)|service\/(?:cloudwatch-metric|metric|recent|resource-action)|request\/page)\.ts$/;
const isOfSeveral = (parts: readonly string[]): boolean =>
  new Set(parts.map((part) => part.split(".")[0])).size > 1;

function folderOf(path: string): string {
  const [folder = "", inside = ""] = path.split("/");
  return folder === "services" ? inside : folder;
}

/** What a part takes from another at once has to be there before it. */
function refuseCircles(modules: ReadonlyMap<string, SourceModule>, { of, isLate }: Parts): void {
  const needs = new Map<string, Set<string>>();
  for (const { file, imports } of modules.values()) {
    const part = of.get(file)!;
    for (const { from, isPackage } of imports) {
      if (isPackage || of.get(from) === part || isLate(file, from)) continue;
      needs.set(part, (needs.get(part) ?? new Set()).add(of.get(from)!));
    }
  }
  const done = new Set<string>();
  const visit = (part: string, way: readonly string[]): void => {
    if (way.includes(part)) throw new Error(`parts in a circle: ${[...way, part].join(", ")}`);
    if (done.has(part)) return;
    for (const next of needs.get(part) ?? []) visit(next, [...way, part]);
    done.add(part);
  };
  for (const part of needs.keys()) visit(part, []);
}
