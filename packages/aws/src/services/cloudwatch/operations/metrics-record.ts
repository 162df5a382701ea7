import { figureValues } from "../../../service/assumed-figure.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import { controlName, type ControlPlane } from "../../../service/service-model.ts";
import type { MetricsSettings } from "../config.ts";
import { cloudwatchAssumptions } from "../limits.ts";
import type { Datum } from "../metrics/datum.ts";

/** The kind of the machine of the metrics that an account publishes by itself. */
const metricsKindName = "cloudwatch.metrics";
const metricsName = "account";

/** What CloudWatch keeps of an account beside alarms and metrics. Plain data. */
export interface AccountRecord {
  /** By name, in order of their making. */
  readonly dashboards: Readonly<Record<string, KeptDashboard>>;
  /** As they were put. */
  readonly detectors: readonly PlainObject[];
}

/** A dashboard. */
export interface KeptDashboard {
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

const empty: AccountRecord = { dashboards: {}, detectors: [] };

/** The metrics of the account; `undefined`: nobody has needed any. */
export const findMetrics = (plane: ControlPlane): Resource | undefined =>
  plane.find(metricsKindName, metricsName);

/** The same, made where they are needed first. */
export function metricsOf(plane: ControlPlane, first: readonly Datum[] = []): Resource {
  const found = findMetrics(plane);
  if (found !== undefined) return found;
  const settings: MetricsSettings = {
    epochMilliseconds: plane.epochMilliseconds,
    keepsLogs: plane.keepsLogs,
    assumed: figureValues(cloudwatchAssumptions, plane.assumptions),
    putsPerSecond: plane.quota("cloudwatch.putMetricDataCallsPerSecond"),
    first,
  };
  const made = plane.create(
    {
      kind: metricsKindName,
      name: metricsName,
      arn: `arn:${plane.partition}:cloudwatch:${plane.region}:${plane.accountId}:metrics`,
      isShared: true,
      record: empty as unknown as PlainObject, // Plain data by its type.
    },
    () => settings,
    () => [{ port: "control", to: 0, target: controlName }],
  );
  // It takes them once it is there.
  return first.length === 0 ? made : plane.change(made, { settings });
}

/** What is kept of an account in which nothing was put yet, too. */
export function accountRecordOf(plane: ControlPlane): AccountRecord {
  const found = findMetrics(plane);
  return found === undefined ? empty : (found.record as unknown as AccountRecord); // Made above.
}

/** Changes what is kept of an account. */
export function changeAccount(change: Partial<AccountRecord>, plane: ControlPlane): void {
  const record = { ...accountRecordOf(plane), ...change };
  plane.change(metricsOf(plane), { record: record as unknown as PlainObject }); // Plain data by its type.
}
