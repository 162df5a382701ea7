import { start, type Instant } from "@orrery/kernel";
import {
  figureValues,
  type Assumptions,
  type FigureValues,
} from "../../../service/assumed-figure.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import type { StreamView } from "../config.ts";
import { streamAssumptions } from "./limits.ts";

/** What the machine of a table's stream needs. */
export interface StreamSettings {
  /** The resource number. */
  readonly stream: number;
  /** Of the stream. */
  readonly arn: string;
  readonly tableName: string;
  readonly region: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly createdAt: Instant;
  /** `null`: it takes records. */
  readonly disabledAt: Instant | null;
  readonly view: StreamView;
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof streamAssumptions>;
}

/** Fills in the defaults of a stream's settings. */
export const streamSettingsOf = (
  view: StreamView,
  {
    stream = 1,
    tableName = "table",
    region = "us-east-1",
    arn = `arn:aws:dynamodb:${region}:123456789012:table/${tableName}/stream/2026-01-01T00:00:00.000`,
    epochMilliseconds = parseWallClock("the start", "2026-01-01"),
    createdAt = start,
    disabledAt = null,
    assumptions = {},
  }: Partial<Omit<StreamSettings, "view" | "assumed">> & {
    /** In place of figures of ours. @defaultValue none */
    readonly assumptions?: Assumptions;
  } = {},
): StreamSettings => ({
  stream,
  arn,
  tableName,
  region,
  epochMilliseconds,
  createdAt,
  disabledAt,
  view,
  assumed: figureValues(streamAssumptions, assumptions),
});
