import type { StackEnvironment } from "./environment.ts";
import { childOf, scalar, type MapEntry } from "./node.ts";
import type { ResolvedResource } from "./resolved.ts";
import { arnOf } from "./resource-forms.ts";
import { madeType } from "./resource-types.ts";

/** What a resource has among its properties that is a resource by itself, such as the subscriptions of a topic. */
export function heldResources(
  owner: ResolvedResource,
  environment: StackEnvironment,
): readonly ResolvedResource[] {
  const held = madeType(owner.type)?.holds;
  if (held === undefined) return [];
  const { logicalId, type, physicalName, dependsOn, keeps } = owner;
  const list = childOf(owner.properties, held.property);
  const items = list?.kind === "list" ? list.items : [];
  const arn = arnOf(environment, type, physicalName);
  return items.flatMap((item, place): readonly ResolvedResource[] => {
    if (item.kind !== "map") return [];
    const named: MapEntry = { place: item.place, value: scalar(arn, item.place) };
    const id = `${logicalId}${held.property}${place + 1}`;
    return [
      {
        logicalId: id,
        type: held.type,
        place: item.place,
        properties: { ...item, entries: new Map([[held.owner, named], ...item.entries]) },
        physicalName: id,
        dependsOn: [logicalId, ...dependsOn],
        references: [logicalId],
        namedBy: new Map([[held.owner, [logicalId]]]),
        assumed: [],
        generation: 1,
        keeps,
      },
    ];
  });
}
