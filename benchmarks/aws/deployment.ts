import { deploy, lambda, sources, sqs, Stack } from "@orrery/orrery";
import { printOutcome, secondsOf } from "../outcome.ts";

// What a test waits for its world, of an architecture that was deployed once and has a backlog: the instant was
// asked for before. Each world goes on a little, so that what is copied only then counts too.

const worlds = Number(process.argv[2]);

const stack = new Stack("shop");
const dlq = new sqs.Queue(stack, "OrdersDlq");
const orders = new sqs.Queue(stack, "Orders", {
  visibilityTimeout: "30s",
  deadLetterQueue: { queue: dlq, maxReceiveCount: 3 },
});
new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 1 }).addEventSource(
  new sources.SqsEventSource(orders),
);
const shop = deploy(stack, {
  workload: [{ to: "Orders", arrivals: { poisson: { rate: "300/s" } } }],
});

let sum = 0;
const make = (count: number): void => {
  for (let left = count; left > 0; left -= 1) {
    sum += shop.at("10m").run("10ms").gauge("Orders", "ApproximateNumberOfMessagesVisible");
  }
};
make(worlds / 10);
sum = 0;
const seconds = secondsOf(() => make(worlds));
printOutcome({ value: (seconds * 1_000) / worlds, work: worlds, count: sum });
