import * as fc from "fast-check";
import { seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { refused } from "../../../service/refusal.ts";
import type { Deliver } from "../../../sink/protocol.ts";
import type { BatchPayload } from "../../../service/payload.ts";
import { recordEvent } from "../record-event.ts";
import { functionArn, openDeliveryStream, put } from "../test/driven-delivery-stream.ts";
import { returned, threw, type Worked } from "../test/function-entry.ts";
import { ports } from "./declarations.ts";

const results = ["Ok", "Dropped", "ProcessingFailed"] as const;
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("put" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("wait" as const),
      time: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("answer" as const),
      place: fc.nat(5),
      result: fc.constantFrom(...results, "throws" as const, "refuses" as const),
    }),
  },
);

it("delivers each record that it took once: as data, as an error, or not where it was dropped", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.nat(2), (steps, retries) => {
      const stream = openDeliveryStream({
        bufferInterval: seconds(2),
        appendsNewline: true,
        transform: { arn: functionArn, bufferInterval: seconds(1), retries },
      });
      const ends = new Map<string, string[]>();
      const note = (record: string, end: string) =>
        ends.set(record, [...(ends.get(record) ?? []), end]);
      let count = 0;
      const answer = (place: number, result: (typeof results)[number] | "throws" | "refuses") => {
        const send = stream.sent[place % Math.max(1, stream.sent.length)];
        if (send === undefined) return;
        if (send.port === ports.destinations) {
          if (result === "refuses") {
            stream.answer(send, refused("SlowDown", ""));
            return;
          }
          const { key, body } = send.input as Deliver;
          for (const line of body.trim().split("\n")) {
            if (!key!.startsWith("processing-failed/")) note(line, "data");
            else note(atob((JSON.parse(line) as { rawData: string }).rawData), "error");
          }
          stream.answer(send, { type: "delivered" });
          return;
        }
        if (result === "throws") stream.answer(send, threw("no"));
        else if (result === "refuses") stream.answer(send, refused("TooManyRequestsException", ""));
        else {
          const { payload } = send.input as Worked;
          const records = recordEvent.recordsIn(
            recordEvent.eventOf(payload as BatchPayload, 0),
          ) as readonly {
            readonly recordId: string;
            readonly data: string;
          }[];
          if (result === "Dropped") for (const { data } of records) note(atob(data), "dropped");
          stream.answer(
            send,
            returned({ records: records.map((record) => ({ ...record, result })) }),
          );
        }
      };
      for (const each of steps) {
        if (each.type === "put") put(stream, `r${(count += 1)}`);
        else if (each.type === "wait") stream.advance(seconds(each.time));
        else answer(each.place, each.result);
      }
      for (let round = 0; round < 20 && stream.gauges()["RecordsHeld"] !== 0; round += 1) {
        stream.advance(seconds(120));
        while (stream.sent.length > 0) answer(0, "Ok");
      }
      expect(stream.gauges()["RecordsHeld"]).toBe(0);
      expect([...ends.keys()].sort()).toEqual(
        Array.from({ length: count }, (_, place) => `r${place + 1}`).sort(),
      );
      for (const all of ends.values()) expect(all).toHaveLength(1);
    }),
    { numRuns: 150 },
  );
});
