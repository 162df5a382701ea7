import { posix } from "node:path";
import { importsIn, isSource } from "../tidy.ts";

/** A file with its text. */
export interface SourceText {
  readonly path: string;
  readonly text: string;
}

/**
 * How high the folders and files of `packages/aws/src` stand. A file imports from its own height and from
 * below; what is not listed is a mistake.
 */
const heights: Readonly<Record<string, number>> = {
  text: 0,
  alarm: 1,
  delivery: 1,
  mapping: 1,
  schedule: 1,
  pattern: 1,
  policy: 1,
  request: 1,
  service: 1,
  shard: 1,
  sink: 1,
  gateway: 1,
  services: 2,
  control: 3,
  action: 3,
  consumer: 3,
  workload: 3,
  "service-list.ts": 4,
  "services.ts": 4,
  "figures.ts": 4,
  "metrics.ts": 4,
  "public.ts": 4,
  run: 5,
  builder: 6,
  "index.ts": 7,
};

const awsSources = "packages/aws/src/";

const targetsOf = ({ path, text }: SourceText): readonly string[] =>
  importsIn(text)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => posix.join(posix.dirname(path), specifier));

/** A file with what it should not import. */
export interface UpwardImport {
  readonly file: string;
  readonly imported: readonly string[];
}

/** Imports in `packages/aws/src` from higher up. What lies in no folder with a height stands nowhere. */
export function upwardImports(files: readonly SourceText[]): readonly UpwardImport[] {
  return files
    .filter(({ path }) => isSource(path) && path.startsWith(awsSources))
    .map((file) => {
      const own = heightOf(file.path);
      if (own === undefined) return { file: file.path, imported: ["stands nowhere"] };
      const isHigher = (target: string) =>
        target.startsWith(awsSources) && (heightOf(target) ?? own) > own;
      return { file: file.path, imported: targetsOf(file).filter(isHigher) };
    });
}

const heightOf = (path: string): number | undefined =>
  heights[path.slice(awsSources.length).split("/")[0] ?? ""];

/** Sets of files that import each other in a circle, each in the order of their names. */
export function importCircles(files: readonly SourceText[]): readonly (readonly string[])[] {
  const sources = files.filter(({ path }) => isSource(path));
  const known = new Set(sources.map(({ path }) => path));
  const edges = new Map(
    sources.map((file) => [file.path, targetsOf(file).filter((target) => known.has(target))]),
  );
  return strongComponents(edges).filter(
    ([first = "", ...rest]) => rest.length > 0 || edges.get(first)?.includes(first) === true,
  );
}

/** Tarjan's strongly connected components. */
function strongComponents(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const components: string[][] = [];
  const visit = (node: string): number => {
    const number = order.size;
    order.set(node, number);
    open.push(node);
    let low = number;
    for (const target of edges.get(node) ?? []) {
      if (!order.has(target)) low = Math.min(low, visit(target));
      else if (open.includes(target)) low = Math.min(low, lowest.get(target) ?? order.get(target)!);
    }
    lowest.set(node, low);
    if (low === number) components.push(open.splice(open.indexOf(node)).sort());
    return low;
  };
  for (const node of edges.keys()) if (!order.has(node)) visit(node);
  return components;
}
