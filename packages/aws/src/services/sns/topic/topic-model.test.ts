import { seconds, slab, type Duration, type Tagged } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
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
} from "../test/driven-topic.ts";

// A topic against a model: every message that a subscription wants is with its subscriber once, or in its
// dead-letter queue, whatever its endpoints answer; on FIFO topics in the order of its group.

const colors = ["red", "green", "blue"] as const;
const outcome = fc.constantFrom<readonly Tagged[]>([taken], [taken], [taken], [busy], [gone]);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant("publish" as const),
      color: fc.constantFrom(...colors),
      group: fc.nat(1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("answer" as const), nth: fc.nat(), body: outcome }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), seconds: fc.nat(40) }) },
);
const steps = fc.array(step, { maxLength: 40, size: "max" });
const wish = fc.record({
  color: fc.option(fc.constantFrom(...colors)),
  deadLetterQueue: fc.boolean(),
  protocol: fc.constantFrom("sqs", "https"),
});
const wishes = fc.array(wish, { minLength: 1, maxLength: 4 });
const options = { seed: 20261128, numRuns: 60 };

interface Heard {
  readonly subscriber: number;
  readonly text: string;
  readonly isDeadLetter: boolean;
}

/** Answers a request; what was taken is noted. */
function answer(topic: DrivenTopic, nth: number, body: Tagged, heard: Heard[]): void {
  const open = underWay(topic);
  const sent = open[nth % open.length];
  if (sent === undefined) return;
  if (body.type === taken.type) {
    const { input } = sent;
    const text =
      input.type === "arrived"
        ? (input as Arrived).arrival.text.body
        : (input as unknown as { readonly body: string }).body;
    heard.push({ subscriber: sent.to, text, isDeadLetter: sent.port === 1 });
  }
  topic.answer(sent, body);
}

function run(
  fifo: boolean,
  made: readonly (typeof wish extends fc.Arbitrary<infer Value> ? Value : never)[],
  taking: readonly (typeof step extends fc.Arbitrary<infer Value> ? Value : never)[],
  copies = 0,
) {
  const subscriptions = made.map(({ color, deadLetterQueue, protocol }, place) =>
    subscription(place + 1, {
      protocol: fifo ? "sqs" : protocol,
      raw: true,
      deadLetterQueue,
      filterPolicy: color === null ? null : JSON.stringify({ color: [color] }),
    }),
  );
  const copied: string[] = [];
  const topic = openTopic(topicSettings({ fifo, subscriptions, duplicateRate: copies }), {
    choose: (label, key) => (label === "copies" && key % 3 === 0 ? 1 : 0),
  });
  const published: { readonly text: string; readonly color: string; readonly group: string }[] = [];
  const heard: Heard[] = [];
  for (const each of taking) {
    if (each.do === "publish") {
      const text = `${published.length}`;
      const group = `g${each.group}`;
      const color = { name: "color", dataType: "String", value: each.color };
      publish(topic, message(text, { attributes: [color] }), {
        groupId: fifo ? group : null,
        deduplicationId: fifo ? text : null,
      });
      published.push({ text, color: each.color, group });
    } else if (each.do === "answer") {
      answer(topic, each.nth, each.body[0]!, heard);
    } else {
      topic.advance(seconds(each.seconds));
    }
  }
  // After the faults everything drains.
  for (let round = 0; round < 2_000; round += 1) {
    if (underWay(topic).length > 0) answer(topic, 0, taken, heard);
    else {
      const waits = slab.list(topic.state.deliveries).map(({ at }) => at - topic.now);
      if (waits.length === 0) break;
      topic.advance(Math.min(...waits) as Duration);
    }
  }
  expect(underWay(topic)).toEqual([]);
  return { topic, published, heard, subscriptions, copied };
}

const wanted = (color: string, filterPolicy: string | null) =>
  filterPolicy === null || filterPolicy.includes(color);

describe("a standard topic", () => {
  it("delivers each message that is wanted once, or hands it to the dead-letter queue", () => {
    fc.assert(
      fc.property(wishes, steps, (made, taking) => {
        const { topic, published, heard, subscriptions } = run(false, made, taking);
        for (const { number, filterPolicy, policy } of subscriptions) {
          const own = heard.filter(({ subscriber }) => subscriber === number);
          const right = published.filter(({ color }) => wanted(color, filterPolicy));
          const texts = own.map(({ text }) => text);
          expect(new Set(texts).size).toBe(texts.length);
          if (policy.onGivenUp !== null) {
            const lost = topic.meter("NumberOfNotificationsFailedToRedriveToDlq").sum;
            if (lost === 0) expect(texts.sort()).toEqual(right.map(({ text }) => text).sort());
          }
          expect(texts.every((text) => right.some((each) => each.text === text))).toBe(true);
        }
        const all = subscriptions.flatMap(({ filterPolicy }) =>
          published.filter(({ color }) => wanted(color, filterPolicy)),
        );
        expect(heard.length + topic.meter("NotificationsLost").sum).toBe(all.length);
      }),
      options,
    );
  });

  it("delivers twice where that is chosen, and never more often", () => {
    fc.assert(
      fc.property(wishes, steps, (made, taking) => {
        const { heard } = run(false, made, taking, 0.2);
        const counts = new Map<string, number>();
        for (const { subscriber, text } of heard) {
          const key = `${subscriber} ${text}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        for (const count of counts.values()) expect(count).toBeLessThanOrEqual(2);
      }),
      options,
    );
  });
});

describe("a FIFO topic", () => {
  it("sns.fifo.order: delivers the messages of a group in their order, and the later ones wait behind retries", () => {
    fc.assert(
      fc.property(wishes, steps, (made, taking) => {
        const { published, heard, subscriptions, topic } = run(true, made, taking);
        for (const { number } of subscriptions) {
          for (const group of ["g0", "g1"]) {
            const places = heard
              .filter(({ subscriber, isDeadLetter }) => subscriber === number && !isDeadLetter)
              .map(({ text }) => published[Number(text)]!)
              .filter((each) => each.group === group)
              .map(({ text }) => Number(text));
            expect(places).toEqual([...places].sort((one, other) => one - other));
            expect(new Set(places).size).toBe(places.length);
          }
        }
        const all = subscriptions.flatMap(({ filterPolicy }) =>
          published.filter(({ color }) => wanted(color, filterPolicy)),
        );
        expect(heard.length + topic.meter("NotificationsLost").sum).toBe(all.length);
      }),
      options,
    );
  });
});
