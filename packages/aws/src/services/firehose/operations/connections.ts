import { roleCaller, serviceLinkedCaller, type Caller } from "../../../service/caller.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { sinkAt } from "../../../sink/sink-at.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import { targetOf } from "../delivery-stream/places.ts";

/** The kind of what takes objects where nothing is modeled. */
export const unmodeledDestination = "firehose.unmodeledDestination";

/** What joins a delivery stream to its function and to where its objects go. */
export function connectionsOf(
  { arn, role, source, transform, place, backup, failures }: DeliveryStreamSettings,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const caller =
    role === null
      ? serviceLinkedCaller("firehose", arn, plane)
      : roleCaller(role, "firehose", arn, plane);
  const joins: ResourceConnection[] = [];
  if (transform !== null) {
    const join = joined({ port: "transform", to: 0 }, transform.arn, caller, plane);
    if (join !== null) joins.push(join);
  }
  if (source !== null) {
    const read = plane.target(source.arn);
    const reader = source.kind === null ? undefined : plane.sources.of(source.kind);
    if (read !== null && reader?.type === "shards") {
      const access = { caller, action: reader.actions.read, arn: source.arn };
      joins.push({ port: "source", to: 0, target: read.component, access });
    }
  }
  const places = [
    ["delivery", place],
    ["backup", backup ?? place],
    ["failed", failures ?? place],
  ] as const;
  for (const [use, { arn: to }] of places) {
    const port = { port: "destinations", to: targetOf(use) } as const;
    const join = joined(port, to, caller, plane);
    joins.push(join ?? { ...port, target: sinkAt(unmodeledDestination, to, plane) });
  }
  return joins;
}

function joined(
  port: Pick<ResourceConnection, "port" | "to">,
  arn: string,
  caller: Caller,
  plane: ControlPlane,
): ResourceConnection | null {
  const target = plane.target(arn);
  if (target === null) return null;
  const { component, action } = target;
  return { ...port, target: component, access: { caller, action, arn } };
}
