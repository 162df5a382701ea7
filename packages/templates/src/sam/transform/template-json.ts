import type { ScalarNode, TemplateNode } from "../../template/node.ts";
import { setMember, type Json, type JsonMap } from "./json.ts";
import { originsOf } from "./origin.ts";

/** A template as plain data that still knows where each part of it stands. */
export interface PlacedTemplate {
  readonly template: JsonMap;
  /** What of the template something was made of, that which it stands at first; nothing where it is of no part of it. */
  sourcesOf(made: object): readonly TemplateNode[];
}

/** The template at `root` for the transform. */
export function placedTemplate(root: TemplateNode): PlacedTemplate {
  const sources = new Map<object, TemplateNode>();
  const template = jsonOf(root, sources);
  return {
    template:
      typeof template === "object" && template !== null && !Array.isArray(template) ? template : {},
    sourcesOf: (made) => originsOf(made).flatMap((origin) => sources.get(origin) ?? []),
  };
}

function jsonOf(node: TemplateNode, sources: Map<object, TemplateNode>): Json {
  if (node.kind === "scalar") return node.value;
  const made =
    node.kind === "list"
      ? node.items.map((item) => jsonOf(item, sources))
      : membersOf(node, sources);
  sources.set(made, node);
  return made;
}

function membersOf(
  node: Extract<TemplateNode, { kind: "map" }>,
  sources: Map<object, TemplateNode>,
): JsonMap {
  const made: JsonMap = {};
  for (const [key, { value }] of node.entries) {
    const isVersion = key === "OpenApiVersion" && value.kind === "scalar" && isFraction(value);
    const json = isVersion ? value.text : jsonOf(value, sources);
    const isDotted = key === "Fn::GetAtt" && typeof json === "string";
    setMember(made, key, isDotted ? attributeParts(json) : json);
  }
  return made;
}

/** `Resource.Attribute` as a list, which is how SAM has it. */
function attributeParts(text: string): string[] {
  const [id = "", ...rest] = text.split(".");
  return rest.length === 0 ? [id] : [id, rest.join(".")];
}

/** A version such as `3.0` is more than its number. */
const isFraction = ({ value, text }: ScalarNode): boolean =>
  typeof value === "number" && /^\d+\.\d+$/.test(text);
