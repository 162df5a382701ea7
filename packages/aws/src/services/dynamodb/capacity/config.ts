import { valueAsOf } from "@orrery/kernel";
import {
  figureValues,
  type Assumptions,
  type FigureValues,
} from "../../../service/assumed-figure.ts";
import {
  capacityAssumptions,
  capacityLimits,
  capacityQuotas,
  throttlingReasons,
} from "./limits.ts";

/** Whether throughput is bought beforehand, or each request is paid for. */
export type BillingMode = "PROVISIONED" | "PAY_PER_REQUEST";

/** What takes requests and has throughput of its own: a table, or a global secondary index. */
export interface PlaceConfig {
  /** Of the index; `null`: the table. */
  readonly name: string | null;
  /** Provisioned units a second; on demand, they count for nothing. */
  readonly read: number;
  readonly write: number;
  /** What an on-demand table is to give at most, in units a second. @defaultValue no bound */
  readonly maximumRead?: number | null;
  readonly maximumWrite?: number | null;
  /** What it is to give at once, in units a second. @defaultValue what a new one gives */
  readonly warmRead?: number | null;
  readonly warmWrite?: number | null;
}

/** Where throughput is. */
export interface CapacityPlace {
  /** The date whose rules hold, `YYYY-MM-DD`. @defaultValue 2026-11-01 */
  readonly asOf?: string;
  /** What one on-demand table of the account gives at most, in units a second. @defaultValue 40,000 */
  readonly tableReadUnits?: number;
  readonly tableWriteUnits?: number;
  /** In place of figures of ours. @defaultValue none */
  readonly assumptions?: Assumptions;
}

/** Complete {@link PlaceConfig}. */
export type PlaceSettings = Required<PlaceConfig>;

/** What a table gives, as its machine needs it. */
export interface CapacitySettings {
  readonly mode: BillingMode;
  /** The table, then its global secondary indexes. */
  readonly places: readonly PlaceSettings[];
  readonly tableReadUnits: number;
  readonly tableWriteUnits: number;
  /** Whether errors say why. */
  readonly saysReasons: boolean;
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof capacityAssumptions>;
}

/** Fills in the defaults of what a table and its indexes give; the table comes first. */
export function capacityOf(
  mode: BillingMode,
  places: readonly PlaceConfig[],
  {
    asOf = "2026-11-01",
    tableReadUnits = capacityQuotas["dynamodb.tableReadUnits"]!.default,
    tableWriteUnits = capacityQuotas["dynamodb.tableWriteUnits"]!.default,
    assumptions = {},
  }: CapacityPlace = {},
): CapacitySettings {
  return {
    mode,
    places: places.map((place) => ({
      maximumRead: null,
      maximumWrite: null,
      warmRead: null,
      warmWrite: null,
      ...place,
    })),
    tableReadUnits,
    tableWriteUnits,
    saysReasons: valueAsOf(throttlingReasons, asOf),
    assumed: figureValues(capacityAssumptions, assumptions),
  };
}

/** What an on-demand place gives whatever it gave before, in units a second. */
export const warmReadOf = ({ warmRead }: PlaceSettings): number =>
  Math.max(capacityLimits.onDemandRead, warmRead ?? 0);
export const warmWriteOf = ({ warmWrite }: PlaceSettings): number =>
  Math.max(capacityLimits.onDemandWrite, warmWrite ?? 0);
