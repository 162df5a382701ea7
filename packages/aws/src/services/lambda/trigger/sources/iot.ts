import type { TriggerSource } from "../trigger-source.ts";

/** AWS IoT Core: a topic rule with a Lambda action. */
export const iot: TriggerSource = {
  name: "iot",
  noun: "topic rule of IoT",
  text: "Messages that a rule of AWS IoT Core selects: the payload is the event, as its SQL leaves it.",
  principal: "iot.amazonaws.com",
  settings: {},
  invocationOf: () => "event",
  arnOf: (_values, { partition, region, accountId }) =>
    `arn:${partition}:iot:${region}:${accountId}:rule/rule`,
  eventOf: ({ payload }) => payload ?? {},
};
