import type { Instant } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { StreamView } from "../config.ts";
import { streamSettingsOf, type StreamSettings } from "./config.ts";
import { streamLabelOf } from "./names.ts";

/** The kind of a stream's machine. */
export const streamKindName = "dynamodb.stream";

/** What the control plane keeps of the stream of a table. */
export interface StreamKept {
  readonly tableName: string;
  readonly tableArn: string;
  readonly label: string;
  readonly view: StreamView;
  /** As DescribeStream shows it. */
  readonly keySchema: readonly { readonly AttributeName: string; readonly KeyType: string }[];
  /** `null`: it takes records. */
  readonly disabledAt: Instant | null;
}

/** What is kept of a stream. */
export const streamKeptOf = ({ record }: Resource): StreamKept => record as unknown as StreamKept; // Made here.

const plain = (kept: StreamKept): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** What a table's stream is called: its table's name, and its label. */
export const streamNameOf = (table: string, label: string): string => `${table}/stream/${label}`;

/** Makes the stream of a table, which is told of what becomes of its items from now on. */
export function makeStream(
  table: Pick<Resource, "name" | "arn">,
  { view, keySchema }: Pick<StreamKept, "view" | "keySchema">,
  plane: ControlPlane,
): Resource {
  const label = freeLabel(table.name, plane);
  const kept: StreamKept = {
    tableName: table.name,
    tableArn: table.arn,
    label,
    view,
    keySchema,
    disabledAt: null,
  };
  const name = streamNameOf(table.name, label);
  const arn = `${table.arn}/stream/${label}`;
  return plane.create({ kind: streamKindName, name, arn, record: plain(kept) }, (number) =>
    settingsOf({ number, arn, createdAt: plane.now }, kept, plane),
  );
}

/** A label that no stream of the table has. */
function freeLabel(table: string, plane: ControlPlane): string {
  for (let later = 0; ; later += 1) {
    const label = streamLabelOf(plane.now, plane.epochMilliseconds + later);
    if (plane.find(streamKindName, streamNameOf(table, label)) === undefined) return label;
  }
}

/** Ends the stream of a table: it takes no more records, and is there for 24 hours. */
export function endStream(stream: Resource, plane: ControlPlane): void {
  const kept: StreamKept = { ...streamKeptOf(stream), disabledAt: plane.now };
  plane.change(stream, { record: plain(kept), settings: settingsOf(stream, kept, plane) });
}

const settingsOf = (
  { number, arn, createdAt }: Pick<Resource, "number" | "arn" | "createdAt">,
  { tableName, view, disabledAt }: StreamKept,
  { region, epochMilliseconds, assumptions }: ControlPlane,
): StreamSettings =>
  streamSettingsOf(view, {
    stream: number,
    arn,
    tableName,
    region,
    epochMilliseconds,
    createdAt,
    disabledAt,
    assumptions,
  });
