import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { prepareRun, profile, Stack, type Scenario, sqs, lambda, sources } from "@orrery/aws";
import { seconds, type Duration, type Instant } from "@orrery/kernel";

/** A small scenario in which much may happen: failures, duplicates, cold starts, dead letters. */
export function soakScenario(): Scenario {
  const stack = new Stack("soak");
  const dead = new sqs.Queue(stack, "Dead");
  const orders = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: seconds(6),
    deadLetterQueue: { queue: dead, maxReceiveCount: 2 },
    chance: { duplicates: 0.1, reordering: 0.1 },
  });
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(3) });
  stack.say("Worker", {
    Behavior: profile({ duration: { type: "exponential", mean: 400_000 }, failures: 0.3 }),
  });
  worker.addEventSource(new sources.SqsEventSource(orders, { batchSize: 2, maxConcurrency: 2 }));
  return stack.scenario({
    duration: seconds(30),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "poisson", rate: 2 },
        from: 0 as Duration,
        until: seconds(3),
        payload: { type: "size", size: { type: "constant", value: 100 } },
        groups: [],
      },
    ],
  });
}

/** Seeds from `first` on whose two runs differ; none, if the promise holds. */
export function differingSeeds(first: number, count: number): readonly number[] {
  const scenario = soakScenario();
  const digestOf = (seed: number): string => {
    const { simulation } = prepareRun(scenario, { seed });
    simulation.run({ until: scenario.duration as number as Instant });
    return simulation.digest;
  };
  const differing: number[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    if (digestOf(seed) !== digestOf(seed)) differing.push(seed);
  }
  return differing;
}

const portion = 10_000;

/** Runs every seed twice, on all cores, and says which differ. */
async function soak(count: number): Promise<void> {
  const startedAt = performance.now();
  const path = fileURLToPath(import.meta.url);
  const differing: number[] = [];
  let next = 1;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next <= count) {
      const first = next;
      const size = Math.min(portion, count - first + 1);
      next += size;
      const workerOptions = { workerData: { first, count: size }, execArgv: process.execArgv };
      const found = await new Promise<readonly number[]>((resolve, reject) => {
        const worker = new Worker(path, workerOptions);
        worker.once("message", resolve);
        worker.once("error", reject);
      });
      differing.push(...found);
      done += size;
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${count} seeds`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  const took = ((performance.now() - startedAt) / 1_000).toFixed(0);
  console.log(`${count} seeds run twice in ${took} s, ${differing.length} with differing digests`);
  for (const seed of differing) console.log(`seed ${seed} differs`);
  process.exitCode = differing.length === 0 ? 0 : 1;
}

if (!isMainThread && parentPort !== null) {
  const { first, count } = workerData as { readonly first: number; readonly count: number };
  parentPort.postMessage(differingSeeds(first, count));
} else if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const count = Number(process.argv[2] ?? "1000000");
  if (!Number.isInteger(count) || count < 1) {
    console.error(`soak: expected a number of seeds, received ${process.argv[2]}`);
    process.exitCode = 2;
  } else {
    await soak(count);
  }
}
