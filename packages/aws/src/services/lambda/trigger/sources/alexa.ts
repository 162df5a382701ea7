import { seconds } from "@orrery/kernel";
import {
  choiceSetting,
  memberOf,
  secondOf,
  textSetting,
  type TriggerSource,
} from "../trigger-source.ts";

/** An Alexa custom skill whose endpoint is a function. */
export const alexa: TriggerSource = {
  name: "alexa",
  noun: "Alexa skill",
  text: "Requests of users to an Alexa custom skill, which waits for the function's response.",
  principal: "alexa-appkit.amazon.com",
  settings: {
    skill: textSetting("The skill's id.", "amzn1.ask.skill.00000000-0000-0000-0000-000000000000"),
    requestType: choiceSetting("What the user does.", [
      "IntentRequest",
      "LaunchRequest",
      "SessionEndedRequest",
    ]),
    intent: textSetting("The intent of an IntentRequest.", "Intent"),
    locale: textSetting("The language.", "en-US"),
  },
  invocationOf: () => "request",
  patience: seconds(8),
  arnOf: ({ skill }) => String(skill),
  eventOf({ values, milliseconds, id }) {
    const { skill, requestType, intent, locale } = values;
    const application = { applicationId: skill! };
    const user = { userId: `amzn1.ask.account.${id(1)}` };
    const device = {
      deviceId: `amzn1.ask.device.${id(2)}`,
      supportedInterfaces: { AudioPlayer: {} },
    };
    return {
      version: "1.0",
      session: {
        new: requestType === "LaunchRequest",
        sessionId: `amzn1.echo-api.session.${id(3)}`,
        application,
        attributes: {},
        user,
      },
      context: {
        AudioPlayer: { playerActivity: "IDLE" },
        System: { application, user, device },
      },
      request: {
        type: requestType!,
        requestId: `amzn1.echo-api.request.${id()}`,
        timestamp: secondOf(milliseconds),
        locale: locale!,
        ...(requestType === "IntentRequest"
          ? { intent: { name: intent!, confirmationStatus: "NONE", slots: {} } }
          : {}),
        ...(requestType === "SessionEndedRequest" ? { reason: "USER_INITIATED" } : {}),
      },
    };
  },
  usual: () => ({ version: "1.0", response: {} }),
  verdictOn: (answer, { requestType }) =>
    // To the end of a session nobody can answer.
    requestType === "SessionEndedRequest" || typeof memberOf(answer, "response") === "object"
      ? "succeeded"
      : "invalid",
};
