import { createHash } from "node:crypto";
import type { AnyEffect, TraceEntry } from "@orrery/kernel";
import { expect, it } from "vitest";
import { contentsOf } from "./entry-reader.ts";
import { EntryWriter } from "./entry-writer.ts";
import { LongTextPlaces } from "./long-text-places.ts";

const content = { body: '{"order":17}', size: 12, attributes: [], header: null };
const sent = {
  type: "sendMessage",
  content,
  delay: null,
  trail: { from: 3, number: 9_160, at: 46_000_031 },
};
const effectsOf = (at: number): readonly object[] => [
  { type: "setTimer", timer: 0, index: 7, at: at + 5_400_000_000 },
  { type: "clearTimer", timer: 1, index: 2_248 },
  { type: "send", port: 0, to: 0, input: sent, tag: 7_851_737_108, deadline: at + 60_000_000 },
  { type: "send", port: 0, to: 0, input: { type: "later" }, tag: -1, deadline: 0, after: 3 },
  {
    type: "reply",
    to: 262_328_549_471,
    body: { type: "sent", identity: { queue: 2, message: at } },
  },
  {
    type: "reply",
    to: 12,
    body: { type: "list", items: [content, { content, again: content }, null, true] },
  },
];
const names = ["workload:1", "sqs.queue:orders", "workload:1", "lambda.function:worker"];

/** Entries of every form: timers, what was sent, answers, others, with notes and faults or none. */
function* made(count: number): Generator<TraceEntry> {
  for (let event = 0; event < count; event += 1) {
    const at = event * 35_000_003;
    const inputs = [
      { type: "timerFired", timer: 0, index: event },
      sent,
      {
        type: "replied",
        port: 1,
        tag: -event,
        body: { type: "gone", share: event / 3, less: -1 - event },
      },
      {
        type: "invoke",
        text: "x".repeat(event % 90),
        long: `é${"-".repeat(60)}`,
        wide: 2 ** 52 - event,
      },
    ];
    const effects = effectsOf(at).slice(0, event % 7);
    yield {
      event,
      at,
      component: names[event % 4],
      kind: names[event % 4]!.split(":")[0],
      input: inputs[event % 4],
      effects,
      cause: event - 1,
      request: event % 3 === 0 ? -1 : 262_328_549_471,
      ...(event % 5 === 0
        ? {
            notes: [
              ["stored", event],
              ["left", -1 - event, at, 3],
            ],
          }
        : {}),
      ...(event % 11 === 0 ? { fault: "outage 1" } : {}),
    } as unknown as TraceEntry; // Its brands are there for the compiler alone.
  }
}

it("the bytes of a trace are those of its form, whatever makes them fast", () => {
  const writer = new EntryWriter(new LongTextPlaces());
  writer.begin(100);
  for (const entry of made(500)) writer.write(entry);
  const bytes = Buffer.from(writer.values.bytes.subarray(0, writer.values.length));
  // Whoever changes them raises the number of the form.
  expect(createHash("sha1").update(bytes).digest("hex")).toBe(
    "33c7d8b452b048e034015ffec114e011c3a67bc0",
  );
  expect(writer.componentNames).toEqual([...new Set(names)]);
  const { entries } = contentsOf(bytes, (place) => {
    const length = bytes[place - 100]!;
    return bytes.toString("utf8", place - 99, place - 99 + length);
  });
  expect(entries).toEqual([...made(500)]);
});

it("an entry that is larger than the room there is comes back whole, wherever it begins", () => {
  const texts = Array.from({ length: 60 }, (_, place) => [
    `text ${place}`,
    `${place}`.padEnd(39, "t"),
  ]);
  const numbers = Array.from({ length: 300 }, (_, place) => [`number ${place}`, 2 ** 52 - place]);
  const wide = Object.fromEntries([...texts, ...numbers]) as object;
  const body = { type: "wide", items: Array.from({ length: 800 }, () => ({ ...wide })) };
  for (const begin of [0, 1, 7, 40]) {
    const writer = new EntryWriter(new LongTextPlaces());
    writer.begin(0);
    const entry = [...made(1)][0]!;
    const filled = { type: "text", text: "y".repeat(begin) };
    const effects = [filled, { type: "reply", to: 1, body }] as unknown as readonly AnyEffect[];
    writer.write({ ...entry, effects });
    const { bytes, length } = writer.values;
    expect(bytes.length).toBeGreaterThan(length);
    const { entries } = contentsOf(Buffer.from(bytes.subarray(0, length)), () => "");
    expect(entries).toEqual([{ ...entry, effects }]);
  }
});
