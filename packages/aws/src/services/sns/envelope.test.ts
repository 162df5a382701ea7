import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { start } from "@orrery/kernel";
import { message, subscription, topicArn, topicSettings } from "./test/driven-topic.ts";
import { bodyOf } from "./envelope.ts";
import { messageIdOf, subscriptionIn, tokenOf } from "./message-names.ts";
import type { Notification, TopicContent } from "./protocol.ts";
import { eventOf } from "./sns-to-lambda.ts";
import { noTrail } from "../../service/origin.ts";

const attributes = [
  { name: "list", dataType: "String.Array", value: '["a"]' },
  { name: "number", dataType: "Number", value: "12" },
  { name: "raw", dataType: "Binary", value: "AgME" },
];

const notification = (
  content: Partial<TopicContent> = {},
  rest: Partial<Notification> = {},
): Notification => ({
  subscription: 1,
  message: {
    number: 3,
    content: message("text", content),
    trail: noTrail,
    publishedAt: start,
    groupId: null,
    deduplicationId: null,
    sequenceNumber: null,
  },
  isReplayed: false,
  token: null,
  lane: null,
  ...rest,
});
const parsed = (...parts: Parameters<typeof bodyOf>) =>
  JSON.parse(bodyOf(...parts)) as Readonly<Record<string, unknown>>;

it("sns.envelope.notification: has what AWS's has, in its order", () => {
  const body = parsed(notification({ attributes, subject: "S" }), subscription(1), topicSettings());
  expect(Object.keys(body)).toEqual([
    "Type",
    "MessageId",
    "TopicArn",
    "Subject",
    "Message",
    "Timestamp",
    "SignatureVersion",
    "Signature",
    "SigningCertURL",
    "UnsubscribeURL",
    "MessageAttributes",
  ]);
  expect(body).toMatchObject({
    Type: "Notification",
    MessageId: messageIdOf(7, 3),
    TopicArn: topicArn,
    Message: "text",
    Timestamp: "2026-11-23T09:00:00.000Z",
    MessageAttributes: { list: { Type: "String.Array", Value: '["a"]' } },
  });
  expect(parsed(notification(), subscription(1), topicSettings())).not.toHaveProperty("Subject");
  // A function sees text where others see lists and numbers.
  const event = eventOf(notification({ attributes }), subscription(1), topicSettings());
  expect(event).toMatchObject({
    Records: [
      {
        EventSource: "aws:sns",
        EventSubscriptionArn: `${topicArn}:1`,
        Sns: {
          MessageAttributes: {
            list: { Type: "String", Value: '["a"]' },
            number: { Type: "String", Value: "12" },
            raw: { Type: "Binary", Value: "AgME" },
          },
        },
      },
    ],
  });
});

it("sns.envelope.fifo: has a sequence number and no signature", () => {
  const { message: plain } = notification();
  const body = parsed(
    notification({}, { message: { ...plain, sequenceNumber: 3 } }),
    subscription(1),
    topicSettings({ fifo: true }),
  );
  expect(body).toMatchObject({ SequenceNumber: "10000000000000003000" });
  for (const name of ["SignatureVersion", "Signature", "SigningCertURL"]) {
    expect(body).not.toHaveProperty(name);
  }
});

it("sns.envelope.confirmation: has the token and the URL that confirms", () => {
  const arn = `${topicArn}:63417a74-f190-49ca-ad7f-b2aa46051e8a`;
  const token = tokenOf(arn);
  expect(token).toMatch(/^[0-9a-f]{288}$/);
  expect(subscriptionIn(token)).toBe("63417a74f19049caad7fb2aa46051e8a");
  expect(subscriptionIn("abc")).toBeUndefined();
  const https = subscription(1, { protocol: "https", isConfirmed: false });
  const body = parsed(notification({}, { token }), https, topicSettings());
  expect(body).toMatchObject({ Type: "SubscriptionConfirmation", Token: token });
  expect(body["SubscribeURL"]).toContain(`Action=ConfirmSubscription&TopicArn=${topicArn}&Token=`);
});

it("gives people the text alone", () => {
  for (const protocol of ["email", "sms", "application"]) {
    expect(bodyOf(notification(), subscription(1, { protocol }), topicSettings())).toBe("text");
  }
  const json = subscription(1, { protocol: "email-json" });
  expect(parsed(notification(), json, topicSettings())).toHaveProperty("Message", "text");
});

const file = join(import.meta.dirname, "../../../../../../shared/cases/event_shapes.json");
interface ShapeCase {
  readonly id: string;
  readonly split: string;
  readonly expected: { readonly event: { readonly Records?: readonly Record<string, unknown>[] } };
}
// Cases that are kept back are none to develop by.
const shapes = existsSync(file)
  ? (
      JSON.parse(readFileSync(file, "utf8")) as { readonly cases: readonly ShapeCase[] }
    ).cases.filter(
      ({ split, expected: { event } }) =>
        split === "public" && event.Records?.[0]?.["EventSource"] === "aws:sns",
    )
  : [];

describe.skipIf(shapes.length === 0)(
  `events as AWS shows them${shapes.length === 0 ? " (skipped: no ../shared/cases)" : ""}`,
  () => {
    it.each(shapes)("$id", ({ expected }) => {
      const content = { attributes, subject: "S" };
      const { Records: records } = eventOf(notification(content), subscription(1), topicSettings());
      const shape = (value: unknown): unknown =>
        typeof value === "object" && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .filter(([name]) => name !== "MessageAttributes")
                .map(([name, part]) => [name, shape(part)])
                .sort(),
            )
          : typeof value;
      expect(shape((records as readonly unknown[])[0])).toEqual(shape(expected.event.Records![0]));
    });
  },
);
