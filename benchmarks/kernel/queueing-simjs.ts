import { printOutcome, secondsOf } from "../outcome.ts";
import { firstComeFirstServed, simjs } from "../peers/simjs.ts";
import { lossGroup, singleServer } from "../workloads.ts";
import type { QueueingOutcome } from "./queueing.ts";

const endless = Number.MAX_SAFE_INTEGER;

/** M/M/1, or Erlang's loss model, with simjs's own facility, as its manual writes them. */
const models: Readonly<Record<string, (work: number) => QueueingOutcome>> = {
  mm1: (customers) => {
    const { sum, count, seconds, end } = run({ ...singleServer(customers), servers: 1 }, -1);
    return { seconds, count, mean: sum / count, pace: end / count };
  },
  loss: (customers) => {
    const { lost, count, seconds, end } = run(lossGroup(customers), 0);
    return { seconds, count, mean: lost / count, pace: end / count };
  },
};

function run(
  settings: ReturnType<typeof lossGroup>,
  room: number,
): { seconds: number; sum: number; lost: number; count: number; end: number } {
  const { betweenArrivals, service, servers, customers } = settings;
  const random = new simjs.Random(1_234);
  const facility = new simjs.Facility("servers", firstComeFirstServed, servers, room);
  let arrived = 0;
  let sum = 0;
  let lost = 0;
  let count = 0;
  let end = 0;

  class Source extends simjs.Entity {
    start(): void {
      this.setTimer(random.exponential(1 / betweenArrivals)).done(this.arrive);
    }
    arrive(): void {
      arrived += 1;
      const duration = random.exponential(1 / service);
      this.useFacility(facility, duration).done(this.finish, this, this.time());
      if (arrived < customers) this.start();
    }
    finish(arrivedAt: number): void {
      if (this.callbackMessage === -1) lost += 1;
      sum += this.time() - arrivedAt;
      count += 1;
      end = this.time();
    }
  }

  const simulation = new simjs.Sim();
  simulation.addEntity(Source);
  const seconds = secondsOf(() => simulation.simulate(endless));
  return { seconds, sum, lost, count, end };
}

const [model, work] = process.argv.slice(2);
const runModel = models[model!]!;
runModel(100_000);
const { seconds, ...came } = runModel(Number(work));
printOutcome({ value: came.count / seconds / 1e6, work: Number(work), ...came });
