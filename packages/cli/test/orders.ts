import { call, Stack, wait, type Scripts, sqs, lambda, sources } from "@orrery/aws";
import { milliseconds, seconds } from "@orrery/kernel";

/** A queue and a function that reads it and sends a receipt, as the guide writes them. */
export const architecture = new Stack("orders");
const receipts = new sqs.Queue(architecture, "Receipts");
const orders = new sqs.Queue(architecture, "Orders", {
  visibilityTimeout: seconds(60),
  chance: { duplicates: 0.5 },
});
const worker = new lambda.Function(architecture, "Worker", {
  timeout: seconds(10),
  behavior: { script: "work" },
});
worker.addEventSource(new sources.SqsEventSource(orders, { batchSize: 5 }));

export const scripts: Scripts = {
  *work() {
    yield wait(milliseconds(50));
    yield call("sqs", "SendMessage", { QueueUrl: receipts.queueUrl, MessageBody: "done" });
    return null;
  },
};

export const scenario = {
  duration: "2m",
  workload: [{ to: "Orders", arrivals: { constant: { rate: "1/s" } } }],
};
