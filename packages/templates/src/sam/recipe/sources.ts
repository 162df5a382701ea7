import { childOf, textOf, type MapNode, type TemplateNode } from "../../template/node.ts";

/** A resource as the template has it, before SAM makes others of it. */
export interface SourceResource {
  readonly logicalId: string;
  readonly type: string;
  /** A property of its own, or of `Globals`. */
  property(name: string): TemplateNode | undefined;
}

/** The resources of a template as they are written; loops are passed over. */
export function sourceResources(root: MapNode): readonly SourceResource[] {
  const resources = childOf(root, "Resources");
  const globals = childOf(root, "Globals");
  const found = resources?.kind === "map" ? [...resources.entries] : [];
  return found.flatMap(([logicalId, { value }]): readonly SourceResource[] => {
    const type = textOf(childOf(value, "Type"));
    if (type === undefined) return [];
    const properties = childOf(value, "Properties");
    const [, service = "", kind = ""] = type.split("::");
    const inherited = service === "Serverless" ? childOf(globals, kind) : undefined;
    const property = (name: string) => childOf(properties, name) ?? childOf(inherited, name);
    return [{ logicalId, type, property }];
  });
}

/** A path beside the template; `undefined` for anything else, such as a place in S3. */
export function localPath(node: TemplateNode | undefined): string | undefined {
  const text = textOf(node);
  if (text === undefined || text === "") return undefined;
  return /^(s3|https?):|\.dkr\.ecr\./.test(text) ? undefined : text;
}
