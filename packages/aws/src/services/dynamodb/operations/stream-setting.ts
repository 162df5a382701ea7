import type { Plain } from "@orrery/kernel";
import { memberOf, textOf } from "../../../request/params.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
} from "../../../service/service-model.ts";
import type { StreamView } from "../config.ts";
import { endStream, makeStream } from "../stream/stream-record.ts";
import { invalid } from "../value/value-check.ts";
import { changeTable, keptOf, type Checked } from "./table-record.ts";

/** What a request says of a table's stream: what goes into it, that it has none, or nothing. */
export function streamSaidIn(
  given: Plain | undefined,
  by: keyof typeof viewTexts,
): Checked<StreamView | "none" | undefined> {
  const isEnabled = memberOf(given, "StreamEnabled");
  const view = textOf(memberOf(given, "StreamViewType"));
  if (isEnabled === undefined) return undefined;
  const { missing, idle } = viewTexts[by];
  const wrong = (text: string) => invalid(`One or more parameter values were invalid: ${text}`);
  if (isEnabled !== true) return view === undefined ? "none" : wrong(idle);
  return view === undefined ? wrong(missing) : viewIn(view);
}

/** What AWS says where a stream lacks its view type, and where there is to be none and it has one. */
const viewTexts = {
  creation: {
    missing: "Table is being created with a stream enabled, UpdateViewType is required",
    idle: "Table is being created with a stream disabled, UpdateViewType should not be specified",
  },
  change: {
    missing: "If stream is being enabled then UpdateViewType is required",
    idle: "If stream is being disabled, then UpdateViewType must not be specified",
  },
} as const;

const views: readonly string[] = ["NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY"];

const viewIn = (view: string): Checked<StreamView> =>
  views.includes(view)
    ? (view as StreamView) // One of them.
    : invalid(
        `1 validation error detected: Value '${view}' at 'streamSpecification.streamViewType' failed to satisfy constraint: Member must satisfy enum value set: [${views.join(", ")}]`,
      );

/** Gives a table a stream. */
export function openStream(table: Resource, view: StreamView, plane: ControlPlane): Resource {
  const keySchema = keptOf(table).keys.map(({ name, role }) => ({
    AttributeName: name,
    KeyType: role,
  }));
  const made = makeStream(table, { view, keySchema }, plane);
  const connected = plane.change(table, { connections: connectionsOf(table, made.number) });
  return changeTable(connected, { stream: { view, since: plane.now, arn: made.arn } }, plane);
}

/** Takes a table's stream away: what it has can be read for a day. */
export function closeStream(table: Resource, plane: ControlPlane): Resource {
  const { stream } = keptOf(table);
  if (stream?.view == null) return table;
  const made = plane.findByArn(stream.arn);
  if (made !== undefined) endStream(made, plane);
  const changed = changeTable(table, { stream: { ...stream, view: null } }, plane);
  return plane.change(changed, { connections: connectionsOf(changed, null) });
}

/** Joins a table to its stream, and to what Kinesis data streams take records through. */
export function connect(table: Resource, plane: ControlPlane): Resource {
  const { stream } = keptOf(table);
  const number = stream?.view == null ? null : (plane.findByArn(stream.arn)?.number ?? null);
  return plane.change(table, { connections: connectionsOf(table, number) });
}

const connectionsOf = (table: Resource, stream: number | null): readonly ResourceConnection[] => [
  ...(stream === null ? [] : [{ port: "stream", to: 0, target: stream }]),
  ...(keptOf(table).destinations.length === 0
    ? []
    : [{ port: "control", to: 0, target: controlName }]),
];
