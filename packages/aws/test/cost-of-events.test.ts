import { seconds, type Instant, type Simulation } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { prepareRun, simulate, type AwsSimulation } from "../src/index.ts";
import { scenarioOf, type ScenarioShape } from "./random-scenario.ts";

const content = { body: "order", size: 5, attributes: [], traceHeader: null };

/** A queue in which so many messages wait. */
function backlog(count: number, fifo: boolean): AwsSimulation {
  const simulation = simulate();
  const name = fifo ? "orders.fifo" : "orders";
  const attributes = fifo
    ? {
        FifoQueue: "true",
        DeduplicationScope: "messageGroup",
        FifoThroughputLimit: "perMessageGroupId",
      }
    : {};
  simulation.client().call("sqs", "CreateQueue", { QueueName: name, Attributes: attributes });
  for (let sent = 0; sent < count; sent += 10) {
    const entries = Array.from({ length: 10 }, (_, place) => ({
      type: "sendMessage",
      content,
      delay: null,
      groupId: fifo ? `group-${(sent + place) % 97}` : null,
      deduplicationId: fifo ? `${sent + place}` : null,
    }));
    simulation.tell(`sqs.queue:${name}`, { type: "sendMessageBatch", entries, trail } as never);
    if (sent % 1_000 === 0) advance(simulation, 0.2);
  }
  advance(simulation, 1);
  return simulation;
}

const trail = { from: 0, number: 1, at: 0, lineage: null };

function advance(simulation: Simulation, time: number): void {
  simulation.run({ until: (simulation.now + seconds(time)) as Instant });
}

/** What the parts of a state are that a fork shares with its original: chunks of collections, and first lists. */
function chunksOf(state: unknown): Set<object> {
  const chunks = new Set<object>();
  const visit = (value: unknown) => {
    if (typeof value !== "object" || value === null) return;
    const { chunks: own, near } = value as {
      readonly chunks?: readonly object[];
      readonly near?: object;
    };
    if (near !== undefined) chunks.add(near);
    if (Array.isArray(own)) for (const chunk of own as readonly object[]) chunks.add(chunk);
    else for (const part of Object.values(value)) visit(part);
  };
  visit(state);
  return chunks;
}

/** How many chunks a receive and a deletion write on. */
function touchedBy(simulation: AwsSimulation): number {
  const [name] = simulation.names.filter((each) => each.startsWith("sqs.queue"));
  const before = chunksOf(simulation.stateOf(name!));
  const fork = simulation.fork();
  const receive = {
    type: "receive",
    maxNumberOfMessages: 10,
    visibilityTimeout: null,
    waitTime: 0,
    receiveRequestAttemptId: null,
  };
  fork.tell(name!, receive, (body) => {
    const { messages } = body as unknown as { messages: { receipt: unknown }[] };
    expect(messages.length).toBe(10);
    const receipts = messages.map(({ receipt }) => receipt);
    fork.tell(name!, { type: "finish", receipts } as never);
  });
  advance(fork, 1);
  return [...chunksOf(fork.stateOf(name!))].filter((chunk) => !before.has(chunk)).length;
}

describe("law 8, cost", () => {
  it.each([false, true])(
    "is the same with 100 messages waiting and with 30,000, FIFO: %s",
    (fifo) => {
      const few = touchedBy(backlog(100, fifo));
      const many = touchedBy(backlog(30_000, fifo));
      expect(few).toBeGreaterThan(0);
      // Of 10 messages and their groups each may lie in a chunk of its own, with its neighbors in lists.
      expect(many).toBeLessThanOrEqual(few + 60);
    },
  );

  it("does not grow with virtual time: what there is after an hour fits where it did after minutes", () => {
    const shape: ScenarioShape = {
      seed: 1,
      fifo: false,
      rate: 5,
      batchSize: 5,
      window: 0,
      reportBatchItemFailures: true,
      maximumConcurrency: 5,
      reservedConcurrency: null,
      visibilityTimeout: 6,
      maxReceiveCount: 2,
      duration: seconds(0.4),
      failures: 0.1,
      poison: 0,
      delaySeconds: 0,
      duplicateRate: 0,
      outage: false,
    };
    const scenario = scenarioOf(shape);
    const [workload] = scenario.workloads;
    const endless = { ...scenario, workloads: [{ ...workload!, until: null }] };
    const { simulation } = prepareRun(endless, { seed: 1 });
    // Dead letters stay, as they must; they are taken away each time.
    const sizeAt = (minute: number) => {
      simulation.run({ until: seconds(60 * minute) as number as Instant });
      simulation.client().call("sqs", "PurgeQueue", { QueueUrl: "dead" });
      // Records that serve again are a few for each slab, however long it takes until there are as many.
      const sizeOf = (snapshot: unknown) =>
        JSON.stringify(snapshot, (name, value: unknown) => (name === "spares" ? null : value))
          .length;
      return sizeOf(simulation.snapshot());
    };
    const early = Math.max(...[4, 6, 8, 10].map(sizeAt));
    const late = Math.max(...[54, 56, 58, 60].map(sizeAt));
    expect(late).toBeLessThan(early * 1.5);
  });
});
