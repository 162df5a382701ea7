import { base64Of, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { Deliver } from "../../../sink/protocol.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { recordIdOf } from "../record-event.ts";
import { functionArn, openDeliveryStream, put } from "../test/driven-delivery-stream.ts";
import { returned } from "../test/function-entry.ts";

const byCustomer = {
  prefix: "c=!{partitionKeyFromQuery:customer}/",
  errorOutputPrefix: "errors/!{firehose:error-output-type}/",
  partitioning: { queries: [{ name: "customer", path: ["order", "customer"] }] },
  bufferInterval: seconds(10),
} as const;
const order = (customer: string | null) => JSON.stringify({ order: { customer } });

it("firehose.partitioning.keys: makes objects of their own for each key, and errors of those without", () => {
  const stream = openDeliveryStream(byCustomer);
  for (const customer of ["a", "b", "a", null]) put(stream, order(customer));
  expect(stream.gauges()["PartitionCount"]).toBe(2);
  stream.advance(seconds(10));
  const objects = stream.sent.map(({ input }) => input as Deliver);
  expect(objects.map(({ key }) => key!.split("/2026")[0])).toEqual([
    "c=a",
    "c=b",
    "errors/metadata-extraction-failed",
  ]);
  expect(objects[0]!.body).toBe(order("a") + order("a"));
  expect(stream.gauges()["PartitionCount"]).toBe(0);
});

it("firehose.partitioning.keys: takes keys that the function gives", () => {
  const stream = openDeliveryStream({
    ...byCustomer,
    prefix: "!{partitionKeyFromLambda:year}/",
    partitioning: { queries: [] },
    transform: { arn: functionArn, bufferInterval: seconds(1) },
  });
  put(stream, "a");
  stream.advance(seconds(1));
  const recordId = recordIdOf({ identity: { queue: 1, message: 1 } });
  const data = base64Of(utf8Of("a"));
  const metadata = { partitionKeys: { year: "1999" } };
  stream.answer(
    stream.sent[0]!,
    returned({ records: [{ recordId, result: "Ok", data, metadata }] }),
  );
  stream.advance(seconds(10));
  expect((stream.sent[0]!.input as Deliver).key).toMatch(/^1999\/2026\/01\/01\/00\/clicks-1-/);
});

it("firehose.partitioning.active: fails records of partitions beyond the quota", () => {
  const stream = openDeliveryStream(byCustomer, {
    quota: (name) => (name === "firehose.activePartitions" ? 1 : 1_000_000),
  });
  for (const customer of ["a", "b", "a"]) put(stream, order(customer));
  expect(stream.meter("PartitionCountExceeded").sum).toBe(1);
  stream.advance(seconds(10));
  const bodies = stream.sent.map(({ input }) => (input as Deliver).body);
  expect(bodies[0]).toBe(order("a") + order("a"));
  expect(bodies[1]).toContain("ActivePartitionLimitExceeded");
});
