import type { Instant } from "@orrery/kernel";
import { formatWallClock } from "../../text/wall-clock.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { alarmEvent, busEntry, type Change } from "./alarm/alarm-event.ts";
import { alarmMessage } from "./alarm/notification.ts";
import { cloudwatchToLambda } from "./cloudwatch-to-lambda.ts";
import type { AlarmSettings } from "./config.ts";

const noActions = { OK: [], ALARM: [], INSUFFICIENT_DATA: [] };

/** An alarm on a metric of the name, which tells of the body. */
function settingsOf(facts: EventFacts): AlarmSettings {
  const { partition, region, accountId, name, attributes, epochMilliseconds } = facts;
  const dimensions = Object.fromEntries(attributes.map((each) => [each.name, each.value]));
  const metric = { namespace: cloudwatchToLambda.namespace, name: "Errors", dimensions };
  const query = {
    id: "m1",
    label: null,
    returnsData: true,
    period: 60,
    of: { type: "metric", metric, stat: "Sum", statistic: { type: "Sum" }, unit: null },
  } as const;
  return {
    number: 1,
    name,
    arn: `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:${name}`,
    description: facts.body,
    region,
    accountId,
    epochMilliseconds,
    updatedAt: epochMilliseconds,
    actionsEnabled: true,
    actions: noActions,
    targets: [],
    parents: [],
    definition: {
      type: "metric",
      queries: [query],
      isSingle: true,
      watched: "m1",
      band: null,
      period: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      saysDatapoints: false,
      comparison: "GreaterThanThreshold",
      threshold: 0,
      missing: "missing",
      saysMissing: false,
      ignoresFewSamples: false,
      saysFewSamples: false,
      wallClock: null,
      warmUp: null,
    },
    assumed: {} as AlarmSettings["assumed"], // No event says any of it.
  };
}

const change: Change = {
  current: { value: "ALARM", reason: "Threshold Crossed", reasonData: "{}", at: 0 as Instant },
  previous: { value: "OK", reason: "Threshold Crossed", reasonData: "{}", at: 0 as Instant },
  suppression: null,
};

const parsed = (text: string) => JSON.parse(text) as never; // JSON of ours.

/** The entry as the default bus gives it to its targets. */
const onBus = (facts: EventFacts) => ({
  version: "0",
  id: "c4c1c1c9-6542-e61b-6ef0-8c4d36933a92",
  account: facts.accountId,
  time: formatWallClock(facts.epochMilliseconds).replace(".000", ""),
  region: facts.region,
  ...(parsed(busEntry(change, settingsOf(facts))) as object),
});

/** What others get of alarms. */
export const cloudwatchEvents: SampleEvents = {
  alarm: (facts) => parsed(alarmEvent(change, settingsOf(facts))),
  stateChange: onBus,
  notification: (facts) => ({
    ...(parsed(alarmMessage(change, settingsOf(facts))) as object),
    // The Region is named in it by words.
    AlarmArn: settingsOf(facts).arn,
  }),
};
