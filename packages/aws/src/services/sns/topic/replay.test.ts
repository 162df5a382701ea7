import { after, days, seconds, start } from "@orrery/kernel";
import { expect, it } from "vitest";
import {
  answerNext,
  bodies,
  message,
  openTopic,
  publish,
  subscription,
  taken,
  topicSettings,
  underWay,
  type DrivenTopic,
} from "../test/driven-topic.ts";

const subscriptions = [subscription(1, { raw: true, isFifoQueue: true })];
const settings = { fifo: true, archiveRetention: days(2), subscriptions };

const send = (topic: DrivenTopic, text: string, color = "red") => {
  const attributes = [{ name: "color", dataType: "String", value: color }];
  publish(topic, message(text, { attributes }), { groupId: "g", deduplicationId: text });
};
/** Takes all that is delivered from now on, and says what it was. */
function drain(topic: DrivenTopic, length = seconds(1)): string[] {
  const heard: string[] = [];
  for (const round of [0, 1]) {
    while (underWay(topic).length > 0) {
      heard.push(bodies(topic)[0]!);
      answerNext(topic, taken);
    }
    if (round === 0) topic.advance(length);
  }
  return heard;
}

it("sns.archive.kept: for as long as the policy says", () => {
  const topic = openTopic(settings);
  send(topic, "1");
  topic.advance(days(1));
  send(topic, "2");
  expect(topic.gauges()["ApproximateNumberOfMessagesArchived"]).toBe(2);
  topic.advance(days(1));
  send(topic, "3");
  expect(topic.gauges()["ApproximateNumberOfMessagesArchived"]).toBe(2);
  topic.change(topicSettings({ ...settings, archiveRetention: null }));
  expect(topic.gauges()["ApproximateNumberOfMessagesArchived"]).toBe(0);
});

it("sns.archive.replay: from a time on, and then with what is new", () => {
  const topic = openTopic(settings);
  send(topic, "1");
  topic.advance(seconds(10));
  send(topic, "2");
  expect(drain(topic)).toEqual(["1", "2"]);
  const from = after(start, seconds(5));
  topic.ask({ type: "startReplay", subscription: 1, from, until: null });
  // What is published meanwhile comes in its turn.
  send(topic, "3");
  expect(underWay(topic)).toEqual([]);
  expect(topic.ask({ type: "describeReplay", subscription: 1 })).toMatchObject({
    status: "Pending",
  });
  topic.advance(seconds(1));
  expect(drain(topic)).toEqual(["2", "3"]);
  expect(topic.ask({ type: "describeReplay", subscription: 1 })).toMatchObject({
    status: "Completed",
  });
  send(topic, "4");
  expect(drain(topic)).toEqual(["4"]);
  expect(topic.meter("NumberOfReplayedNotificationsDelivered").sum).toBe(2);
});

it("pauses a subscription whose replay has an end, until another replay", () => {
  const topic = openTopic(settings);
  send(topic, "1");
  drain(topic);
  topic.ask({ type: "startReplay", subscription: 1, from: start, until: topic.now });
  topic.advance(seconds(1));
  expect(drain(topic)).toEqual(["1"]);
  send(topic, "2");
  expect(drain(topic)).toEqual([]);
  topic.ask({ type: "startReplay", subscription: 1, from: start, until: null });
  topic.advance(seconds(1));
  expect(drain(topic)).toEqual(["1", "2"]);
});

it("replays what the filter lets pass, marked as replayed", () => {
  const filterPolicy = '{"color":["red"]}';
  const topic = openTopic({
    ...settings,
    subscriptions: [subscription(1, { filterPolicy, isFifoQueue: true })],
  });
  send(topic, "1", "blue");
  send(topic, "2");
  drain(topic);
  topic.ask({ type: "startReplay", subscription: 1, from: start, until: null });
  topic.advance(seconds(1));
  const [body, ...more] = drain(topic);
  expect(more).toEqual([]);
  expect(JSON.parse(body!)).toMatchObject({ Message: "2", Replayed: true });
});
