import type { Place } from "../../template/error.ts";
import type { ScalarNode, TemplateNode } from "../../template/node.ts";
import { setMember, type Json, type JsonMap } from "./json.ts";
import { originOf } from "./origin.ts";

/** A template as plain data that still knows where each part of it stands. */
export interface PlacedTemplate {
  readonly template: JsonMap;
  /** Where something stands that was made of the template; `undefined` where it is of no part of it. */
  placeOf(made: object): Place | undefined;
}

/** The template at `root` for the transform. */
export function placedTemplate(root: TemplateNode): PlacedTemplate {
  const places = new Map<object, Place>();
  const template = jsonOf(root, places);
  return {
    template:
      typeof template === "object" && template !== null && !Array.isArray(template) ? template : {},
    placeOf: (made) => places.get(originOf(made)),
  };
}

function jsonOf(node: TemplateNode, places: Map<object, Place>): Json {
  if (node.kind === "scalar") return node.value;
  const made =
    node.kind === "list" ? node.items.map((item) => jsonOf(item, places)) : membersOf(node, places);
  places.set(made, node.place);
  return made;
}

function membersOf(
  node: Extract<TemplateNode, { kind: "map" }>,
  places: Map<object, Place>,
): JsonMap {
  const made: JsonMap = {};
  for (const [key, { value }] of node.entries) {
    const isVersion = key === "OpenApiVersion" && value.kind === "scalar" && isFraction(value);
    const json = isVersion ? value.text : jsonOf(value, places);
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
