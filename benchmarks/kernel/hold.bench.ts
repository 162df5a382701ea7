import type { Benchmark, Contender } from "../benchmark.ts";
import { holding } from "../workloads.ts";
import type { HoldSettings } from "./hold-draws.ts";

const allSizes = { "10": 10, "1k": 1_000, "100k": 100_000, "1M": 1_000_000 };

/** The hold model of the event queue: the kernel's wheel against other structures and simulators. */
export function holdBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const benchmarks: Benchmark[] = [];
  const sizes = isQuick ? { "1k": 1_000 } : allSizes;
  for (const [size, waiting] of Object.entries(sizes)) {
    for (const cancels of [false, true]) {
      for (const ties of [false, true]) {
        // Long enough that each of those that wait leaves more than once.
        const steps = isQuick ? 10_000 : Math.max(2_000_000, 3 * waiting);
        const settings = holding(waiting, steps, { cancels, ties });
        const mix = `${cancels ? "/cancel" : ""}${ties ? "/ties" : ""}`;
        benchmarks.push(holdBenchmark(`hold/${size}${mix}`, settings, isQuick));
      }
    }
  }
  return benchmarks;
}

function holdBenchmark(name: string, settings: HoldSettings, isQuick: boolean): Benchmark {
  const { waiting, steps, cancels, ties } = settings;
  const args = [waiting, steps, Number(cancels), Number(ties)];
  // These are slower by far; their figures hold for fewer steps as well.
  const fewer = [waiting, isQuick ? steps : steps / 5, Number(cancels), Number(ties)];
  const ours = (structure: string): Contender => ({
    name: structure,
    kind: "ours",
    program: "kernel/hold.ts",
    args: [structure, ...args],
  });
  const ns3 = (scheduler: string): Contender => ({
    name: `ns-3 ${scheduler}`,
    kind: "ns-3",
    program: "peers/hold-ns3.cpp",
    args: [...args, scheduler],
  });
  return {
    name,
    unit: "M steps/s",
    better: "more",
    ours: {
      ...ours("wheel"),
      counted: ["wheel", waiting, 1_000_000, Number(cancels), Number(ties)],
    },
    peers: [
      ours("heap"),
      ours("ladder"),
      ours("calendar"),
      { name: "std::priority_queue", kind: "c++", program: "peers/hold.cpp", args },
      ns3("map"),
      ns3("priority-queue"),
      { name: "simjs", kind: "simjs", program: "kernel/hold-simjs.ts", args: fewer },
      { name: "SimPy", kind: "simpy", program: "peers/hold.py", args: fewer },
    ],
    ...(waiting === 100_000 && cancels && !ties
      ? { budgets: [{ against: "std::priority_queue", atLeast: 1, aim: 2 }] }
      : {}),
  };
}
