import type { ResolvedResource } from "./resolved.ts";

/** A resource, and where it is in the tree of constructs. */
export interface ConstructPath {
  readonly logicalId: string;
  /** Such as `Shop/Api/Orders`: as the CDK has it, without the `Resource` that it ends in. */
  readonly path: string;
}

/** Where the resources of a template are in the tree of constructs, as the CDK writes it beside them. */
export interface ConstructPaths {
  /** All of them, by the logical ids of their resources. */
  readonly byId: ReadonlyMap<string, string>;
  /** The resources whose path is `name`, or ends in it. */
  endingIn(name: string): readonly ConstructPath[];
  /** The shortest end of a resource's path that means no other; its logical id where it has no path. */
  nameOf(logicalId: string): string;
}

/** Those of what the CDK did not write. */
export const noConstructPaths: ConstructPaths = {
  byId: new Map(),
  endingIn: () => [],
  nameOf: (logicalId) => logicalId,
};

/**
 * Where resources are in the tree of constructs, as a template has it in `Metadata` under `aws:cdk:path`; of several
 * stacks those that it has nothing of are where their ids say, such as `Child/Orders`.
 */
export function constructPathsOf(resources: readonly ResolvedResource[]): ConstructPaths {
  const paths = resources.flatMap(({ logicalId, constructPath }) => {
    if (constructPath !== undefined) return [[logicalId, withoutResource(constructPath)] as const];
    return logicalId.includes("/") ? [[logicalId, logicalId] as const] : [];
  });
  const ids = new Set(resources.map(({ logicalId }) => logicalId));
  return constructPathsIn(new Map(paths), (name) => ids.has(name));
}

/**
 * Paths by logical id, to be found by their ends, and by those of ids that are paths themselves.
 *
 * @param isLogicalId whether a name is the logical id of a resource, which it then always means.
 */
export function constructPathsIn(
  byId: ReadonlyMap<string, string>,
  isLogicalId: (name: string) => boolean,
): ConstructPaths {
  if (byId.size === 0) return noConstructPaths;
  const byEnd = new Map<string, ConstructPath[]>();
  for (const [logicalId, path] of byId) {
    for (const end of namesOf(logicalId, path)) {
      const others = byEnd.get(end);
      if (others === undefined) byEnd.set(end, [{ logicalId, path }]);
      else others.push({ logicalId, path });
    }
  }
  return {
    byId,
    endingIn: (name) => byEnd.get(withoutResource(name)) ?? [],
    nameOf(logicalId) {
      const ends = namesOf(logicalId, byId.get(logicalId) ?? "");
      const isOwn = (end: string) => byEnd.get(end)?.length === 1 && !isLogicalId(end);
      return ends.find(isOwn) ?? logicalId;
    },
  };
}

/** A construct of a higher level calls the resource that it stands for so. */
const withoutResource = (path: string): string => path.replace(/\/(?:Resource|Default)$/, "");

/** `Orders`, `Api/Orders`, `Shop/Api/Orders`. */
function endsOf(path: string): readonly string[] {
  const parts = path.split("/");
  return parts.map((_, place) => parts.slice(parts.length - 1 - place).join("/"));
}

/** The ends of a resource's path, and those of its id where that is a path, too. */
const namesOf = (logicalId: string, path: string): readonly string[] => [
  ...new Set([...endsOf(path), ...(logicalId.includes("/") ? endsOf(logicalId) : [])]),
];
