import { textSetting, type TriggerSource } from "../trigger-source.ts";

/** AWS IoT Events: an action of a detector model. */
export const iotevents: TriggerSource = {
  name: "iotevents",
  noun: "action of IoT Events",
  text: "Actions of a detector model of AWS IoT Events, a service that ended on 2026-05-20.",
  principal: "iotevents.amazonaws.com",
  endedOn: "2026-05-20",
  settings: {
    detectorModel: textSetting("The detector model.", "model"),
    key: textSetting("The key of the detector.", "device-1"),
    input: textSetting("The input whose message triggered it.", "input"),
    event: textSetting("The event's name.", "alarm"),
    state: textSetting("The state of the detector.", "normal"),
  },
  invocationOf: () => "event",
  arnOf: ({ detectorModel }, { partition, region, accountId }) =>
    `arn:${partition}:iotevents:${region}:${accountId}:detectorModel/${String(detectorModel)}`,
  eventOf: ({ values, milliseconds, id }) => ({
    event: {
      eventName: values["event"]!,
      eventTime: milliseconds,
      payload: {
        actionExecutionId: id(),
        detector: {
          detectorModelName: values["detectorModel"]!,
          keyValue: values["key"]!,
          detectorModelVersion: "1",
        },
        eventTriggerDetails: {
          inputName: values["input"]!,
          messageId: id(1),
          triggerType: "Message",
        },
        state: { stateName: values["state"]!, variables: {}, timers: {} },
      },
    },
  }),
};
