import type {
  ClearTimer,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { AlarmState } from "../../alarm/evaluation.ts";
import type { CloudWatchMetric } from "../../service/cloudwatch-metric.ts";
import type { Refused } from "../../service/refusal.ts";
import type { AlarmSettings, MetricsSettings } from "./config.ts";
import type { HistoryItem, Shown } from "./alarm/state.ts";
import type { Datum } from "./metrics/datum.ts";
import type { Sample } from "./metrics/statistic.ts";

/** What the metrics of an account react to. */
export type MetricsInput =
  | PutData
  | ReadMetric
  | ReadSeries
  | { readonly type: "listMetrics" }
  | SettingsChanged<MetricsSettings>;

/** Data of metrics come. */
export interface PutData {
  readonly type: "putData";
  readonly data: readonly Datum[];
  /** Whether AWS charges for the request, and bounds how often it comes. */
  readonly isRequest: boolean;
}

/** Asks what came of a metric, of `from` on and before `until`, in whole seconds of virtual time. */
export interface ReadMetric {
  readonly type: "readMetric";
  readonly metric: CloudWatchMetric;
  /** `null`: of any unit. */
  readonly unit: string | null;
  readonly from: number;
  readonly until: number;
  /** The period that it is read for, in seconds: old data show in long ones alone. */
  readonly period: number;
}

/** Asks what came of several metrics. */
export interface ReadSeries {
  readonly type: "readSeries";
  readonly series: readonly ReadMetric[];
}

/** What came in a second or a minute. */
export interface Bin extends Sample {
  /** Where it begins, in seconds of virtual time. */
  readonly at: number;
}

/** What the metrics of an account answer. */
export type MetricsReply =
  | { readonly type: "dataPut" }
  | MetricRead
  /** By the order of the question; `null`: it is not known of the whole span. */
  | { readonly type: "seriesRead"; readonly series: readonly (readonly Bin[] | null)[] }
  | { readonly type: "metricsListed"; readonly metrics: readonly ListedMetric[] }
  | Refused;

/** What came of a metric. */
export interface MetricRead {
  readonly type: "metricRead";
  /** In order of time. */
  readonly bins: readonly Bin[];
  readonly unit: string | null;
}

/** A metric that there is. */
export interface ListedMetric extends CloudWatchMetric {
  /** When it was put first and last, in milliseconds of virtual time. */
  readonly firstAt: number;
  readonly lastAt: number;
}

/** What an alarm reacts to. */
export type AlarmInput =
  | SettingsChanged<AlarmSettings>
  | SetState
  | ChildChanged
  | { readonly type: "showAlarm" }
  | { readonly type: "showHistory" }
  | Replied<Tagged>
  | TimerFired;

/** Forces a state. */
export interface SetState {
  readonly type: "setState";
  readonly value: AlarmState;
  readonly reason: string;
  readonly reasonData: string | null;
}

/** An alarm that it looks at has another state. */
export interface ChildChanged {
  readonly type: "childChanged";
  readonly child: number;
}

/** What an alarm answers. */
export type AlarmReply =
  | { readonly type: "heard" }
  | { readonly type: "alarmShown"; readonly alarm: Shown }
  | { readonly type: "historyShown"; readonly items: readonly HistoryItem[] }
  | Refused;

/** What it asks for. */
export type AlarmEffect = Reply<AlarmReply> | Send<Tagged> | SetTimer | ClearTimer;
