import type { Path } from "./tree.ts";

/** Paths by their steps: what is said at the end of a path, or what is below a step. */
export type PathTree<End> = { readonly type: "end"; readonly end: End } | PathBranch<End>;

/** Steps on from a place: names in a map, or places in a list. */
interface PathBranch<End> {
  readonly type: "branch";
  readonly steps: Map<string | number, PathTree<End>>;
}

/** A tree of no path. */
export const emptyTree = <End>(): PathBranch<End> => ({ type: "branch", steps: new Map() });

/** Adds a path that is no part of another. */
export function addPath<End>(tree: PathBranch<End>, path: Path, end: End): void {
  let branch = tree;
  const last = path.length - 1;
  for (let place = 0; place < last; place += 1) {
    const step = path[place]!;
    let next = branch.steps.get(step);
    if (next?.type !== "branch") {
      next = emptyTree<End>();
      branch.steps.set(step, next);
    }
    branch = next;
  }
  branch.steps.set(path[last]!, { type: "end", end });
}
