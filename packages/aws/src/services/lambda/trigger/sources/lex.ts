import { seconds } from "@orrery/kernel";
import {
  choiceSetting,
  isOneOf,
  memberOf,
  textSetting,
  type TriggerSource,
} from "../trigger-source.ts";

const actions = ["ElicitIntent", "ElicitSlot", "ConfirmIntent", "Delegate", "Close"];

/** Amazon Lex V1: a code hook of an intent. */
export const lex: TriggerSource = {
  name: "lex",
  noun: "code hook of Lex V1",
  text: "Turns of a conversation with a bot of Amazon Lex V1, which waits for the function's dialogAction.",
  principal: "lex.amazonaws.com",
  settings: {
    bot: textSetting("The bot.", "bot"),
    intent: textSetting("The intent.", "intent"),
    invocationSource: choiceSetting("Which code hook it is.", [
      "DialogCodeHook",
      "FulfillmentCodeHook",
    ]),
    transcript: textSetting("What the user said.", "Hello"),
  },
  invocationOf: () => "request",
  patience: seconds(30),
  arnOf: ({ intent }, { partition, region, accountId }) =>
    `arn:${partition}:lex:${region}:${accountId}:intent:${String(intent)}:*`,
  eventOf: ({ values, id }) => ({
    messageVersion: "1.0",
    invocationSource: values["invocationSource"]!,
    userId: id(),
    sessionAttributes: {},
    requestAttributes: {},
    bot: { name: values["bot"]!, alias: "$LATEST", version: "$LATEST" },
    outputDialogMode: "Text",
    currentIntent: {
      name: values["intent"]!,
      slots: {},
      slotDetails: {},
      confirmationStatus: "None",
    },
    inputTranscript: values["transcript"]!,
  }),
  usual: () => ({ dialogAction: { type: "Close", fulfillmentState: "Fulfilled" } }),
  verdictOn(answer) {
    const action = memberOf(answer, "dialogAction");
    if (!isOneOf(memberOf(action, "type"), actions)) return "invalid";
    return memberOf(action, "fulfillmentState") === "Failed" ? "failed" : "succeeded";
  },
};
