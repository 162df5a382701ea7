import { inSeconds } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { decreasesToday } from "../capacity/throughput-changes.ts";
import { capacityLimits } from "../capacity/limits.ts";
import type { Projection } from "../config.ts";
import type { CountsDescribed } from "../protocol.ts";
import { streamIn } from "../stream/names.ts";
import {
  activeAtOf,
  keptOf,
  timestampAt,
  type IndexKept,
  type KeyKept,
  type TableKept,
  type ThroughputKept,
} from "./table-record.ts";

/** How a table is at the moment. */
const statusOf = (table: Resource, plane: ControlPlane): string => {
  const { now } = plane;
  const { updatingUntil } = keptOf(table);
  if (now < activeAtOf(table, plane)) return "CREATING";
  return now < updatingUntil ? "UPDATING" : "ACTIVE";
};

const indexStatusOf = ({ activeAt, updatingUntil }: IndexKept, { now }: ControlPlane): string => {
  if (now < activeAt) return "CREATING";
  return now < updatingUntil ? "UPDATING" : "ACTIVE";
};

/** A key as descriptions show it. */
const shownKeys = (keys: readonly KeyKept[]) =>
  keys.map(({ name, role }) => ({ AttributeName: name, KeyType: role }));

const shownProjection = (projection: Projection): PlainObject => ({
  ProjectionType: projection.type,
  ...(projection.type === "INCLUDE" ? { NonKeyAttributes: [...projection.names] } : {}),
});

function shownThroughput(
  { read, write, increasedAt, decreases }: ThroughputKept,
  plane: ControlPlane,
): PlainObject {
  const today = decreasesToday(decreases, plane.now, plane.epochMilliseconds);
  const last = decreases.at(-1);
  return {
    ...(increasedAt === null ? {} : { LastIncreaseDateTime: timestampAt(increasedAt, plane) }),
    ...(last === undefined ? {} : { LastDecreaseDateTime: timestampAt(last, plane) }),
    NumberOfDecreasesToday: today.length,
    ReadCapacityUnits: read,
    WriteCapacityUnits: write,
  };
}

const shownMaximum = ({ maximumRead, maximumWrite }: ThroughputKept): PlainObject =>
  maximumRead === null && maximumWrite === null
    ? {}
    : {
        OnDemandThroughput: {
          MaxReadRequestUnits: maximumRead ?? -1,
          MaxWriteRequestUnits: maximumWrite ?? -1,
        },
      };

const hasOwnWarmth = ({ warmRead, warmWrite }: ThroughputKept): boolean =>
  warmRead !== null || warmWrite !== null;

function shownWarmth(throughput: ThroughputKept, { mode }: TableKept, status: string): PlainObject {
  const isOnDemand = mode === "PAY_PER_REQUEST";
  const { warmRead, warmWrite, read, write } = throughput;
  return {
    WarmThroughput: {
      ReadUnitsPerSecond: warmRead ?? (isOnDemand ? capacityLimits.onDemandRead : read),
      WriteUnitsPerSecond: warmWrite ?? (isOnDemand ? capacityLimits.onDemandWrite : write),
      Status: status,
    },
  };
}

/** What all descriptions of a table show. */
export function shownTable(
  table: Resource,
  counts: Omit<CountsDescribed, "type">,
  plane: ControlPlane,
): PlainObject {
  const kept = keptOf(table);
  const { now } = plane;
  const status = statusOf(table, plane);
  const countsOf = (name: string) => counts.indexes[name] ?? { items: 0, bytes: 0 };
  const shownIndex = ({ name, keys, projection }: IndexKept): PlainObject => ({
    IndexName: name,
    KeySchema: shownKeys(keys),
    Projection: shownProjection(projection),
    IndexSizeBytes: countsOf(name).bytes,
    ItemCount: countsOf(name).items,
    IndexArn: `${table.arn}/index/${name}`,
  });
  return {
    AttributeDefinitions: kept.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    TableName: table.name,
    KeySchema: shownKeys(kept.keys),
    TableStatus: status,
    CreationDateTime: timestampAt(table.createdAt, plane),
    ProvisionedThroughput: shownThroughput(kept, plane),
    TableSizeBytes: counts.bytes,
    ItemCount: counts.items,
    TableArn: table.arn,
    TableId: tableIdOf(table),
    ...(kept.onDemandSince === null
      ? {}
      : {
          BillingModeSummary: {
            BillingMode: kept.mode,
            ...(status === "CREATING"
              ? {}
              : { LastUpdateToPayPerRequestDateTime: timestampAt(kept.onDemandSince, plane) }),
          },
        }),
    ...(kept.localIndexes.length === 0
      ? {}
      : { LocalSecondaryIndexes: kept.localIndexes.map(shownIndex) }),
    ...(kept.globalIndexes.length === 0
      ? {}
      : {
          GlobalSecondaryIndexes: kept.globalIndexes.map((index) => ({
            ...shownIndex(index),
            IndexStatus: indexStatusOf(index, plane),
            ...(now < index.activeAt && status !== "CREATING" ? { Backfilling: true } : {}),
            ProvisionedThroughput: shownThroughput(index, plane),
            ...shownMaximum(index),
            ...shownWarmth(index, kept, now < index.activeAt ? "UPDATING" : "ACTIVE"),
          })),
        }),
    ...(kept.stream === null
      ? {}
      : {
          ...(kept.stream.view === null
            ? {}
            : { StreamSpecification: { StreamEnabled: true, StreamViewType: kept.stream.view } }),
          LatestStreamLabel: streamIn(kept.stream.arn)!.label,
          LatestStreamArn: kept.stream.arn,
        }),
    ...(kept.encryptionKey === null
      ? {}
      : {
          SSEDescription: {
            Status: "ENABLED",
            SSEType: "KMS",
            KMSMasterKeyArn: kept.encryptionKey,
          },
        }),
    ...(kept.tableClass === null ? {} : { TableClassSummary: { TableClass: kept.tableClass } }),
    DeletionProtectionEnabled: kept.isDeletionProtected,
    ...shownMaximum(kept),
    // A table that is being made shows none, and one whose stream is changed that nothing of it is (recorded 2025-11).
    ...(status === "CREATING"
      ? {}
      : shownWarmth(
          kept,
          kept,
          status === "UPDATING" && hasOwnWarmth(kept) ? "UPDATING" : "ACTIVE",
        )),
  };
}

/** A UUID of a table: of its number, so that telling of it changes nothing. */
export function tableIdOf({ number, createdAt }: Resource): string {
  const digits = number.toString(16).padStart(8, "0");
  const at = Math.floor(inSeconds(createdAt as never))
    .toString(16)
    .padStart(12, "0"); // An instant is a time since the start.
  return `${digits}-0000-4000-8000-${at}`;
}

/** What is shown of a table of which nothing was counted. */
export const noCounts: Omit<CountsDescribed, "type"> = { items: 0, bytes: 0, indexes: {} };
