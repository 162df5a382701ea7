import type { Instant } from "@orrery/kernel";
import type { AlarmState } from "../../../alarm/evaluation.ts";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { Text } from "../../../service/entry.ts";
import type { Trail } from "../../../service/origin.ts";
import type { Sample } from "../metrics/statistic.ts";

/** An alarm at work. */
export interface AlarmMemory extends Deliveries<Action> {
  readonly current: Condition;
  /** `null`: it never had another state. */
  readonly previous: Condition | null;
  /** How often it has changed its state. */
  readonly changeCount: number;
  /** What is known of the metrics that components observe, one for each of them. A value. */
  readonly tracks: readonly Track[];
  /** The last minute of virtual time that was looked at; -1: none was. */
  readonly collected: number;
  /** The last hour for which an alarm was evaluated that looks back for more than a day; -1: none was. */
  readonly evaluatedHour: number;
  /** When it was made; -1: it is being made. */
  readonly madeAt: Instant | -1;
  /** Whether it was ever evaluated after its warm-up, which then never comes again. */
  readonly isWarm: boolean;
  readonly band: Band;
  /** Its latest items first. A value. */
  readonly history: readonly HistoryItem[];
  /** Why its actions do not run at present; `null`: they would. */
  readonly suppression: Suppression | null;
  readonly billed: BilledTime;
  /** For how long it was in ALARM, up to when it left it last. */
  readonly alarmTime: number;
}

/** A state with why, and since when. */
export interface Condition {
  readonly value: AlarmState;
  readonly reason: string;
  /** As JSON; `null`: AWS gives none. */
  readonly reasonData: string | null;
  readonly at: Instant;
}

/** Minutes of a metric that something was published in, the oldest first. A value. */
export interface Track {
  /** The query's place. */
  readonly query: number;
  /** Whether it is read off at each full minute. */
  readonly isReading: boolean;
  /** Whether anything that is simulated publishes it. */
  readonly isPublished: boolean;
  readonly minutes: readonly (Sample & { readonly minute: number })[];
}

/** What is known for an anomaly band: of the points that were there before. */
export interface Band {
  readonly count: number;
  readonly mean: number;
  /** The sum of the squares of distances from the mean. */
  readonly squares: number;
  /** The end of the newest period that is in it, in seconds; -1: none is. */
  readonly until: number;
}

/** Something that happened to an alarm. */
export interface HistoryItem {
  readonly type: "StateUpdate" | "ConfigurationUpdate" | "Action";
  readonly at: Instant;
  readonly summary: string;
  /** As JSON. */
  readonly data: string;
}

/** Who keeps the actions of a composite alarm from running. */
export interface Suppression {
  readonly by: "Alarm" | "WaitPeriod" | "ExtensionPeriod";
  readonly reason: string;
}

/** What AWS bills up to an instant, as times by the kind of the alarm's metrics. */
export interface BilledTime {
  readonly until: Instant;
  readonly standard: number;
  readonly highResolution: number;
  readonly composite: number;
}

/** What an action brings to its target. */
export interface Action {
  readonly text: Text;
  readonly subject: string | null;
  readonly trail: Trail;
  /** Whether an item of history says what became of it. */
  readonly isTold: boolean;
}

/** What is shown of an alarm. */
export interface Shown {
  readonly current: Condition;
  readonly suppression: Suppression | null;
}

/** An alarm that was just made. */
export const initialAlarm = (): AlarmMemory => ({
  ...noDeliveries<Action>(),
  current: {
    value: "INSUFFICIENT_DATA",
    reason: "Unchecked: Initial alarm creation",
    reasonData: null,
    at: -1 as Instant,
  },
  previous: null,
  changeCount: 0,
  tracks: [],
  collected: -1,
  evaluatedHour: -1,
  madeAt: -1,
  isWarm: false,
  band: { count: 0, mean: 0, squares: 0, until: -1 },
  history: [],
  suppression: null,
  billed: { until: -1 as Instant, standard: 0, highResolution: 0, composite: 0 },
  alarmTime: 0,
});
