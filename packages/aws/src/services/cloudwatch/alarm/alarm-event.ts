import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { AlarmSettings, CompositeDefinition, MetricDefinition, Query } from "../config.ts";
import { zonedTime } from "./java-texts.ts";
import type { Condition, Suppression } from "./state.ts";

/** A change of an alarm's state. */
export interface Change {
  readonly current: Condition;
  readonly previous: Condition;
  /** Why actions did not run while the state before held, and what keeps them from running now. */
  readonly suppression: Suppression | null;
}

/** What functions get of an alarm, as JSON. */
export const alarmEvent = (change: Change, settings: AlarmSettings): string =>
  JSON.stringify({
    source: "aws.cloudwatch",
    alarmArn: settings.arn,
    accountId: settings.accountId,
    time: zonedTime(settings.epochMilliseconds, change.current.at),
    region: settings.region,
    alarmData: {
      alarmName: settings.name,
      state: stateOf(change.current, change.suppression, settings),
      previousState: stateOf(change.previous, null, settings),
      configuration: configurationOf(settings),
    },
  });

/** What the default bus gets of it, as JSON: the bus adds the rest. */
export const busEntry = (change: Change, settings: AlarmSettings): string =>
  JSON.stringify({
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    resources: [settings.arn],
    detail: {
      alarmName: settings.name,
      state: stateOf(change.current, change.suppression, settings),
      previousState: stateOf(change.previous, null, settings),
      configuration: configurationOf(settings),
    },
  });

const stateOf = (
  { value, reason, reasonData, at }: Condition,
  suppression: Suppression | null,
  { epochMilliseconds }: AlarmSettings,
): PlainObject => ({
  value,
  reason,
  ...(reasonData === null ? {} : { reasonData }),
  timestamp: zonedTime(epochMilliseconds, at),
  ...(suppression === null
    ? {}
    : { actionsSuppressedBy: suppression.by, actionsSuppressedReason: suppression.reason }),
});

function configurationOf({ definition, description }: AlarmSettings): PlainObject {
  const said = description === null ? {} : { description };
  return definition.type === "metric"
    ? { ...said, metrics: metricsOf(definition) }
    : { ...said, ...compositeOf(definition) };
}

const metricsOf = ({ queries }: MetricDefinition): Plain =>
  queries.map(({ id, of, label, returnsData, period }: Query) => ({
    id,
    ...(of.type === "expression"
      ? { expression: of.text, period }
      : {
          metricStat: {
            metric: {
              namespace: of.metric.namespace,
              name: of.metric.name,
              dimensions: of.metric.dimensions,
            },
            period,
            stat: of.stat,
            ...(of.unit === null ? {} : { unit: of.unit }),
          },
        }),
    ...(label === null ? {} : { label }),
    returnData: returnsData,
  }));

const compositeOf = ({ rule, suppressor }: CompositeDefinition): PlainObject => ({
  alarmRule: rule,
  ...(suppressor === null
    ? {}
    : {
        actionsSuppressor: suppressor.name,
        actionsSuppressorWaitPeriod: suppressor.wait / 1_000_000,
        actionsSuppressorExtensionPeriod: suppressor.extension / 1_000_000,
      }),
});
