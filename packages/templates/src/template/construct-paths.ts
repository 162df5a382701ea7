import type { TemplateDocument } from "./document.ts";

/** A resource, and where it is in the tree of constructs. */
export interface ConstructPath {
  readonly logicalId: string;
  /** Such as `Shop/Api/Orders`: as the CDK has it, without the `Resource` that it ends in. */
  readonly path: string;
}

/** Where the resources of a template are in the tree of constructs, as the CDK writes it beside them. */
export interface ConstructPaths {
  /** The resources whose path is `name`, or ends in it. */
  endingIn(name: string): readonly ConstructPath[];
  /** The shortest end of a resource's path that means no other; its logical id where it has no path. */
  nameOf(logicalId: string): string;
}

/** Those of what the CDK did not write. */
export const noConstructPaths: ConstructPaths = {
  endingIn: () => [],
  nameOf: (logicalId) => logicalId,
};

/** The paths that a template has in `Metadata`, under `aws:cdk:path`. */
export function constructPathsOf({ root }: TemplateDocument): ConstructPaths {
  const resources = root.entries.get("Resources")?.value;
  if (resources?.kind !== "map") return noConstructPaths;
  const paths = [...resources.entries].flatMap(([logicalId, { value }]): ConstructPath[] => {
    const metadata = value.kind === "map" ? value.entries.get("Metadata")?.value : undefined;
    const path = metadata?.kind === "map" ? metadata.entries.get("aws:cdk:path")?.value : undefined;
    return path?.kind === "scalar" && typeof path.value === "string"
      ? [{ logicalId, path: withoutResource(path.value) }]
      : [];
  });
  if (paths.length === 0) return noConstructPaths;
  const byEnd = new Map<string, ConstructPath[]>();
  for (const each of paths) {
    for (const end of endsOf(each.path)) {
      const others = byEnd.get(end);
      if (others === undefined) byEnd.set(end, [each]);
      else others.push(each);
    }
  }
  const byId = new Map(paths.map((each) => [each.logicalId, each]));
  return {
    endingIn: (name) => byEnd.get(withoutResource(name)) ?? [],
    nameOf(logicalId) {
      const ends = endsOf(byId.get(logicalId)?.path ?? "");
      // A logical id always means its own resource.
      const isOwn = (end: string) => byEnd.get(end)?.length === 1 && !resources.entries.has(end);
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
