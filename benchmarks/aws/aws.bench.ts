import type { Benchmark, Budget, BytesBudget, Contender } from "../benchmark.ts";
import type { CalledResource, CallingBehavior } from "./scenarios.ts";

const ours = (
  name: string,
  program: string,
  args: readonly (string | number)[],
  more: Pick<Contender, "nodeOptions" | "counted" | "steady" | "staysPut"> = {},
): Contender => ({ name, kind: "ours", program, args, ...more });

/** The services through their public interface, with digest and metrics on. */
export function awsBenchmarks(isQuick: boolean): readonly Benchmark[] {
  return [
    ...functionBenchmarks(isQuick),
    ...callBenchmarks(isQuick),
    ...pathBenchmarks(isQuick),
    ...tableBenchmarks(isQuick),
    ...bucketBenchmarks(isQuick),
    {
      name: "stream/shards",
      unit: "M records/s",
      better: "more",
      ours: ours("orrery", "aws/shards.ts", isQuick ? [10, 2] : [100, 30]),
      peers: [],
      budgets: [{ against: null, atLeast: 1, aim: 2 }],
    },
    ...busBenchmarks(isQuick),
    {
      name: "workflow/executions of ten states",
      unit: "k transitions/s",
      better: "more",
      ours: ours("orrery", "aws/workflow.ts", [isQuick ? 2_000 : 100_000]),
      peers: [],
      budgets: [{ against: null, atLeast: 300, aim: 500 }],
    },
    {
      name: "front/requests through a load balancer to a function",
      unit: "M requests/s",
      better: "more",
      ours: ours("orrery", "aws/load-balancer.ts", [isQuick ? 2_000 : 400_000]),
      peers: [],
      budgets: [{ against: null, atLeast: 0.1, aim: 0.15 }],
    },
    ...chainBenchmarks(isQuick),
    ...manyBenchmarks(isQuick),
    {
      name: "run/as the command does, with percentiles, gauges and a report",
      unit: "M events/s",
      better: "more",
      ours: ours("as the command does", "aws/command.ts", ["command", isQuick ? 1 : 8], {
        staysPut: true,
      }),
      peers: [
        ours("the simulation alone", "aws/command.ts", ["bare", isQuick ? 1 : 8], {
          staysPut: true,
        }),
      ],
      budgets: [{ against: "the simulation alone", atLeast: 1 / 1.3, aim: 0.9 }],
    },
    ...percentileBenchmarks(isQuick),
    ...worldBenchmarks(isQuick),
    ...searchBenchmarks(isQuick),
    ...memoryBenchmarks(isQuick),
    {
      name: "deployment/a world for a test, with 10 ms of its time",
      unit: "ms",
      better: "less",
      ours: ours("orrery", "aws/deployment.ts", [isQuick ? 100 : 20_000]),
      peers: [],
      budgets: [{ against: null, atLeast: 1, aim: 0.3 }],
    },
    {
      name: "startup/import and first event, processor time",
      unit: "ms",
      better: "less",
      ours: ours("orrery", "aws/startup.ts", ["import"], { staysPut: true }),
      peers: [],
      budgets: [{ against: null, atLeast: 40, aim: 30 }],
    },
    {
      name: "startup/import to the first invocation by a queue, processor time",
      unit: "ms",
      better: "less",
      ours: ours("orrery", "aws/startup.ts", ["invoked"], { staysPut: true }),
      peers: [],
      budgets: [{ against: null, atLeast: 80, aim: 40 }],
    },
    {
      name: "startup/what is read until then",
      unit: "KB",
      better: "less",
      ours: ours("orrery", "aws/startup.ts", ["read"], { staysPut: true }),
      peers: [],
    },
    {
      name: "startup/process to first invocation, on the wall",
      unit: "ms",
      better: "less",
      ours: ours("orrery", "aws/startup.ts", ["process"], { staysPut: true }),
      peers: [ours("Node.js alone", "aws/startup.ts", ["node"], { staysPut: true })],
    },
    {
      name: "day/24 hours at 100 messages a second, on the wall",
      unit: "s",
      better: "less",
      ours: ours("orrery", "aws/day.ts", [isQuick ? 1 : 1_440]),
      peers: [],
    },
    {
      name: "cores/16 seeds over 2 cores, on the wall",
      unit: "runs/s",
      better: "more",
      ours: ours("2 cores", "aws/cores.ts", [2, isQuick ? 2 : 120]),
      peers: [ours("1 core", "aws/cores.ts", [1, isQuick ? 2 : 120])],
      budgets: [{ against: "1 core", atLeast: 1.7, aim: 1.9 }],
    },
  ];
}

/** A bus with 300 rules at 10,000 events a second, and its patterns alone: all in one structure, or each by itself. */
function busBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const matching = (name: string, way: string, events: number): Contender =>
    ours(name, "aws/rules.ts", [way, isQuick ? 500 : events]);
  return [
    {
      name: "bus/300 rules, 10,000 events a second",
      unit: "M events/s",
      better: "more",
      ours: ours("orrery", "aws/rules.ts", ["bus", isQuick ? 1 : 30, 1_000]),
      peers: [],
      budgets: [{ against: null, atLeast: 0.3, aim: 0.5 }],
    },
    {
      name: "bus/300 rules, no body comes twice",
      unit: "M events/s",
      better: "more",
      ours: ours("orrery", "aws/rules.ts", ["bus", isQuick ? 1 : 10, isQuick ? 10_000 : 100_000]),
      peers: [],
      budgets: [{ against: null, atLeast: 0.3, aim: 0.4 }],
    },
    {
      name: "bus/300 patterns",
      unit: "M events/s",
      better: "more",
      ours: matching("together", "together", 300_000),
      peers: [matching("one by one", "apart", 5_000)],
      budgets: [{ against: "one by one", atLeast: 20, aim: 100 }],
    },
  ];
}

/** What begins at a REST API: with all that is counted of requests, functions, messages and items. */
function chainBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const chain = (name: string, behind: string, budget: Budget): Benchmark => ({
    name: `front/${name}`,
    unit: "M requests/s",
    better: "more",
    ours: ours("orrery", "aws/rest-api.ts", [behind, isQuick ? 2_000 : 1_000_000], {
      counted: [behind, 40_000],
      steady: [
        [behind, 60_000],
        [behind, 160_000],
      ],
    }),
    peers: [],
    budgets: [budget],
  });
  return [
    chain("REST API → function", "function", { against: null, atLeast: 0.15, aim: 0.3 }),
    chain("REST API → function → table", "table", { against: null, atLeast: 0.15, aim: 0.25 }),
    // A day at a thousand requests a second in four minutes.
    chain("REST API → queue → function → table", "queue", {
      against: null,
      atLeast: 0.15,
      aim: 0.36,
    }),
  ];
}

/** As many messages through one chain of queue, mapping and function, or through thousands; and what it takes to make those. */
function manyBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const messages = isQuick ? 5_000 : 1_000_000;
  const chains = (count: number, name: string): Contender =>
    ours(name, "aws/many.ts", ["run", count, messages]);
  return [
    {
      name: "many/12,000 components",
      unit: "M events/s",
      better: "more",
      ours: isQuick ? chains(20, "80 components") : chains(3_000, "12,000 components"),
      peers: [chains(10, "42 components")],
      ...(isQuick ? {} : { budgets: [{ against: "42 components", atLeast: 1 / 6, aim: 1 / 2 }] }),
    },
    {
      name: "many/making and reporting 10,000 resources",
      unit: "s",
      better: "less",
      ours: ours("orrery", "aws/many.ts", ["make", isQuick ? 20 : 3_334]),
      peers: [],
      budgets: [{ against: null, atLeast: 3, aim: 2 }],
    },
  ];
}

function functionBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const work = isQuick ? 40_000 : 4_000_000;
  const simpy: Contender = {
    name: "SimPy",
    kind: "simpy",
    program: "peers/function.py",
    args: [isQuick ? work : 200_000],
  };
  const pypy: Contender = {
    ...simpy,
    name: "SimPy on PyPy",
    kind: "pypy",
    args: [isQuick ? work : 1_000_000],
  };
  const simfaas: Contender = {
    name: "SimFaaS",
    kind: "simfaas",
    program: "peers/function-simfaas.py",
    args: [isQuick ? work : 200_000],
  };
  const benchmark = (
    name: string,
    pool: "account" | "reserved",
    budgets: readonly Budget[],
    bytesBudget: BytesBudget,
  ): Benchmark => ({
    name: `function/${name}`,
    unit: "M invocations/s",
    better: "more",
    ours: ours("orrery", "aws/function.ts", [pool, work], {
      counted: [pool, 100_000],
      steady: [
        [pool, 150_000],
        [pool, 400_000],
      ],
    }),
    peers: [simpy, pypy, simfaas],
    budgets,
    bytesBudget,
  });
  const overSimpy = { against: "SimPy", atLeast: 3, aim: 8 };
  const overSimfaas = { against: "SimFaaS", atLeast: 10, aim: 15 };
  const asynchronous = { against: null, atLeast: 0.5, aim: 0.6 };
  return [
    // What the peer models: a function that shares its concurrency with no other.
    benchmark("reserved concurrency", "reserved", [overSimpy, overSimfaas], {
      atMost: 110,
      aim: 150,
    }),
    benchmark("account's concurrency", "account", [], { atMost: 112, aim: 150 }),
    {
      ...benchmark("asynchronous", "account", [asynchronous], { atMost: 94, aim: 150 }),
      ours: ours("orrery", "aws/function.ts", ["account", work, "event"], {
        counted: ["account", 100_000, "event"],
        steady: [
          ["account", 150_000, "event"],
          ["account", 400_000, "event"],
        ],
      }),
      peers: [],
    },
  ];
}

/**
 * What a call through the control plane costs, beside a message that is sent straight to the queue: one for all,
 * as of a profile, or one of its own each time, which the queue keeps, as of a script. What a function puts into a
 * table by calls stands beside what it sends to a queue by them.
 */
function callBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const work = isQuick ? 30_000 : 1_000_000;
  const counted = 60_000;
  const saying = (name: string): Contender =>
    ours(name, "aws/call.ts", [name, work], { counted: [name, counted] });
  const calling = (
    by: CallingBehavior,
    to: CalledResource = "queue",
    name: string = by,
  ): Contender =>
    ours(name, "aws/function-call.ts", [by, work, to], { counted: [by, counted, to] });
  const benchmark = (name: string, contender: Contender, against: Contender): Benchmark => ({
    name: `call/${name}`,
    unit: "µs",
    better: "less",
    ours: contender,
    peers: [against],
    budgets: [{ against: against.name, atLeast: 0.5, aim: 0.6 }], // At most twice as much.
  });
  return [
    benchmark("call", saying("call"), saying("send")),
    benchmark("written call", saying("written call"), saying("written send")),
    benchmark("by a profile", calling("profile"), saying("send")),
    benchmark("by a script", calling("script"), saying("written send")),
    benchmark(
      "by a profile to a table",
      calling("profile", "table", "to a table"),
      calling("profile", "queue", "to a queue"),
    ),
  ];
}

function pathBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const messages = isQuick ? 2_000 : 500_000;
  const most = { plain: 200_000, trace: 30_000, size: 30_000, immer: 2_000 }; // Of which bytes are counted.
  const leastCounted = 40_000;
  const path = (
    name: string,
    mode: keyof typeof most,
    unit: string,
    waiting: number,
    amount = messages,
  ): Contender => {
    const argsFor = (work: number) => [mode, unit, waiting, work, isQuick ? "small" : "full"];
    // Ten million that wait would take a minute to put there once more.
    const isCounted = unit === "events" && waiting <= 1_000_000;
    // What warms up is to be little of it, also where little is run.
    const least = mode === "plain" && waiting === 0 ? leastCounted : 0;
    const amountCounted = Math.max(least, Math.min(amount, most[mode]));
    const counted = isCounted ? { counted: argsFor(amountCounted) } : {};
    const isSteady = mode === "plain" && unit === "events" && waiting === 0;
    const steady = isSteady ? { steady: [argsFor(250_000), argsFor(550_000)] as const } : {};
    return ours(name, "aws/path.ts", argsFor(amount), { ...counted, ...steady });
  };
  const rate = (name: string, unit: string, budget: Budget): Benchmark => ({
    name,
    unit: `M ${unit}/s`,
    better: "more",
    ours: path("orrery", "plain", unit, 0, isQuick ? messages : 2_000_000),
    peers: [],
    budgets: [budget],
  });
  const sizes = isQuick
    ? { "1k": 1_000 }
    : { "100": 100, "1k": 1_000, "100k": 100_000, "1M": 1_000_000, "10M": 10_000_000 };
  return [
    {
      ...rate("path/events", "events", { against: null, atLeast: 1, aim: 3 }),
      bytesBudget: { atMost: 206, aim: 200 },
    },
    rate("path/messages", "messages", { against: null, atLeast: 0.2, aim: 0.5 }),
    {
      name: "path/recording",
      unit: "M events/s",
      better: "more",
      ours: path("with a trace", "trace", "events", 0, isQuick ? messages : 100_000),
      peers: [path("without", "plain", "events", 0, isQuick ? messages : 100_000)],
      budgets: [{ against: "without", atLeast: 0.5, aim: 0.8 }],
    },
    {
      name: "path/size of a trace",
      unit: "bytes an event",
      better: "less",
      ours: path("orrery", "size", "events", 0, isQuick ? messages : 100_000),
      peers: [],
      budgets: [{ against: null, atLeast: 100, aim: 50 }],
    },
    {
      name: "path/immutable executor",
      unit: "M events/s",
      better: "more",
      ours: path("with immer", "immer", "events", 0, isQuick ? messages : 20_000),
      peers: [path("in place", "plain", "events", 0)],
    },
    ...Object.entries(sizes).map(([size, waiting]): Benchmark => ({
      name: `path/${size} waiting`,
      unit: "M events/s",
      better: "more",
      ours: path(`${size} waiting`, "plain", "events", waiting),
      peers: [path("10k waiting", "plain", "events", 10_000)],
      ...(size === "10M" ? { budgets: [{ against: "10k waiting", atLeast: 0.5, aim: 0.8 }] } : {}),
    })),
  ];
}

function tableBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const writes = isQuick ? 2_000 : 500_000;
  const table = (items: number, name: string): Contender =>
    ours(name, "aws/table-size.ts", [items, writes], {
      // V8 gives a program four gigabytes.
      ...(items > 1_000_000 ? { nodeOptions: ["--max-old-space-size=12000"] } : {}),
    });
  const sizes = isQuick
    ? { "1k": 1_000 }
    : { "1k": 1_000, "100k": 100_000, "1M": 1_000_000, "10M": 10_000_000 };
  return [
    {
      name: "table/point",
      unit: "M operations/s",
      better: "more",
      ours: ours("orrery", "aws/table.ts", [10_000, isQuick ? writes : 2_000_000], {
        counted: [10_000, 100_000],
      }),
      peers: [],
      budgets: [{ against: null, atLeast: 0.5, aim: 0.7 }],
    },
    ...Object.entries(sizes).map(([size, items]): Benchmark => ({
      name: `table/size/${size} items`,
      unit: "M operations/s",
      better: "more",
      ours: table(items, `${size} items`),
      peers: [table(10, "10 items")],
      ...(size === "10M" ? { budgets: [{ against: "10 items", atLeast: 0.5, aim: 0.8 }] } : {}),
    })),
  ];
}

/** Objects that are put and read by turns. */
function bucketBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const operations = isQuick ? 2_000 : 500_000;
  const bucket = (objects: number, name: string): Contender =>
    ours(name, "aws/bucket-size.ts", [objects, operations]);
  const sizes = isQuick ? { "1k": 1_000 } : { "1k": 1_000, "100k": 100_000, "1M": 1_000_000 };
  return Object.entries(sizes).map(([size, objects]) => ({
    name: `bucket/size/${size} objects`,
    unit: "M operations/s",
    better: "more",
    ours: bucket(objects, `${size} objects`),
    peers: [bucket(10, "10 objects")],
    ...(size === "1M" ? { budgets: [{ against: "10 objects", atLeast: 0.5, aim: 0.8 }] } : {}),
  }));
}

function percentileBenchmarks(isQuick: boolean): readonly Benchmark[] {
  return [
    {
      name: "percentiles/a recorded time",
      unit: "ns",
      better: "less",
      ours: ours("orrery", "aws/percentiles.ts", [isQuick ? 100_000 : 50_000_000]),
      peers: [],
      budgets: [{ against: null, atLeast: 20, aim: 10 }],
    },
  ];
}

function worldBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const sizes = isQuick
    ? { "1k": 1_000 }
    : { "1k": 1_000, "10k": 10_000, "100k": 100_000, "1M": 1_000_000 };
  const actions = isQuick
    ? { fork: 3, "fork and drop": 3, "fork and 100 events": 3, snapshot: 1, restore: 1 }
    : { fork: 201, "fork and drop": 201, "fork and 100 events": 101, snapshot: 3, restore: 3 };
  const isMeasured = (action: string) => action === "fork" || action === "fork and drop";
  return Object.entries(actions).flatMap(([action, times]) =>
    Object.entries(sizes)
      // As text, a world of a million messages is larger than a string can be.
      .filter(([size]) => action.startsWith("fork") || size !== "1M")
      .map(([size, waiting]) => {
        const world = (count: number, name: string) =>
          ours(name, "aws/world.ts", [action, count, times]);
        return {
          name: `world/${action}/${size} waiting, 10k in flight`,
          unit: "µs",
          better: "less" as const,
          ours: world(waiting, `${size} waiting`),
          peers: [world(100, "100 waiting")],
          ...(isMeasured(action) ? { budgets: [{ against: null, atLeast: 1_000, aim: 100 }] } : {}),
        };
      }),
  );
}

function searchBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const runs = isQuick ? 200 : 100_000;
  const states = isQuick ? 200 : 60_000;
  return [
    {
      name: "search/whole runs of 3 messages",
      unit: "runs/s",
      better: "more",
      ours: ours("from forks", "aws/search.ts", ["runs from forks", runs]),
      peers: [ours("from the start", "aws/search.ts", ["runs", runs])],
    },
    {
      name: "search/whole runs of 3 messages by re-execution",
      unit: "runs/s",
      better: "more",
      ours: ours("orrery", "aws/search.ts", ["runs", runs], {
        counted: ["runs", 2_000],
      }),
      peers: [],
      budgets: [{ against: null, atLeast: 10_000, aim: 50_000 }],
    },
    {
      name: "search/proof of 3 messages",
      unit: "proofs/s",
      better: "more",
      ours: ours("what stands for others left out", "aws/search.ts", ["proofs", states]),
      peers: [ours("nothing left out", "aws/search.ts", ["whole proofs", states])],
    },
    {
      name: "search/distinct states of 3 messages",
      unit: "states/s",
      better: "more",
      ours: ours("orrery", "aws/search.ts", ["states", states], {
        counted: ["states", 10_000],
      }),
      peers: [],
      budgets: [{ against: null, atLeast: 20_000, aim: 100_000 }],
    },
  ];
}

function memoryBenchmarks(isQuick: boolean): readonly Benchmark[] {
  const sizes = isQuick ? { "10k": 10_000 } : { "100k": 100_000, "1M": 1_000_000 };
  const each = (name: string, of: string, program: string, count: number, most: number) => ({
    name: `memory/${name}`,
    unit: `bytes ${of}`,
    better: "less" as const,
    ours: ours("orrery", program, [count], { nodeOptions: ["--expose-gc"] }),
    peers: [],
    budgets: [{ against: null, atLeast: most, aim: most / 2 }],
  });
  return Object.entries(sizes).flatMap(([size, count]) => [
    each(`${size} waiting`, "a message", "aws/memory.ts", count, 200),
    each(
      `${size} waiting executions`,
      "an execution besides its data",
      "aws/workflow-memory.ts",
      count,
      500,
    ),
    each(`${size} items`, "an item besides its attributes", "aws/table-memory.ts", count, 400),
  ]);
}
