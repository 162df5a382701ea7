import { hours, milliseconds, seconds, slab, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  answerNext,
  bodies,
  busy,
  gone,
  message,
  openTopic,
  publish,
  subscription,
  taken,
  topicSettings,
  underWay,
  type Arrived,
  type DrivenTopic,
  type TestSubscription,
} from "../test/driven-topic.ts";
import { refused } from "../../../service/refusal.ts";

const one = (settings: TestSubscription) =>
  openTopic({ subscriptions: [subscription(1, settings)] });
const arrival = (topic: DrivenTopic) => (underWay(topic)[0]!.input as unknown as Arrived).arrival;

/** When attempts are made, in seconds, while every one of them is answered so. */
function attempts(topic: DrivenTopic, body = busy, most = 30): number[] {
  const times: number[] = [];
  while (times.length < most) {
    if (underWay(topic).length > 0) {
      times.push(topic.now / 1_000_000);
      answerNext(topic, body);
    } else {
      const at = slab.list(topic.state.deliveries)[0]?.at;
      if (at === undefined) break;
      topic.advance((at - topic.now) as Duration);
    }
  }
  return times;
}

it("sns.fan-out.independent: answers when it is taken, and goes on with each subscription by itself", () => {
  const topic = openTopic({
    subscriptions: [subscription(1, { raw: true }), subscription(2, { raw: true })],
  });
  expect(publish(topic, "1")).toMatchObject({ type: "published" });
  expect(underWay(topic).map(({ to }) => to)).toEqual([1, 2]);
  answerNext(topic, gone);
  answerNext(topic, taken);
  expect(topic.meter("NumberOfNotificationsDelivered").sum).toBe(1);
  expect(topic.meter("NotificationsLost").sum).toBe(1);
});

it("sns.fan-out.at-least-once: delivers twice where that is chosen", () => {
  const topic = openTopic({ duplicateRate: 0.5 }, { choose: () => 1 });
  publish(topic, "1");
  expect(underWay(topic)).toHaveLength(2);
  const never = openTopic({}, { choose: () => 1 });
  publish(never, "1");
  expect(underWay(never)).toHaveLength(1);
});

it("sns.fan-out.no-past: later subscribers get nothing of before", () => {
  const topic = openTopic({ subscriptions: [] });
  publish(topic, "1");
  topic.change({ ...openSettings(topic), subscriptions: [subscription(1)] });
  expect(underWay(topic)).toEqual([]);
  publish(topic, "2");
  expect(underWay(topic)).toHaveLength(1);
});

const openSettings = (topic: DrivenTopic) =>
  (topic as unknown as { settings: Parameters<DrivenTopic["change"]>[0] }).settings; // Private.

it("sns.fan-out.function-accepted: has succeeded once the event is taken", () => {
  const topic = one({ protocol: "lambda" });
  publish(topic, "1");
  expect((underWay(topic)[0]!.input as unknown as Arrived).kind).toBe("lambda.function");
  answerNext(topic, { type: "invoked", functionError: "Unhandled" } as never);
  expect(topic.meter("NumberOfNotificationsDelivered").sum).toBe(1);
});

it("sns.raw.queue: is the message itself, with its attributes", () => {
  const topic = one({ raw: true });
  const attributes = [{ name: "a", dataType: "Number", value: "12" }];
  publish(topic, message("text", { attributes }));
  expect(arrival(topic)).toMatchObject({ text: { body: "text", size: 4 + 1 + 6 + 2 }, attributes });
});

it("sns.retry.managed: at once, after a second, up to 20 s, for 23 days", () => {
  const topic = one({});
  publish(topic, "1");
  expect(attempts(topic, busy, 18)).toEqual([
    0, 0, 0, 0, 1, 2, 3, 5, 9, 17, 33, 53, 73, 93, 113, 133, 153, 173,
  ]);
});

it("sns.retry.customer: 50 times over 6 hours", () => {
  const topic = one({ protocol: "email", deliveriesPerSecond: null });
  publish(topic, "1");
  const times = attempts(topic, busy, 99);
  expect(times).toHaveLength(51);
  expect(times.slice(0, 6)).toEqual([0, 10, 20, 30, 50, 90]);
  expect(times.at(-1)).toBe(25_850);
  expect(topic.meter("NotificationsLost").sum).toBe(1);
});

describe("sns.retry.http: by the policy", () => {
  const times = (healthy: NonNullable<TestSubscription["healthy"]>) => {
    const topic = one({ protocol: "https", healthy });
    publish(topic, "1");
    return attempts(topic);
  };

  it("tries three times, 20 s apart, where nothing is said", () => {
    expect(times({})).toEqual([0, 20, 40, 60]);
  });

  it("has four phases", () => {
    const phases = { numRetries: 8, numNoDelayRetries: 2, numMinDelayRetries: 1 };
    const delays = { numMaxDelayRetries: 2, minDelayTarget: 1, maxDelayTarget: 5 };
    expect(times({ ...phases, ...delays })).toEqual([0, 0, 0, 1, 2, 5, 10, 15, 20]);
  });

  it("waits 15 s for an answer", () => {
    const topic = one({ protocol: "http" });
    publish(topic, "1");
    topic.advance(seconds(35));
    expect(topic.meter("NumberOfNotificationsFailed").sum).toBe(1);
    expect(underWay(topic)).toHaveLength(1);
  });
});

it("sns.retry.backoff: grows from the least wait to the most, each in its way", () => {
  const waits = (backoffFunction: "arithmetic" | "exponential" | "geometric" | "linear") => {
    const healthy = { numRetries: 5, minDelayTarget: 10, maxDelayTarget: 90, backoffFunction };
    const topic = one({ protocol: "https", healthy });
    publish(topic, "1");
    const times = attempts(topic);
    return times.slice(1).map((time, place) => Math.round(time - times[place]!));
  };
  expect(waits("linear")).toEqual([10, 30, 50, 70, 90]);
  expect(waits("exponential")).toEqual([10, 20, 40, 80, 90]);
  expect(waits("arithmetic")).toEqual([10, 25, 45, 75, 90]);
  expect(waits("geometric")).toEqual([10, 24, 45, 75, 90]);
});

it("sns.retry.http-answers: tries 429 and 5xx again, and nothing else", () => {
  const again = (code: string) => {
    const topic = one({ protocol: "https" });
    publish(topic, "1");
    answerNext(topic, refused(code, ""));
    return topic.state.deliveries.size === 1;
  };
  expect(["429", "500", "503"].map(again)).toEqual([true, true, true]);
  expect(["301", "400", "403", "404"].map(again)).toEqual([false, false, false, false]);
});

it("sns.retry.client-error: is not tried again", () => {
  const topic = one({});
  publish(topic, "1");
  answerNext(topic, gone);
  expect(topic.state.deliveries.size).toBe(0);
  publish(topic, "2");
  answerNext(topic, refused("RequestThrottled", ""));
  expect(topic.state.deliveries.size).toBe(1);
});

it("sns.rate.receives: delays deliveries without using up retries", () => {
  const topic = one({ protocol: "https", deliveriesPerSecond: 2 });
  for (const text of ["1", "2", "3"]) publish(topic, text);
  expect(underWay(topic)).toHaveLength(1);
  topic.advance(milliseconds(500));
  expect(underWay(topic)).toHaveLength(2);
  topic.advance(milliseconds(500));
  expect(underWay(topic)).toHaveLength(3);
  expect(slab.list(topic.state.deliveries).map(({ attempts: made }) => made)).toEqual([1, 1, 1]);
  const mail = one({ protocol: "email" });
  for (const text of ["1", "2"]) publish(mail, text);
  expect(underWay(mail)).toHaveLength(1);
  mail.advance(milliseconds(100));
  expect(underWay(mail)).toHaveLength(2);
});

it("sns.dead-letter.moved: as the subscriber would have got it", () => {
  const attributes = [{ name: "a", dataType: "String", value: "b" }];
  for (const raw of [true, false]) {
    const topic = one({ raw, deadLetterQueue: true });
    publish(topic, message("text", { attributes }));
    const before = arrival(topic);
    answerNext(topic, gone);
    expect(underWay(topic)[0]).toMatchObject({ port: 1, to: 1 });
    expect(arrival(topic).text).toEqual(before.text);
    expect(arrival(topic).attributes).toEqual(raw ? attributes : undefined);
    answerNext(topic, taken);
    expect(topic.meter("NumberOfNotificationsRedrivenToDlq").sum).toBe(1);
    expect(topic.state.deliveries.size).toBe(0);
  }
  const worn = one({ protocol: "https", deadLetterQueue: true, healthy: { numRetries: 0 } });
  publish(worn, "1");
  answerNext(worn, refused("500", ""));
  expect(underWay(worn)[0]!.port).toBe(1);
});

it("hands over what has more attributes than a queue takes without them", () => {
  const attributes = Array.from({ length: 11 }, (_, index) => ({
    name: `a${index}`,
    dataType: "String",
    value: "b",
  }));
  const topic = one({ raw: true, deadLetterQueue: true });
  publish(topic, message("text", { attributes }));
  answerNext(topic, refused("InvalidParameterValue", "Number of message attributes [11] …"));
  expect(arrival(topic).attributes).toBeUndefined();
});

it("sns.dead-letter.function: is the notification", () => {
  const topic = one({ protocol: "lambda", deadLetterQueue: true });
  publish(topic, "1");
  expect(JSON.parse(bodies(topic)[0]!)).toHaveProperty("Records");
  answerNext(topic, refused("ResourceNotFoundException", ""));
  expect(JSON.parse(bodies(topic)[0]!)).toMatchObject({ Type: "Notification", Message: "1" });
});

it("sns.dead-letter.lost: is counted", () => {
  const topic = one({ deadLetterQueue: true });
  publish(topic, "1");
  answerNext(topic, gone);
  answerNext(topic, gone);
  expect(topic.meter("NumberOfNotificationsFailedToRedriveToDlq").sum).toBe(1);
  expect(topic.meter("NotificationsLost").sum).toBe(1);
});

it("sns.metrics.failed: counts attempts, messages or ends, by protocol", () => {
  const failed = (protocol: string) => {
    const topic = one({ protocol, deliveriesPerSecond: null });
    publish(topic, "1");
    answerNext(topic, refused("503", ""));
    const first = topic.meter("NumberOfNotificationsFailed").sum;
    topic.advance(seconds(25));
    while (underWay(topic).length > 0) answerNext(topic, refused("404", ""));
    return [first, topic.meter("NumberOfNotificationsFailed").sum];
  };
  expect(failed("https")).toEqual([1, 2]);
  expect(failed("sqs")).toEqual([0, 1]);
  expect(failed("email")).toEqual([0, 1]);
  const lambda = one({ protocol: "lambda" });
  publish(lambda, "1");
  answerNext(lambda, busy);
  lambda.advance(seconds(0));
  answerNext(lambda, busy);
  expect(lambda.meter("NumberOfNotificationsFailed").sum).toBe(1);
});

it("withdraws what is on its way to a subscription that is gone", () => {
  const topic = one({ protocol: "https" });
  publish(topic, "1");
  answerNext(topic, busy);
  topic.change({ ...openSettings(topic), subscriptions: [] });
  topic.advance(hours(1));
  expect(topic.state).toMatchObject({ withdrawnCount: 1 });
  expect(topic.state.deliveries.size).toBe(0);
});

it("counts what a subscriber takes whose subscription ended meanwhile", () => {
  const topic = one({});
  publish(topic, "on its way");
  topic.change(topicSettings({ subscriptions: [] }));
  answerNext(topic, taken);
  expect(topic.meter("NumberOfNotificationsDelivered").count).toBe(1);
  expect(topic.state).toMatchObject({ takenCount: 1, withdrawnCount: 0 });
  expect(topic.gauges()["DeliveriesUnderWay"]).toBe(0);
});
