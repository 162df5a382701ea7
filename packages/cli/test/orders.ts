import {
  call,
  LambdaFunction,
  Queue,
  SqsEventSource,
  Stack,
  wait,
  type Scripts,
} from "@orrery/aws";
import { milliseconds, seconds } from "@orrery/kernel";

/** A queue and a function that reads it and sends a receipt, as the guide writes them. */
export const architecture = new Stack("orders");
const receipts = new Queue(architecture, "Receipts");
const orders = new Queue(architecture, "Orders", {
  visibilityTimeout: seconds(60),
  chance: { duplicateRate: 0.5 },
});
const worker = new LambdaFunction(architecture, "Worker", {
  timeout: seconds(10),
  behavior: { type: "script", name: "work" },
});
worker.addEventSource(new SqsEventSource(orders, { batchSize: 5 }));

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
