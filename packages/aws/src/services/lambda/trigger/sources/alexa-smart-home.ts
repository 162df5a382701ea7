import { seconds } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** An Alexa smart home skill whose endpoint is a function. */
export const alexaSmartHome: TriggerSource = {
  name: "alexa-smart-home",
  noun: "Alexa smart home skill",
  text: "Directives of Alexa to a smart home skill, which waits for the function's answer.",
  principal: "alexa-connectedhome.amazon.com",
  settings: {
    namespace: textSetting("The namespace of the directive.", "Alexa.ConnectedHome.Control"),
    directive: textSetting("The directive.", "TurnOnRequest"),
    appliance: textSetting("The id of the appliance.", "appliance-1"),
  },
  invocationOf: () => "request",
  patience: seconds(8),
  arnOf: () => "amzn1.ask.skill.00000000-0000-0000-0000-000000000000", // Its events do not bear it.
  eventOf: ({ values, id }) => ({
    header: {
      messageId: id().toUpperCase(),
      name: values["directive"]!,
      namespace: values["namespace"]!,
      payloadVersion: "2",
    },
    payload: {
      accessToken: id(1),
      appliance: {
        applianceId: values["appliance"]!,
        additionalApplianceDetails: {},
      },
    },
  }),
  usual: (event) => ({ header: memberOf(event, "header")!, payload: {} }),
  verdictOn: (answer) =>
    memberOf(answer, "header") === undefined && memberOf(answer, "event") === undefined
      ? "invalid"
      : "succeeded",
};
