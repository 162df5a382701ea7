import type { Rule } from "../service/rule.ts";

/** The rules that consumers follow that are no function; each has its test. */
export const consumerRules = [
  {
    id: "consumer.receive.defaults",
    status: "documented",
    source: "AWS SQS API Reference, on receiving: MaxNumberOfMessages, WaitTimeSeconds",
    date: "2026-11",
    text: "A receive asks for 1 message, and waits and hides as long as the queue says, unless the consumer says otherwise.",
  },
  {
    id: "consumer.receive.loop",
    status: "assumed",
    source:
      "Ours: as loops of sqs-consumer (npm) and of most frameworks do; a program may do anything",
    date: "2026-11",
    text: "A container has one receive under way at most: it asks for more once a worker is free and no message of it waits.",
  },
  {
    id: "consumer.deletion.retry",
    status: "documented",
    source: "AWS SDKs and Tools Reference Guide, Retry behavior: standard mode",
    date: "2026-11",
    text: "A deletion that is throttled, fails in the service or is lost is tried three times, as the AWS SDKs do.",
  },
] as const satisfies readonly Rule[];
