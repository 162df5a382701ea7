import {
  continueRun,
  lambda,
  prepareRun,
  profile,
  reportOf,
  sources,
  sqs,
  Stack,
} from "@orrery/aws";
import { milliseconds, noTime, seconds, type Duration, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

/** Messages a second of all chains together, so that as much happens in the same time however many there are. */
const rate = 10_000;

/** So many chains of a workload, a queue, a mapping and a function: four components each. */
export function scenario(
  chains: number,
  duration: Duration,
  rate = 10_000,
): ReturnType<Stack["scenario"]> {
  const stack = new Stack("many");
  const workloads = Array.from({ length: chains }, (_, number) => {
    const worker = new lambda.Function(stack, `Worker${number}`);
    stack.say(`Worker${number}`, {
      Behavior: profile({ duration: { type: "constant", value: milliseconds(20) } }),
    });
    const queue = new sqs.Queue(stack, `Queue${number}`);
    worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 10 }));
    return {
      to: `Queue${number}`,
      arrivals: { type: "poisson", rate: rate / chains },
      from: noTime,
      until: null,
      payload: { type: "body", body: '{"order":17}', size: 12 },
      groups: [],
    } as const;
  });
  return stack.scenario({
    duration,
    workloads,
    quotas: { "lambda.concurrentExecutions": 100_000 },
  });
}

if (import.meta.main) {
  const [mode, chains, work] = process.argv.slice(2) as [string, string, string];
  const count = Number(chains);
  if (mode === "make") {
    // What making so many takes, from their operations on, and a report of them.
    const made = scenario(count, seconds(1));
    const used = secondsOf(() => {
      const run = prepareRun(made, { seed: 1 });
      continueRun(run, { until: milliseconds(1) as number as Instant });
      reportOf(run);
    });
    printOutcome({ value: used, work: count });
  } else {
    const length = seconds(Number(work) / rate);
    const run = prepareRun(scenario(count, length), { seed: 1 });
    const { simulation } = run;
    const until = (part: number) => (length * part) as Instant;
    simulation.run({ until: until(0.3) });
    const before = simulation.events;
    const used = secondsOf(() => simulation.run({ until: until(1) }));
    const events = simulation.events - before;
    printOutcome({ value: events / used / 1e6, work: Number(work), events });
  }
}
