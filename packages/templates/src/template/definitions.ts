import { asMap, asScalar, childOf, type MapNode } from "./node.ts";
import type { Definition } from "./definition.ts";
import { TemplateError } from "./error.ts";
import { checkCount } from "./limits.ts";

/** The resources of a template by logical id. @throws TemplateError where one is none */
export function definitionsOf(section: MapNode | undefined): ReadonlyMap<string, Definition> {
  if (section !== undefined) checkCount("resources", section.entries.size, section.place);
  const definitions = new Map<string, Definition>();
  for (const [logicalId, { place, value }] of section?.entries ?? []) {
    if (logicalId === "Fn::Transform") continue;
    if (!/^[A-Za-z0-9]{1,255}$/.test(logicalId)) {
      throw new TemplateError(
        place,
        "a logical id of 1 to 255 letters and digits",
        `"${logicalId.slice(0, 60)}"`,
      );
    }
    const node = asMap(value, "a resource with a Type");
    const typeNode = childOf(node, "Type");
    if (typeNode === undefined) {
      throw new TemplateError(place, "a resource with a Type", "none");
    }
    const type = asScalar(typeNode, "the type of a resource").text;
    const properties = childOf(node, "Properties");
    if (properties !== undefined && !(properties.kind === "scalar" && properties.value === null)) {
      asMap(properties, "a mapping of properties");
    }
    definitions.set(logicalId, {
      logicalId,
      type,
      place,
      node,
      properties:
        properties?.kind === "map"
          ? properties
          : { kind: "map", entries: new Map(), place: node.place },
    });
  }
  return definitions;
}
