import { minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { workload } from "../../../test/digest-case.ts";
import { continueRun, lambda, prepareRun, reportOf, s3, sources, sqs, Stack } from "../../index.ts";
import type { SQSEvent, SQSRecord } from "./event-types.ts";

interface Options extends Partial<sqs.ExtendedClientProps> {
  readonly bytes?: number;
  /** The object goes before it is read. */
  readonly isLost?: boolean;
}

/** A function that sends a message, and one that reads it. */
function run({ bytes = 300_000, isLost = false, ...props }: Options) {
  const stack = new Stack("large");
  const payloads = new s3.Bucket(stack, "Payloads");
  const dead = new sqs.Queue(stack, "Dead");
  const orders = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: "30s",
    deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
  });
  const large = new sqs.ExtendedClient({ bucket: payloads, ...props });
  const seen: SQSRecord[] = [];
  const read: number[] = [];
  const sender = new lambda.Function(stack, "Sender", {
    *handler(_event, context) {
      yield* large.sendMessage(context, orders, "x".repeat(bytes));
    },
  });
  const reader = new lambda.Function(stack, "Reader", {
    *handler(event) {
      for (const record of (event as SQSEvent).Records) {
        seen.push(record);
        if (isLost) yield* large.deletePayload(record);
        const body = yield* large.bodyOf(record);
        read.push(body.length);
        yield* large.deletePayload(record);
      }
    },
  });
  reader.addEventSource(new sources.SqsEventSource(orders));
  const one = { type: "recorded", instants: [seconds(1)] } as const;
  const scenario = stack.scenario({
    duration: minutes(5),
    workloads: [workload(sender.id, one)],
  });
  const prepared = prepareRun(scenario, { seed: 1, scripts: stack.handlers });
  continueRun(prepared);
  return { seen, read, metrics: reportOf(prepared).metrics };
}

it("sqs.extended-client.offload: what is above 256 KiB goes through the bucket, and the queue has a pointer", () => {
  const { seen, read, metrics } = run({});
  expect(JSON.parse(seen[0]!.body)).toEqual([
    "software.amazon.payloadoffloading.PayloadS3Pointer",
    { s3BucketName: "large-payloads", s3Key: expect.stringMatching(/^[0-9a-f-]{36}$/) },
  ]);
  expect(seen[0]!.messageAttributes).toMatchObject({
    ExtendedPayloadSize: { dataType: "Number", stringValue: "300000" },
  });
  expect(read).toEqual([300_000]);
  expect(metrics["Payloads"]).toMatchObject({
    PutRequests: { sum: 1 },
    GetRequests: { sum: 1 },
    DeleteRequests: { sum: 1 },
  });
});

it("sqs.extended-client.threshold: what is not above the threshold goes as it is, unless all does", () => {
  const small = run({ bytes: 262_144 });
  expect([small.seen[0]!.body.length, small.read]).toEqual([262_144, [262_144]]);
  expect(small.metrics["Payloads"]!["PutRequests"]!.sum).toBe(0);
  expect(run({ bytes: 10, payloadSizeThreshold: 9 }).metrics["Payloads"]!["PutRequests"]!.sum).toBe(
    1,
  );
  const all = run({
    bytes: 10,
    alwaysThroughS3: true,
    useLegacyAttribute: true,
    s3KeyPrefix: "orders/",
  });
  expect(all.read).toEqual([10]);
  expect(JSON.parse(all.seen[0]!.body)).toEqual([
    "com.amazon.sqs.javamessaging.MessageS3Pointer",
    { s3BucketName: "large-payloads", s3Key: expect.stringMatching(/^orders\//) },
  ]);
  expect(all.seen[0]!.messageAttributes).toHaveProperty("SQSLargePayloadSize");
});

it("sqs.extended-client.missing: a message whose object is gone fails its reader until it is a dead letter", () => {
  const { read, seen, metrics } = run({ isLost: true });
  expect(read).toEqual([]);
  expect(seen).toHaveLength(2);
  expect(metrics["Reader"]!["Errors"]!.sum).toBe(2);
  expect(metrics["Orders"]!["MessagesMovedToDeadLetterQueue"]!.sum).toBe(1);
});
