import { after, sample, type Distribution, type Duration, type Instant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import {
  controlName,
  type ControlPlane,
  type ResourceConnection,
} from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";

/** What the control plane keeps of an import or an export. */
export interface TransferKept {
  readonly tableName: string;
  readonly tableArn: string;
  readonly tableId: string;
  /** The request's own members, as descriptions show them. */
  readonly said: PlainObject;
  /** `null`: whoever asked gave none. */
  readonly token: string | null;
  /** What was asked for, as text. */
  readonly request: string;
  readonly startedAt: Instant;
}

/** What is kept of an import or an export. */
export const transferOf = ({ record }: Pick<Resource, "record">): TransferKept =>
  record as unknown as TransferKept; // Made by plainTransfer.

/** A record as the control plane stores it. */
export const plainTransfer = (kept: TransferKept): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

/** The id of one that begins now: its milliseconds, and what no other has. */
export const transferId = (plane: ControlPlane): string =>
  `0${wallClockAt(plane.epochMilliseconds, plane.now)}-${plane.uuid().slice(0, 8)}`;

/** How long one takes that begins now; what stands at instant 0 takes no time. */
export function durationIn(
  plane: ControlPlane,
  name: `dynamodb.${"import" | "export"}.duration`,
  ours: Distribution,
): Duration {
  if (plane.now === 0) return 0 as Duration;
  return Math.round(sample(plane.latencies[name] ?? ours, () => 0.5)) as Duration;
}

/** Joins one to the control plane, by which it reaches the bucket, and to its table. */
export function transferConnections(
  tableArn: string,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const table = plane.target(tableArn)!; // Tables are modeled.
  return [
    { port: "control", to: 0, target: controlName },
    { port: "table", to: 0, target: table.component },
  ];
}

/** One of a kind that was asked for before with the same token; a refusal where something else was asked for then. */
export function knownTransfer(
  kind: string,
  { ClientToken }: PlainObject,
  request: string,
  { life, conflict }: { readonly life: Duration; readonly conflict: string },
  plane: ControlPlane,
): Resource | Refused | undefined {
  const token = textOf(ClientToken);
  if (token === undefined) return undefined;
  const known = plane.list(kind).find((each) => {
    const kept = transferOf(each);
    return kept.token === token && after(kept.startedAt, life) > plane.now;
  });
  if (known === undefined || transferOf(known).request === request) return known;
  return refused(conflict, `There was a conflict with a request of the same client token`); // Assumed: the words.
}

/** A request as a text by which it is known again. */
export const requestText = ({ ClientToken: _token, ...asked }: PlainObject): string =>
  JSON.stringify(asked);

/** A page of those of a kind, of one table where the request names one: each as `show` has it, under `member`. */
export function transfersPage(
  kind: string,
  { TableArn, NextToken }: PlainObject,
  { member, size }: { readonly member: string; readonly size: number | null },
  show: (work: Resource) => PlainObject,
  plane: ControlPlane,
): PlainObject {
  const most = size ?? usualPage;
  const all = plane
    .list(kind)
    .filter((each) => TableArn === undefined || transferOf(each).tableArn === TableArn);
  // The newest come first.
  const newest = [...all].reverse();
  const last = textOf(NextToken);
  const from = last === undefined ? 0 : newest.findIndex((each) => tokenOf(each) === last) + 1;
  const shown = newest.slice(from, from + most);
  const isLast = from + most >= newest.length;
  return { [member]: shown.map(show), ...(isLast ? {} : { NextToken: tokenOf(shown.at(-1)!) }) };
}

const usualPage = 25;

/** As long as AWS has them: digits of a hexadecimal number. */
const tokenOf = ({ number }: Resource): string => number.toString(16).padStart(112, "0");
