import { seconds } from "@orrery/kernel";
import { formatWallClock } from "../../../../text/wall-clock.ts";
import {
  choiceSetting,
  memberOf,
  textSetting,
  type TriggerFacts,
  type TriggerSource,
} from "../trigger-source.ts";

const days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** A time as mail has it, such as `Thu, 01 Jan 2026 00:00:00 +0000`. */
function mailDate(milliseconds: number): string {
  const [date = "", time = ""] = formatWallClock(milliseconds).split("T");
  const [year = "", month = "", day = ""] = date.split("-");
  const weekday = days[(Math.floor(milliseconds / 86_400_000) + 4) % 7]!; // 1970 began on a Thursday.
  return `${weekday}, ${day} ${months[Number(month) - 1]!} ${year} ${time.slice(0, 8)} +0000`;
}

const passed = Object.freeze({ status: "PASS" });

/** The record of one mail: its headers, and never its body. */
function recordOf({ values, milliseconds, region, functionArn, id }: TriggerFacts) {
  const { sender = "", recipient = "", subject = "", invocationType = "" } = values;
  const messageId = id().replaceAll("-", "");
  const domain = String(sender).split("@")[1] ?? "example.com";
  const inHeader = `<${messageId}@${domain}>`;
  const date = mailDate(milliseconds);
  const timestamp = formatWallClock(milliseconds);
  const received = `from mail.${domain} (mail.${domain} [192.0.2.1]) by inbound-smtp.${region}.amazonaws.com with SMTP id ${messageId} for ${String(recipient)}; ${date}`;
  const headers = {
    "Return-Path": `<${String(sender)}>`,
    Received: received,
    "MIME-Version": "1.0",
    From: sender,
    Date: date,
    "Message-ID": inHeader,
    Subject: subject,
    To: recipient,
    "Content-Type": "text/plain; charset=UTF-8",
  };
  return {
    eventVersion: "1.0",
    eventSource: "aws:ses",
    ses: {
      mail: {
        timestamp,
        source: sender,
        messageId,
        destination: [recipient],
        headersTruncated: false,
        headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
        commonHeaders: {
          returnPath: sender,
          from: [sender],
          date,
          to: [recipient],
          messageId: inHeader,
          subject,
        },
      },
      receipt: {
        timestamp,
        processingTimeMillis: 500,
        recipients: [recipient],
        spamVerdict: passed,
        virusVerdict: passed,
        spfVerdict: passed,
        dkimVerdict: passed,
        dmarcVerdict: passed,
        dmarcPolicy: "reject",
        action: { type: "Lambda", functionArn, invocationType },
      },
    },
  } as const;
}

/** Amazon SES: mail that comes in, by a receipt rule with a Lambda action. */
export const ses: TriggerSource = {
  name: "ses",
  noun: "receipt rule of SES",
  text: "Mail that Amazon SES receives. The event has its headers, not its body.",
  principal: "ses.amazonaws.com",
  settings: {
    invocationType: choiceSetting("Whether the rule waits for the function's disposition.", [
      "Event",
      "RequestResponse",
    ]),
    sender: textSetting("Who the mail is from.", "sender@example.com"),
    recipient: textSetting("Who the mail is for.", "recipient@example.com"),
    subject: textSetting("What the mail is about.", "Hello"),
  },
  invocationOf: ({ invocationType }) => (invocationType === "Event" ? "event" : "request"),
  patience: seconds(30),
  arnOf: (_values, { partition, region, accountId }) =>
    `arn:${partition}:ses:${region}:${accountId}:receipt-rule-set/rules:receipt-rule/rule`,
  eventOf: (facts) => ({ Records: [recordOf(facts)] }),
  verdictOn(answer) {
    const disposition = memberOf(answer, "disposition");
    return disposition === "STOP_RULE" || disposition === "STOP_RULE_SET" ? "stopped" : "succeeded";
  },
};
