import { days, invariant, type Instant } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { serviceLinkedCaller } from "../../../service/caller.ts";
import { capacityOf, type BillingMode, type PlaceConfig } from "../capacity/config.ts";
import {
  tableSettingsOf,
  type Projection,
  type StreamView,
  type TimePrecision,
  type TableSettings,
} from "../config.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import type { DescribeImport, ImportDescribed } from "../import/protocol.ts";
import type { KeyType } from "../value/attribute-value.ts";

/** The kind of a table's machine. */
export const tableKindName = "dynamodb.table";

/** What the control plane keeps of a table. */
export interface TableKept extends ThroughputKept {
  /** Types of attributes that are keys, in the order given. */
  readonly attributes: readonly AttributeKept[];
  readonly keys: readonly KeyKept[];
  readonly mode: BillingMode;
  /** When on-demand capacity was chosen last; `null`: it never was. */
  readonly onDemandSince: Instant | null;
  /** When it went over to on-demand capacity, in the last day. */
  readonly modeSwitches: readonly Instant[];
  /** In order of their making. */
  readonly localIndexes: readonly IndexKept[];
  readonly globalIndexes: readonly IndexKept[];
  readonly stream: StreamKept | null;
  /** The ARN of the key; `null`: a key that DynamoDB owns. */
  readonly encryptionKey: string | null;
  readonly tableClass: "STANDARD" | "STANDARD_INFREQUENT_ACCESS" | null;
  readonly isDeletionProtected: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy: PolicyKept | null;
  readonly recovery: RecoveryKept | null;
  readonly timeToLive: TimeToLiveKept | null;
  /** In order of their last change. */
  readonly destinations: readonly DestinationKept[];
  /** The number of the import that it is made by; `null`: of none. */
  readonly importedBy: number | null;
  /** From when on it is ACTIVE that was made; of one that is imported, not before that has ended. */
  readonly activeAt: Instant;
  /** Until when it is UPDATING. */
  readonly updatingUntil: Instant;
}

/** What a table or a global index may take. */
export interface ThroughputKept {
  /** Provisioned units a second; 0 on demand. */
  readonly read: number;
  readonly write: number;
  /** On demand, at most; `null`: not bounded. */
  readonly maximumRead: number | null;
  readonly maximumWrite: number | null;
  /** At once; `null`: as a new one. */
  readonly warmRead: number | null;
  readonly warmWrite: number | null;
  readonly increasedAt: Instant | null;
  readonly decreases: readonly Instant[];
}

export interface AttributeKept {
  readonly name: string;
  readonly type: KeyType;
}

export interface KeyKept {
  readonly name: string;
  readonly role: "HASH" | "RANGE";
}

/** What is kept of an index; of a local one, throughput means nothing. */
export interface IndexKept extends ThroughputKept {
  readonly name: string;
  readonly keys: readonly KeyKept[];
  readonly projection: Projection;
  readonly activeAt: Instant;
  /** Until when its throughput is being changed. */
  readonly updatingUntil: Instant;
}

export interface StreamKept {
  /** `null`: it was disabled. */
  readonly view: StreamView | null;
  /** When it was enabled. */
  readonly since: Instant;
  readonly arn: string;
}

export interface PolicyKept {
  readonly text: string;
  readonly revision: string;
}

export interface RecoveryKept {
  readonly since: Instant;
  readonly days: number;
}

export interface TimeToLiveKept {
  readonly attribute: string;
  readonly isEnabled: boolean;
  readonly changedAt: Instant;
}

/** A Kinesis data stream that changes go to. */
export interface DestinationKept {
  readonly streamArn: string;
  /** `null`: nothing was said of it. */
  readonly precision: TimePrecision | null;
  readonly activeFrom: Instant;
  /** Until when it is UPDATING. */
  readonly updatedAt: Instant;
  /** From when on it is DISABLED; `null`: it is not being disabled. */
  readonly until: Instant | null;
}

/** A value, or why there is none. */
export type Checked<Value> = Value | Refused;

/** Whether a check ended in a refusal. No value that is checked has a `type` of this name. */
export const isRefused = <Value>(checked: Checked<Value>): checked is Refused =>
  typeof checked === "object" &&
  checked !== null &&
  "type" in checked &&
  checked.type === "refused";

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** What is kept of a table. */
export const keptOf = (table: Resource): TableKept => table.record as unknown as TableKept; // Made by plainKept.

/** A record as the control plane stores it. */
export const plainKept = (kept: TableKept): PlainObject => kept as unknown as PlainObject; // Plain data by its type.

// A memo of a pure function: by the record, which is a value.
const schemas = new WeakMap<object, KeySchema>();

/** The key of a table. */
export function schemaOf(kept: TableKept): KeySchema {
  let schema = schemas.get(kept);
  if (schema === undefined) schemas.set(kept, (schema = keySchemaOf(kept.keys, kept.attributes)));
  return schema;
}

/** Attributes of a key with their types. */
export function keySchemaOf(
  keys: readonly KeyKept[],
  attributes: readonly AttributeKept[],
): KeySchema {
  const of = (role: KeyKept["role"]) =>
    keys
      .filter((key) => key.role === role)
      .map(({ name }) => {
        const type = attributes.find((attribute) => attribute.name === name)?.type;
        invariant(type !== undefined, `key attribute ${name} has no type`);
        return { name, type, role };
      });
  return { hash: of("HASH"), sort: of("RANGE") };
}

/** Changes what is kept of a table, and its machine's settings with it where they differ. */
export function changeTable(
  table: Resource,
  change: Partial<TableKept>,
  plane: ControlPlane,
): Resource {
  const before = keptOf(table);
  const after = { ...before, ...change };
  const settings = settingsOf(table, after, plane);
  const isSame = JSON.stringify(settings) === JSON.stringify(settingsOf(table, before, plane));
  return plane.change(table, { record: plainKept(after), ...(isSame ? {} : { settings }) });
}

/** The settings of a table's machine. */
export function settingsOf(
  { number, name, arn, createdAt }: Pick<Resource, "number" | "name" | "arn" | "createdAt">,
  kept: TableKept,
  plane: ControlPlane,
): TableSettings {
  const place = {
    table: number,
    arn,
    createdAt,
    accountId: plane.accountId,
    region: plane.region,
    epochMilliseconds: plane.epochMilliseconds,
    latencies: plane.latencies,
    assumptions: plane.assumptions,
  };
  const indexOf = (isGlobal: boolean) => (index: IndexKept) => ({
    name: index.name,
    isGlobal,
    schema: keySchemaOf(index.keys, kept.attributes),
    projection: index.projection,
  });
  const placeOf = (of: string | null, throughput: ThroughputKept): PlaceConfig => ({
    name: of,
    read: throughput.read,
    write: throughput.write,
    maximumRead: throughput.maximumRead,
    maximumWrite: throughput.maximumWrite,
    warmRead: throughput.warmRead,
    warmWrite: throughput.warmWrite,
  });
  return tableSettingsOf(
    name,
    {
      schema: schemaOf(kept),
      indexes: [...kept.localIndexes.map(indexOf(false)), ...kept.globalIndexes.map(indexOf(true))],
      capacity: capacityOf(
        kept.mode,
        [placeOf(null, kept), ...kept.globalIndexes.map((index) => placeOf(index.name, index))],
        {
          asOf: plane.asOf,
          tableReadUnits: plane.quota("dynamodb.tableReadUnits"),
          tableWriteUnits: plane.quota("dynamodb.tableWriteUnits"),
          assumptions: plane.assumptions,
        },
      ),
      stream: kept.stream?.view ?? null,
      recovery: kept.recovery === null ? null : days(kept.recovery.days),
      timeToLive: kept.timeToLive?.isEnabled === true ? kept.timeToLive.attribute : null,
      destinations: kept.destinations.map(({ streamArn, precision, activeFrom, until }) => ({
        streamArn,
        precision: precision ?? "MILLISECOND",
        activeFrom,
        until,
        caller: serviceLinkedCaller("dynamodb", arn, plane),
      })),
    },
    place,
  );
}

/** The ARN of a table of this name in the account. */
export const tableArnOf = (
  name: string,
  { partition, region, accountId }: Pick<ControlPlane, "partition" | "region" | "accountId">,
): string => `arn:${partition}:dynamodb:${region}:${accountId}:table/${name}`;

/** The name in the ARN of a table, or of something of it; `undefined` in other ARNs. */
export const tableNameIn = (arn: string): string | undefined =>
  nameInArn(arn, "dynamodb", "table/")?.split("/")[0];

/** What those hear who read or write what is not there. */
const notFound = refused("ResourceNotFoundException", "Requested resource not found");

/** What those hear who ask about a table that is not there. */
export const noTable = (name: string): Refused =>
  refused("ResourceNotFoundException", `Requested resource not found: Table: ${name} not found`);

/** The name of the table that a request names by its name or its ARN. */
export function tableNameOf(params: PlainObject): string {
  const given = textOf(params["TableName"])!; // It is there.
  return tableNameIn(given) ?? given;
}

/** The table that a request names; `undefined`: it is not there. */
export const findTable = (params: PlainObject, plane: ControlPlane): Resource | undefined =>
  plane.find(tableKindName, tableNameOf(params));

const describeImport: DescribeImport = { type: "describeImport" };
const never = Number.MAX_SAFE_INTEGER as Instant;

/** From when on a table is ACTIVE. */
export function activeAtOf(
  table: Resource,
  plane: Pick<ControlPlane, "consult" | "findByNumber">,
): Instant {
  const { activeAt, importedBy } = keptOf(table);
  // Whatever becomes of an import later: its table was ACTIVE at its end.
  if (importedBy === null || plane.findByNumber(importedBy) === undefined) return activeAt;
  const { endedAt } = plane.consult(importedBy, describeImport) as ImportDescribed; // An import answers nothing else.
  return endedAt ?? never;
}

/** The table that a request names, to tell of it. */
export function tableOf(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  return findTable(params, plane) ?? noTable(tableNameOf(params));
}

/** The table that a request names, which can be read and written. */
export function readyTable(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const table = findTable(params, plane);
  if (table === undefined) return notFound;
  const activeAt = activeAtOf(table, plane);
  return activeAt > table.createdAt && plane.now < activeAt ? notFound : table;
}

/** A table that can be changed: before the run any, since what is there when it begins was made before. */
export function changeableTable(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const table = tableOf(params, plane);
  if (isRefused(table)) return table;
  const { name } = table;
  const { updatingUntil } = keptOf(table);
  const activeAt = activeAtOf(table, plane);
  if (plane.now === 0) return table;
  const being = plane.now < activeAt ? "created" : plane.now < updatingUntil ? "updated" : null;
  return being === null
    ? table
    : refused(
        "ResourceInUseException",
        `Attempt to change a resource which is still in use: Table: ${name} is in the process of being ${being}.`,
      );
}

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (
  at: Instant,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => wallClockAt(epochMilliseconds, at) / 1_000;
