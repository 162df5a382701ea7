import { choiceSetting, textSetting, type TriggerSource } from "../trigger-source.ts";

/** An AWS IoT button, by a rule of AWS IoT Core. */
export const iotButton: TriggerSource = {
  name: "iot-button",
  noun: "IoT button",
  text: "Clicks of an AWS IoT button.",
  principal: "iot.amazonaws.com",
  settings: {
    serialNumber: textSetting("The button.", "G030000000000000"),
    clickType: choiceSetting("How it is clicked.", ["SINGLE", "DOUBLE", "LONG"]),
  },
  invocationOf: () => "event",
  arnOf: ({ serialNumber }, { partition, region, accountId }) =>
    `arn:${partition}:iot:${region}:${accountId}:rule/iotbutton_${String(serialNumber)}`,
  eventOf: ({ values }) => ({
    serialNumber: values["serialNumber"]!,
    clickType: values["clickType"]!,
    batteryVoltage: "2000 mV",
  }),
};
