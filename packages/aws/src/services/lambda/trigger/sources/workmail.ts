import { choiceSetting, memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** Amazon WorkMail: a rule for the flow of mail that runs a function. */
export const workmail: TriggerSource = {
  name: "workmail",
  noun: "rule of WorkMail",
  text: "Mail that a rule of Amazon WorkMail gives to a function, and waits for where the function may change it.",
  principal: "workmail.amazonaws.com",
  settings: {
    flowDirection: choiceSetting("Which way the mail goes.", ["INBOUND", "OUTBOUND"]),
    mode: choiceSetting("Whether the rule waits.", ["asynchronous", "synchronous"]),
    sender: textSetting("Who the mail is from.", "sender@example.com"),
    recipient: textSetting("Who the mail is for.", "recipient@example.com"),
    subject: textSetting("What the mail is about.", "Hello"),
  },
  invocationOf: ({ mode }) => (mode === "synchronous" ? "request" : "event"),
  arnOf: (_values, { partition, region, accountId }) =>
    `arn:${partition}:workmail:${region}:${accountId}:organization/organization`,
  eventOf: ({ values, id }) => ({
    summaryVersion: "2018-10-10",
    envelope: {
      mailFrom: { address: values["sender"]! },
      recipients: [{ address: values["recipient"]! }],
    },
    sender: { address: values["sender"]! },
    subject: values["subject"]!,
    messageId: id(),
    invocationId: id(1),
    flowDirection: values["flowDirection"]!,
    truncated: false,
  }),
  usual: () => ({ actions: [{ allRecipients: true, action: { type: "DEFAULT" } }] }),
  verdictOn: (answer) => (Array.isArray(memberOf(answer, "actions")) ? "succeeded" : "invalid"),
};
