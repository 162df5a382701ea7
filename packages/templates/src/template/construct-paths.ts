import type { TemplateDocument } from "./document.ts";

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

/** The paths that a template has in `Metadata`, under `aws:cdk:path`. */
export function constructPathsOf({ root }: TemplateDocument): ConstructPaths {
  const resources = root.entries.get("Resources")?.value;
  if (resources?.kind !== "map") return noConstructPaths;
  const paths = [...resources.entries].flatMap(([logicalId, { value }]) => {
    const metadata = value.kind === "map" ? value.entries.get("Metadata")?.value : undefined;
    const path = metadata?.kind === "map" ? metadata.entries.get("aws:cdk:path")?.value : undefined;
    return path?.kind === "scalar" && typeof path.value === "string"
      ? [[logicalId, withoutResource(path.value)] as const]
      : [];
  });
  return constructPathsIn(new Map(paths), (name) => resources.entries.has(name));
}

/**
 * Paths by logical id, to be found by their ends.
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
    for (const end of endsOf(path)) {
      const others = byEnd.get(end);
      if (others === undefined) byEnd.set(end, [{ logicalId, path }]);
      else others.push({ logicalId, path });
    }
  }
  return {
    byId,
    endingIn: (name) => byEnd.get(withoutResource(name)) ?? [],
    nameOf(logicalId) {
      const ends = endsOf(byId.get(logicalId) ?? "");
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
