import { printOutcome, secondsOf } from "../outcome.ts";
import { stabilitySim } from "../peers/stability-sim.ts";
import { lossGroup, singleServer } from "../workloads.ts";
import type { QueueingOutcome } from "./queueing.ts";

const { Client, Queue, Server, SimulationEngine } = stabilitySim;

/** In seconds, as stability-sim has all times. */
const inSeconds = (microseconds: number): number => microseconds / 1e6;

/** M/M/1 and Erlang's loss model of its own components: a server refuses whom it has no room for, a queue holds them. */
const models: Readonly<Record<string, (work: number) => QueueingOutcome>> = {
  mm1: (customers) => {
    const { engine, seconds, completed } = run({ ...singleServer(customers), servers: 1 }, "queue");
    const stays = engine.getMetrics().getTimeSeries("client", "latency");
    const sum = stays.reduce((total, { value }) => total + value * 1e6, 0);
    const pace = (engine.currentTime * 1e6) / completed;
    return { seconds, count: completed, mean: sum / completed, pace };
  },
  loss: (customers) => {
    const { engine, seconds, completed, failed } = run(lossGroup(customers), "server");
    const count = completed + failed;
    return { seconds, count, mean: failed / count, pace: (engine.currentTime * 1e6) / count };
  },
};

function run(
  settings: ReturnType<typeof lossGroup>,
  target: "queue" | "server",
): { engine: InstanceType<typeof SimulationEngine>; seconds: number } & Counts {
  const { betweenArrivals, service, servers, customers } = settings;
  const client = new Client("client", {
    trafficPattern: { type: "open-loop", meanArrivalRate: 1 / inSeconds(betweenArrivals) },
    retryStrategy: { type: "none" },
    targetComponentId: target,
    timeout: 0, // None.
  });
  const server = new Server("server", {
    serviceTimeDistribution: { type: "exponential", mean: inSeconds(service) },
    concurrencyLimit: servers,
  });
  const engine = new SimulationEngine(
    [client, new Queue("queue", { maxConcurrency: servers }), server],
    [{ id: "first", sourceId: "queue", targetId: "server" }],
    { endTime: inSeconds(customers * betweenArrivals), seed: 1_234 },
  );
  const context = { currentTime: 0, random: () => engine.getRng().random() };
  for (const event of client.generateInitialEvents(context)) engine.scheduleEvent(event);
  const seconds = secondsOf(() => engine.run());
  const { completedCount: completed, failedCount: failed } = client.getMetrics();
  return { engine, seconds, completed, failed };
}

interface Counts {
  readonly completed: number;
  readonly failed: number;
}

const [model, work] = process.argv.slice(2);
const runModel = models[model!]!;
runModel(50_000);
// It runs for as long as that many take on average, and not until so many came.
const { seconds, count, mean, pace } = runModel(Number(work));
printOutcome({ value: count / seconds / 1e6, work: Number(work), mean, pace });
