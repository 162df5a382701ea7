import { formatWallClock } from "../../../../text/wall-clock.ts";
import { choiceSetting, textSetting, type TriggerSource } from "../trigger-source.ts";

/** AWS IoT 1-Click: a device in a placement. */
export const iot1Click: TriggerSource = {
  name: "iot-1-click",
  noun: "placement of IoT 1-Click",
  text: "Clicks of a device of AWS IoT 1-Click, a service that ended on 2024-12-16.",
  principal: "iot1click.amazonaws.com",
  endedOn: "2024-12-16",
  settings: {
    project: textSetting("The project.", "project"),
    placement: textSetting("The placement.", "placement"),
    device: textSetting("The device.", "G030PM0000000000"),
    clickType: choiceSetting("How it is clicked.", ["SINGLE", "DOUBLE", "LONG"]),
  },
  invocationOf: () => "event",
  arnOf: ({ project }, { partition, region, accountId }) =>
    `arn:${partition}:iot1click:${region}:${accountId}:projects/${String(project)}`,
  eventOf: ({ values, region, milliseconds }) => ({
    deviceEvent: {
      buttonClicked: {
        clickType: values["clickType"]!,
        reportedTime: formatWallClock(milliseconds),
      },
    },
    deviceInfo: {
      attributes: {
        projectRegion: region,
        projectName: values["project"]!,
        placementName: values["placement"]!,
        deviceTemplateName: "button",
      },
      type: "button",
      deviceId: values["device"]!,
      remainingLife: 99.5,
    },
    placementInfo: {
      projectName: values["project"]!,
      placementName: values["placement"]!,
      attributes: {},
      devices: { button: values["device"]! },
    },
  }),
};
