import type { Instant, SlabId } from "@orrery/kernel";
import type { ReceivedMessage } from "./protocol.ts";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sqsToLambda } from "./sqs-to-lambda.ts";
import { noTrail } from "../../service/origin.ts";

const path = join(import.meta.dirname, "../../../../../../shared/cases/event_shapes.json");

interface ShapeCase {
  readonly input: { readonly name: string };
  readonly expected: { readonly event: unknown };
}

/** What of `sample` is missing in `event`, or of another type there; keys that users chose apart. */
function differences(sample: unknown, event: unknown, at = "$"): readonly string[] {
  if (Array.isArray(sample)) {
    if (!Array.isArray(event)) return [at];
    return event.length === 0 ? [] : differences(sample[0], event[0], `${at}[0]`);
  }
  if (typeof sample !== "object" || sample === null) {
    return typeof sample === typeof event ? [] : [at];
  }
  if (typeof event !== "object" || event === null) return [at];
  return Object.entries(sample).flatMap(([key, value]) =>
    differences(value, Reflect.get(event, key), `${at}.${key}`),
  );
}

it.skipIf(!existsSync(path))(
  `makes events of the shape of AWS's sample${existsSync(path) ? "" : " (skipped: no ../shared/cases)"}`,
  () => {
    const { cases } = JSON.parse(readFileSync(path, "utf8")) as {
      readonly cases: readonly ShapeCase[];
    };
    const sample = cases.find(({ input }) => input.name === "sqs-event")!.expected.event;
    const event = sqsToLambda.eventOf(
      {
        type: "batch",
        form: "sqs.queue",
        items: [
          {
            receipt: { id: 0 as SlabId, queue: 1, message: 1, receive: 1 },
            identity: { queue: 1, message: 1 },
            content: {
              body: "Message Body",
              size: 12,
              attributes: [
                { name: "Attribute1", dataType: "String", value: "AttributeValue1" },
                { name: "Attribute2", dataType: "Number", value: "123" },
                { name: "Attribute3", dataType: "Binary", value: "MTEwMA==" },
              ],
              traceHeader: null,
            },
            trail: noTrail,
            sentAt: 0 as Instant,
            firstReceivedAt: 1_000 as Instant,
            receiveCount: 2,
            groupId: null,
            deduplicationId: null,
            sequenceNumber: null,
            deadLetterSource: null,
          } as ReceivedMessage,
        ],
        source: "arn:aws:sqs:us-west-2:123456789012:SQSQueue",
        region: "us-west-2",
        reportsItems: false,
        size: 100,
      },
      0,
    );
    expect(differences(sample, event)).toEqual([]);
    expect(differences(sample, { Records: [{}] })).not.toEqual([]);
  },
);
