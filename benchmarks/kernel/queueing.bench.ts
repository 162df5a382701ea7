import type { Benchmark, Budget, Contender, PeerKind } from "../benchmark.ts";

/** Whole models through the public machine interface, with the digest on. */
export function queueingBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const work = isQuick ? 100_000 : 4_000_000;
  const slow = isQuick ? work : work / 20;
  const compiled = isQuick ? work : work / 4; // What is compiled as it runs needs some time for that.
  const programs: Readonly<Record<string, string>> = {
    simjs: "kernel/queueing-simjs.ts",
    simpy: "peers/queueing.py",
    pypy: "peers/queueing.py",
    simgrid: "peers/queueing-simgrid.cpp",
    "ns-3": "peers/queueing-ns3.cpp",
    simcpp20: "peers/queueing-simcpp20.cpp",
    "stability-sim": "kernel/queueing-stability-sim.ts",
  };
  const peer = (name: string, kind: PeerKind, model: string, amount: number): Contender => ({
    name,
    kind,
    program: programs[kind]!,
    args: [model, amount],
  });
  const benchmark = (
    name: string,
    unit: string,
    model: string,
    peersOf: string,
    budgets: readonly Budget[] = [],
  ): Benchmark => ({
    name,
    unit,
    better: "more",
    ours: {
      name: "orrery",
      kind: "ours",
      program: "kernel/queueing.ts",
      args: [model, work],
      counted: [model, 300_000],
      steady: [
        [model, 500_000],
        [model, 1_500_000],
      ],
    },
    peers: [
      ...(peersOf === "phold" ? [] : [peer("simjs", "simjs", peersOf, compiled)]),
      peer("SimPy", "simpy", peersOf, slow),
      peer("SimPy on PyPy", "pypy", peersOf, compiled),
      ...(peersOf === "mm1" ? [peer("SimGrid", "simgrid", peersOf, compiled)] : []),
      peer("ns-3", "ns-3", peersOf, work),
      peer("SimCpp20", "simcpp20", peersOf, work),
      ...(peersOf === "mm1" ? [peer("SimCpp20, two processes", "simcpp20", "two", work)] : []),
      ...(peersOf === "phold" ? [] : [peer("stability-sim", "stability-sim", peersOf, slow)]),
    ],
    budgets,
  });
  return [
    {
      ...benchmark("queueing/mm1", "M customers/s", "mm1", "mm1", [
        { against: "simjs", atLeast: 2, aim: 4 },
        { against: "SimPy", atLeast: 15, aim: 30 },
        { against: "SimCpp20", atLeast: 0.5, aim: 1 },
      ]),
      bytesBudget: { atMost: 38, aim: 100 },
    },
    benchmark("queueing/mm1 as two components", "M customers/s", "mm1-pair", "mm1"),
    benchmark("queueing/erlang loss", "M customers/s", "loss", "loss"),
    benchmark("queueing/phold", "M hops/s", "phold", "phold"),
  ];
}
