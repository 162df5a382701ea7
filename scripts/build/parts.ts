import { relative } from "node:path";
import { partAt } from "./late-modules.ts";
import type { SourceModule } from "./module-graph.ts";

/** What everybody needs who needs anything. */
export const core = "core";

/** Which part a module is in; a part is one file of the package. */
export interface Parts {
  readonly of: ReadonlyMap<string, string>;
  /** Whether what `importer` takes from `file` is read when it is asked for. */
  isLate(importer: string, file: string): boolean;
}

/**
 * Lays the modules of a package into parts. Whoever leads into a part alone is in it; what several parts of
 * a service need is in the service's own; what several services need has a part by its folder. What the
 * entry needs at once is {@link core}.
 */
export function partsOf(
  source: string,
  entry: string,
  modules: ReadonlyMap<string, SourceModule>,
): Parts {
  const pathOf = (file: string): string => relative(source, file);
  const wayInto = (file: string): string | undefined => partAt(pathOf(file));
  const of = new Map<string, string>();
  const reached = (roots: readonly string[], part?: string): ReadonlySet<string> => {
    const found = new Set<string>();
    const walk = (file: string): void => {
      if (found.has(file)) return;
      found.add(file);
      for (const { from, isPackage } of modules.get(file)!.imports) {
        if (isPackage) continue;
        const into = wayInto(from);
        if (into === undefined || into === part) walk(from);
      }
    };
    for (const root of roots) walk(root);
    return found;
  };
  for (const file of reached([entry])) of.set(file, core);

  const roots = new Map<string, string[]>();
  for (const file of modules.keys()) {
    const part = wayInto(file);
    if (part !== undefined) roots.set(part, [...(roots.get(part) ?? []), file]);
  }
  const needing = new Map<string, string[]>();
  for (const [part, files] of roots) {
    for (const file of reached(files, part)) {
      if (!of.has(file)) needing.set(file, [...(needing.get(file) ?? []), part]);
    }
  }
  for (const [file, parts] of needing) of.set(file, partFor(pathOf(file), parts));
  const laid: Parts = {
    of,
    isLate: (importer, file) => wayInto(file) !== undefined && of.get(importer) !== of.get(file),
  };
  refuseCircles(modules, laid);
  return laid;
}

function partFor(path: string, needing: readonly string[]): string {
  const [first = ""] = needing;
  if (needing.length === 1) return first;
  const services = new Set(needing.map((part) => part.split(".")[0]!));
  if (services.size === 1) return [...services][0]!;
  const [folder = "", inside = "", ...rest] = path.split("/");
  if (folder === "services") return inside;
  return rest.length === 0 ? folder : `${folder}.${inside}`;
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
