import { seconds, type Plain } from "@orrery/kernel";
import {
  choiceSetting,
  isOneOf,
  memberOf,
  textSetting,
  type TriggerSource,
} from "../trigger-source.ts";

const actions = ["Close", "ConfirmIntent", "Delegate", "ElicitIntent", "ElicitSlot"];

const intentIn = (event: Plain): Plain | undefined =>
  memberOf(memberOf(event, "sessionState"), "intent");

/** Amazon Lex V2: the code hook of a bot alias and locale. */
export const lexV2: TriggerSource = {
  name: "lex-v2",
  noun: "code hook of Lex V2",
  text: "Turns of a conversation with a bot of Amazon Lex V2, which waits for the function's sessionState.",
  principal: "lexv2.amazonaws.com",
  settings: {
    bot: textSetting("The bot.", "bot"),
    intent: textSetting("The intent.", "intent"),
    locale: textSetting("The language.", "en_US"),
    invocationSource: choiceSetting("Which code hook it is.", [
      "DialogCodeHook",
      "FulfillmentCodeHook",
    ]),
    inputMode: choiceSetting("How the user speaks.", ["Text", "Speech", "DTMF"]),
    transcript: textSetting("What the user said.", "Hello"),
  },
  invocationOf: () => "request",
  patience: seconds(30),
  arnOf: (_values, { partition, region, accountId }) =>
    `arn:${partition}:lex:${region}:${accountId}:bot-alias/BOT1234567/TSTALIASID`,
  eventOf({ values, number, id }) {
    const { bot, intent: name, locale, invocationSource, inputMode, transcript } = values;
    const intent = { name: name!, slots: {}, state: "InProgress", confirmationState: "None" };
    const action = { type: "Close", slotToElicit: "" };
    return {
      messageVersion: "1.0",
      invocationSource: invocationSource!,
      inputMode: inputMode!,
      responseContentType: "text/plain; charset=utf-8",
      sessionId: `${100_000_000_000 + number}`,
      inputTranscript: transcript!,
      bot: {
        id: "BOT1234567",
        name: bot!,
        aliasId: "TSTALIASID",
        aliasName: "TestBotAlias",
        localeId: locale!,
        version: "DRAFT",
      },
      interpretations: [{ intent, nluConfidence: 1 }],
      proposedNextState: { intent, dialogAction: action },
      requestAttributes: {},
      sessionState: {
        activeContexts: [],
        sessionAttributes: {},
        intent,
        originatingRequestId: id(),
      },
      transcriptions: [
        {
          transcription: transcript!,
          transcriptionConfidence: 1,
          resolvedContext: { intent: name! },
          resolvedSlots: {},
        },
      ],
    };
  },
  usual: (event) => ({
    sessionState: {
      dialogAction: { type: "Close" },
      intent: { name: memberOf(intentIn(event), "name")!, state: "Fulfilled" },
    },
  }),
  verdictOn(answer) {
    const state = memberOf(answer, "sessionState");
    const type = memberOf(memberOf(state, "dialogAction"), "type");
    if (!isOneOf(type, actions)) return "invalid";
    return memberOf(memberOf(state, "intent"), "state") === "Failed" ? "failed" : "succeeded";
  },
};
