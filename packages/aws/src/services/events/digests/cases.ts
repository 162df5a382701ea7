import { seconds } from "@orrery/kernel";
import { scenarioCase, workload, type DigestCase } from "../../../../test/digest-case.ts";
import { events, sqs, Stack, targets, type Scenario } from "../../../index.ts";

const body = (text: string) => ({ type: "body", body: text, size: text.length }) as const;

/** A bus whose rules bring events to queues, with an input of its own, and to nobody. */
function busToQueues(): Scenario {
  const stack = new Stack("shop");
  const bus = new events.EventBus(stack, "Bus");
  const dead = new sqs.Queue(stack, "Dead");
  const queue = new sqs.Queue(stack, "Queue");
  new events.Rule(stack, "Paid", {
    eventBus: bus,
    eventPattern: { source: ["shop"], detail: { total: [{ numeric: [">", 10] }] } },
    targets: [
      new targets.SqsQueue(queue, { deadLetterQueue: dead }),
      new targets.SqsQueue(queue, {
        message: events.RuleTargetInput.fromObject({
          id: events.EventField.fromPath("$.detail.id"),
        }),
      }),
    ],
  });
  new events.Rule(stack, "EachMinute", {
    schedule: events.Schedule.rate("1m"),
    targets: [new targets.SqsQueue(queue)],
  });
  const event = (total: number) =>
    body(JSON.stringify({ source: "shop", "detail-type": "paid", detail: { id: "a", total } }));
  return stack.scenario({
    duration: seconds(300),
    workloads: [
      workload("Bus", { type: "poisson", rate: 20 }, { payload: event(20) }),
      workload("Bus", { type: "poisson", rate: 5 }, { payload: event(5) }),
    ],
  });
}

/** Runs in which buses come first. */
export const eventsCases: readonly DigestCase[] = [
  scenarioCase("bus-to-queues", [41, 42], busToQueues),
];
