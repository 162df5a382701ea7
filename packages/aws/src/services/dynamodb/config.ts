import { start, type Distribution, type Duration, type Instant } from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import type { Caller } from "../../service/caller.ts";
import { parseWallClock } from "../../text/wall-clock.ts";
import { capacityAssumptions } from "./capacity/limits.ts";
import { capacityOf, type BillingMode, type CapacitySettings } from "./capacity/config.ts";
import type { KeySchema } from "./expression/key-condition.ts";
import { operationLatencies, tableAssumptions, type TimedOperation } from "./limits.ts";
import { deletionDelay } from "./time-to-live/limits.ts";
import type { KeysOf } from "./value/key.ts";

/** What an index has of the items of its table. */
export type Projection =
  | { readonly type: "ALL" }
  | { readonly type: "KEYS_ONLY" }
  | { readonly type: "INCLUDE"; readonly names: readonly string[] };

/** An index of a table. */
export interface IndexSettings {
  readonly name: string;
  readonly isGlobal: boolean;
  readonly schema: KeySchema;
  readonly projection: Projection;
  /** The attributes that it has; `null`: all. */
  readonly attributes: readonly string[] | null;
}

/** What goes into a table's stream. */
export type StreamView = "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES";

/** How exactly records in a Kinesis data stream say when a change was. */
export type TimePrecision = "MILLISECOND" | "MICROSECOND";

/** A Kinesis data stream that changes of a table go to. */
export interface DestinationSettings {
  readonly streamArn: string;
  readonly precision: TimePrecision;
  /** Changes from then on go there. */
  readonly activeFrom: Instant;
  /** Changes from then on do not; `null`: they do. */
  readonly until: Instant | null;
  /** As whom the table puts records. */
  readonly caller: Caller;
}

/** How a table is configured. What is left out takes the default of DynamoDB. */
export interface TableConfig {
  /** @defaultValue a text `id` */
  readonly schema?: KeySchema;
  /** @defaultValue none */
  readonly indexes?: readonly Omit<IndexSettings, "attributes">[];
  /** @defaultValue on demand */
  readonly capacity?: CapacitySettings;
  /** `null`: it has no stream. @defaultValue null */
  readonly stream?: StreamView | null;
  /** The attribute that says when an item expires. @defaultValue null */
  readonly timeToLive?: string | null;
  /** @defaultValue none */
  readonly destinations?: readonly DestinationSettings[];
  /** How far back point-in-time recovery reaches; `null`: it is off. @defaultValue null */
  readonly recovery?: Duration | null;
}

/** A {@link TableConfig} with its defaults filled in: what the machine needs. */
export interface TableSettings {
  /** The resource number. */
  readonly table: number;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly createdAt: Instant;
  readonly schema: KeySchema;
  /** Local ones first, each in order of their making. */
  readonly indexes: readonly IndexSettings[];
  /** Whose keys items are held against. */
  readonly keys: readonly KeysOf[];
  readonly capacity: CapacitySettings;
  readonly stream: StreamView | null;
  readonly timeToLive: string | null;
  readonly destinations: readonly DestinationSettings[];
  readonly recovery: Duration | null;
  /** How long after its time an item is deleted. */
  readonly deletionDelay: Distribution;
  readonly latencies: Readonly<Record<TimedOperation, Distribution>>;
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof tableAssumptions> & CapacitySettings["assumed"];
}

/** Where and when a table is. */
export interface TablePlace {
  /** The resource number. @defaultValue 1 */
  readonly table?: number;
  /** @defaultValue 123456789012 */
  readonly accountId?: string;
  /** @defaultValue us-east-1 */
  readonly region?: string;
  /** @defaultValue made of the name, the account and the Region */
  readonly arn?: string;
  /** Milliseconds since 1970 at instant 0. @defaultValue 2026-01-01 */
  readonly epochMilliseconds?: number;
  /** @defaultValue instant 0 */
  readonly createdAt?: Instant;
  /** In place of ours, by names such as `dynamodb.getItem`. @defaultValue none */
  readonly latencies?: Readonly<Record<string, Distribution>>;
  /** In place of figures of ours. @defaultValue none */
  readonly assumptions?: Assumptions;
}

/** How a table is paid for that says nothing of it. */
export const defaultBilling: BillingMode = "PROVISIONED";

const textId: KeySchema = { hash: [{ name: "id", type: "S", role: "HASH" }], sort: [] };

/** Fills in the defaults of `config`, which was checked. */
export function tableSettingsOf(
  name: string,
  config: TableConfig = {},
  {
    table = 1,
    accountId = "123456789012",
    region = "us-east-1",
    arn = `arn:aws:dynamodb:${region}:${accountId}:table/${name}`,
    epochMilliseconds = parseWallClock("the start", "2026-01-01"),
    createdAt = start,
    latencies = {},
    assumptions = {},
  }: TablePlace = {},
): TableSettings {
  const { schema = textId, indexes: given = [], stream = null, timeToLive = null } = config;
  const { destinations = [], recovery = null } = config;
  const indexes = given.map((index) => ({ ...index, attributes: attributesOf(index, schema) }));
  const { capacity = onDemandOf(indexes) } = config;
  return {
    table,
    name,
    arn,
    accountId,
    region,
    epochMilliseconds,
    createdAt,
    schema,
    indexes,
    keys: [
      { index: null, keys: [...schema.hash, ...schema.sort] },
      ...indexes.map(({ name: index, schema: { hash, sort } }) => ({
        index,
        keys: [...hash, ...sort],
      })),
    ],
    capacity,
    stream,
    timeToLive,
    destinations,
    recovery,
    deletionDelay: latencies["dynamodb.timeToLive"] ?? deletionDelay,
    latencies: Object.fromEntries(
      Object.entries(operationLatencies).map(([operation, ours]) => [
        operation,
        latencies[`dynamodb.${operation}`] ?? ours,
      ]),
    ) as Readonly<Record<TimedOperation, Distribution>>, // It has the keys of ours.
    assumed: {
      ...figureValues(tableAssumptions, assumptions),
      ...figureValues(capacityAssumptions, assumptions),
    },
  };
}

const onDemandOf = (indexes: readonly IndexSettings[]): CapacitySettings =>
  capacityOf("PAY_PER_REQUEST", [
    { name: null, read: 0, write: 0 },
    ...indexes.filter(({ isGlobal }) => isGlobal).map(({ name }) => ({ name, read: 0, write: 0 })),
  ]);

/** The attributes that an index has of an item; `null`: all. */
function attributesOf(
  { projection, schema }: Omit<IndexSettings, "attributes">,
  table: KeySchema,
): readonly string[] | null {
  if (projection.type === "ALL") return null;
  const keys = [...table.hash, ...table.sort, ...schema.hash, ...schema.sort];
  const names = projection.type === "INCLUDE" ? projection.names : [];
  return [...new Set([...keys.map(({ name }) => name), ...names])];
}
