import { mountConnections } from "../files/mount-connections.ts";
import type { Resource } from "../../../service/resource.ts";
import type { Caller } from "../../../service/caller.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { plain, recordOf, settingsOf, type FunctionRecord } from "../operations/function-record.ts";
import { versionsOf } from "../versions/version-record.ts";
import { latest } from "./config.ts";
import { deadLetterArnIn, destinationConnections, withDestinations } from "./destinations.ts";

/** A record that knows all destinations that it names. */
export function withNamedDestinations(record: FunctionRecord, plane: ControlPlane): FunctionRecord {
  const { eventInvokeConfigs, destinations, shown } = record;
  const named = eventInvokeConfigs.flatMap(({ onSuccess, onFailure }) => [onSuccess, onFailure]);
  const all = withDestinations(destinations, [...named, deadLetterArnIn(shown)], plane);
  return { ...record, destinations: all };
}

/** What joins a function to the destinations that another record of it did not know. */
export const newConnections = (
  { destinations }: FunctionRecord,
  before: Pick<FunctionRecord, "destinations">,
  caller: Caller,
  plane: ControlPlane,
): readonly ResourceConnection[] =>
  destinationConnections(destinations, before.destinations.length, caller, plane);

/** Keeps a function's record, and joins it to the destinations that are new in it. */
export function keepRecord(resource: Resource, changed: FunctionRecord, plane: ControlPlane): void {
  const record = withNamedDestinations(changed, plane);
  const settings = settingsOf(record, resource.number, plane);
  const connections = [
    ...newConnections(record, recordOf(resource), settings.caller, plane),
    ...mountConnections(record, settings.caller, plane),
  ];
  plane.change(resource, {
    record: plain(record),
    settings,
    ...(connections.length === 0 ? {} : { connections }),
  });
  if (record.version !== latest) return;
  // Its versions go by the configurations of their qualifiers, and by its dead-letter queue.
  const { eventInvokeConfigs, shown } = record;
  for (const version of versionsOf(resource, plane)) {
    const before = recordOf(version);
    const { DeadLetterConfig: _, ...rest } = before.shown;
    const { DeadLetterConfig } = shown;
    const ofVersion = DeadLetterConfig === undefined ? rest : { ...rest, DeadLetterConfig };
    keepRecord(version, { ...before, eventInvokeConfigs, shown: ofVersion }, plane);
  }
}
