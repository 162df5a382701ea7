import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compare, describeComparison, type Bench } from "./against.ts";
import { checkAgreement, measure, median, ratiosOf, type Benchmark } from "./benchmark.ts";
import { bundlePrograms } from "./bundled.ts";
import { allBenchmarks } from "./catalog.ts";
import { checkAll } from "./check.ts";
import { describeInstructions, instructionsIn } from "./instructions.ts";
import type { Outcome } from "./outcome.ts";
import { queueingModels } from "./kernel/queueing.ts";
import { checkOut, counterpartOf } from "./older.ts";
import { countBytes } from "./peers/installed.ts";
import { howToGet, sourcesOf } from "./peers/sources.ts";
import { profileOf, sharesOf } from "./profile.ts";
import { besideOthers, ratioTable } from "./ratio-table.ts";
import { describe as describeResult, linesOf, verdictsOf } from "./table.ts";

const zero = { bytes: 0, events: 0 };
const contender = (name: string) => ({ name, kind: "ours", program: "", args: [] }) as const;
const benchmark: Benchmark = {
  name: "race",
  unit: "laps/s",
  better: "more",
  ours: contender("hare"),
  peers: [contender("tortoise")],
  budgets: [{ against: "tortoise", atLeast: 2, aim: 4 }],
};

describe("a benchmark", () => {
  it("measures ours and the peer in turn, and gives ratios by round", () => {
    const order: string[] = [];
    const run = ({ name }: { name: string }): Outcome => {
      order.push(name);
      return { value: name === "hare" ? 6 + order.length : 2, work: 1, count: 7 };
    };
    const result = measure(benchmark, 3, () => true, run);
    expect(order).toEqual(["hare", "tortoise", "tortoise", "hare", "hare", "tortoise"]);
    expect(ratiosOf(result, result.peers[0]!)).toEqual([3.5, 5, 5.5]);
    expect(linesOf(result)["race : tortoise"]).toMatchObject({
      ours: 10,
      peer: 2,
      peerName: "tortoise",
      ratio: 5,
      unit: "laps/s",
      spread: [3.5, 5.5],
    });
    expect(verdictsOf(result)).toEqual([
      "budget: at least 2 × tortoise, aim 4: 5.00, reaches its aim",
    ]);
  });

  it("gives a ratio above 1 to what takes less, where less is better", () => {
    const timed: Benchmark = { ...benchmark, better: "less" };
    const run = ({ name }: { name: string }): Outcome => ({
      value: name === "hare" ? 2 : 6,
      work: 1,
    });
    const result = measure(timed, 1, () => true, run);
    expect(ratiosOf(result, result.peers[0]!)).toEqual([3]);
  });

  it("leaves out a peer that is not installed, and says which", () => {
    const absent: Benchmark = {
      ...benchmark,
      peers: [{ ...contender("tortoise"), kind: "simpy" }],
    };
    const run = (): Outcome => ({ value: 1, work: 1 });
    const result = measure(absent, 1, (kind) => kind === "ours", run);
    expect(result.peers).toEqual([]);
    expect(result.skipped.map(({ name }) => name)).toEqual(["tortoise"]);
    expect(linesOf(result)).toEqual({
      race: {
        ours: 1,
        peer: null,
        peerName: null,
        ratio: null,
        unit: "laps/s",
        spread: [1, 1],
        bytes: null,
      },
    });
  });

  it("fails when ours and the peer did as much and did not do the same", () => {
    const outcome = (count: number, mean?: number): Outcome => ({
      value: 1,
      work: 10,
      count,
      ...(mean === undefined ? {} : { mean }),
    });
    const { ours, peers } = benchmark;
    const check = (one: Outcome, other: Outcome) =>
      checkAgreement([
        [ours, one],
        [peers[0]!, other],
      ]);
    expect(() => check(outcome(1), outcome(2))).toThrow("hare came to 1, tortoise to 2");
    expect(() => check(outcome(1, 5), outcome(1, 6))).toThrow("a mean of 5, tortoise of 6");
    expect(() => check(outcome(1, 5), outcome(1, 5.1))).not.toThrow();
    expect(() => check(outcome(1), { ...outcome(2), work: 20 })).not.toThrow();
    const paced = (pace: number): Outcome => ({ value: 1, work: pace, pace });
    expect(() => check(paced(100), paced(103))).toThrow("a pace of 100, tortoise of 103");
    expect(() => check(paced(100), paced(101))).not.toThrow();
  });

  it("has a median that is the middle of an odd number of values, and the mean of two", () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 6])).toBe(5.5);
  });
});

describe("bytes allocated", () => {
  const counted = { ...contender("orrery"), program: "kernel/queueing.ts" };

  // On a busy machine V8 was once seen to allocate 2 KB of 268 MB more.
  it("are the same each time that a program runs, to the byte", { retry: 1 }, () => {
    const program = { ...counted, args: ["phold", 1], counted: ["phold", 300_000] };
    const [once, again] = [countBytes(program)!, countBytes(program)!];
    expect(once.events).toBe(900_000);
    expect(once.bytes).toBeGreaterThan(900_000);
    expect(again).toEqual(once);
  });

  it("are not counted where nobody says of how much", () => {
    expect(countBytes(counted)).toBeNull();
  });

  it("are printed by the event, beside the figure", () => {
    const result = measure(
      benchmark,
      1,
      () => true,
      () => ({ value: 1, work: 1 }),
      () => ({ bytes: 1_075, events: 2, work: 1 }),
    );
    expect(describeResult(result)).toContain("537.50 bytes allocated an event");
    expect(linesOf(result)["race : tortoise"]!.bytes).toBe(537.5);
  });
});

describe("instructions", () => {
  it("are what valgrind says of them", () => {
    const said = "==7== Cachegrind\n==7== \n==7== I   refs:      3,803,658,551\n";
    expect(instructionsIn(said)).toBe(3_803_658_551);
    expect(instructionsIn("==7== killed\n")).toBeNull();
    expect(describeInstructions(benchmark, { each: 4_266.6, anEvent: 2_133.3 })).toBe(
      "race: 4,267 instructions each, 2,133 an event",
    );
  });

  it("are counted of two runs that differ in how much they do", () => {
    const steady = allBenchmarks(false).flatMap(({ ours }) => (ours.steady ? [ours.steady] : []));
    expect(steady.length).toBeGreaterThan(0);
    for (const [short, long] of steady) {
      const differing = long.flatMap((each, place) => (each === short[place] ? [] : [place]));
      expect(differing).toHaveLength(1);
      expect(Number(long[differing[0]!])).toBeGreaterThan(Number(short[differing[0]!]));
    }
  });
});

describe("a comparison with an older commit", () => {
  const bench = (value: number, bytes: number, count: number): Bench => ({
    run: () => ({ value, work: 1, count }),
    countBytes: () => ({ bytes, events: 10, work: 1 }),
  });
  const older = contender("hare");

  it("runs both in turn, and gives ratios of speed and of bytes", () => {
    const order: string[] = [];
    const noting = (name: string, inner: Bench): Bench => ({
      ...inner,
      run: (one) => {
        order.push(name);
        return inner.run(one);
      },
    });
    const here = noting("here", bench(3, 5_500, 7));
    const there = noting("there", bench(2, 5_000, 7));
    const comparison = compare(benchmark, older, 3, here, there);
    expect(order).toEqual(["here", "there", "there", "here", "here", "there"]);
    expect(comparison.speed).toEqual([1.5, 1.5, 1.5]);
    expect(describeComparison(comparison).split("\n")).toEqual([
      "race",
      "  speed 1.50 × (1.50 to 1.50), within",
      "  bytes 1.1000 ×: 550.00 against 500.00 an event, MISSES",
    ]);
  });

  it("says when the two did not do the same, and gives no ratio of bytes for other work", () => {
    const there: Bench = { ...bench(4, 5_000, 8), countBytes: () => ({ ...zero, work: 2 }) };
    const comparison = compare(benchmark, older, 1, bench(3, 5_000, 7), there);
    expect(describeComparison(comparison).split("\n")).toEqual([
      "race",
      "  speed 0.750 × (0.750 to 0.750), MISSES",
      "  not the same: it comes to 7 here, and came to 8",
    ]);
  });

  it("has the older commit's own programs, which measure as these do", async () => {
    const there = await checkOut("HEAD", true);
    try {
      const own = allBenchmarks(true).find(({ name }) => name === "queueing/phold")!;
      const program = counterpartOf(own, there)!;
      expect(program.counted).toEqual(["phold", 300_000]);
      expect(countBytes(program, there.directory)!.bytes).toBeGreaterThan(900_000);
      expect(counterpartOf({ ...own, name: "of tomorrow" }, there)).toBeUndefined();
    } finally {
      there.remove();
    }
    expect(existsSync(there.directory)).toBe(false);
  });

  it("is with a commit that git knows", async () => {
    await expect(checkOut("no-such-commit", true)).rejects.toThrow(
      "--against: expected a commit that git knows, received no-such-commit",
    );
  });
});

describe("a peer from its repository", () => {
  it("is where the folder is that the environment names, once all is there that it needs", () => {
    const parent = mkdtempSync(join(tmpdir(), "orrery-peers-"));
    try {
      const folder = join(parent, "stability-sim");
      const found = () => sourcesOf("stability-sim", { ORRERY_PEERS: parent });
      expect(found()).toBeNull();
      mkdirSync(join(folder, "src/engine"), { recursive: true });
      writeFileSync(join(folder, "src/engine/simulation-engine.ts"), "");
      expect(found()).toBeNull();
      mkdirSync(join(folder, "node_modules/uuid"), { recursive: true });
      expect(found()).toBe(folder);
    } finally {
      rmSync(parent, { recursive: true });
    }
    expect(sourcesOf("simcpp20", {})).toBeNull();
    expect(sourcesOf("simcpp20", { ORRERY_PEERS: "" })).toBeNull();
  });

  it("is skipped with a line that says where it is expected, and has its column in the table", () => {
    const peers = [{ ...contender("SimFaaS"), kind: "simfaas" as const }, contender("tortoise")];
    const beside = besideOthers({ ...benchmark, peers })!;
    expect(beside.peers.map(({ name }) => name)).toEqual(["SimFaaS"]);
    const run = (): Outcome => ({ value: 3, work: 1 });
    const result = measure(beside, 1, (kind) => kind === "ours", run);
    expect(describeResult(result)).toMatch(
      /SimFaaS +skipped: simfaas is not in the folder that ORRERY_PEERS names, see benchmarks\/README.md/,
    );
    expect(howToGet("simpy")).toBe("simpy is not installed, see bench:peers");
    const timed = measure(
      { ...beside, name: "relay" },
      1,
      () => true,
      ({ kind }) => ({
        value: kind === "ours" ? 45 : 3,
        work: 1,
      }),
    );
    expect(ratioTable([result, timed]).split("\n")).toEqual([
      "ours is … × as fast as        SimFaaS",
      "race                    not installed",
      "relay                            15.0",
    ]);
  });

  it("stands beside each model that it can express", () => {
    const others = (name: string) =>
      allBenchmarks(true)
        .find((each) => each.name === name)!
        .peers.map(({ kind }) => kind)
        .filter((kind) => howToGet(kind).includes("ORRERY_PEERS"));
    expect(others("queueing/mm1")).toEqual(["simcpp20", "simcpp20", "stability-sim"]);
    expect(others("queueing/erlang loss")).toEqual(["simcpp20", "stability-sim"]);
    expect(others("queueing/phold")).toEqual(["simcpp20"]);
    expect(others("function/reserved concurrency")).toEqual(["simfaas"]);
  });
});

describe("a queueing model", () => {
  // Of workloads that ours and simjs share, no comparison between the two would show a change.
  it.each([
    ["mm1", 5_000, 1_250], // Little's law: 1 ms / (1 - 0.8).
    ["mm1-pair", 5_000, 1_250],
    ["loss", 0.0757, 1_000], // Erlang's formula B for 100 servers and 100 erlang.
    ["phold", 1, 10_000 / 1_024],
  ])("%s comes to what theory says", (model, mean, pace) => {
    const came = queueingModels[model]!(300_000);
    expect(Math.abs(came.mean / mean - 1)).toBeLessThan(0.05);
    expect(Math.abs(came.pace / pace - 1)).toBeLessThan(0.01);
  });
});

describe("the catalog", () => {
  it("has a name for each benchmark that no other has", () => {
    for (const isQuick of [false, true]) {
      const names = allBenchmarks(isQuick).map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

describe("a check of all benchmarks", () => {
  const said: string[] = [];
  const check = (run: (name: string) => Outcome, isInstalled = () => true) => {
    said.length = 0;
    const counted = checkAll(
      [benchmark, { ...benchmark, name: "relay" }],
      isInstalled,
      ({ name }) => run(name),
      (line) => said.push(line),
    );
    return { counted, said };
  };

  it("passes what runs, and does the same as its peers", () => {
    const { counted } = check(() => ({ value: 1, work: 1, count: 7 }));
    expect(counted).toEqual({ passed: 2, failed: 0 });
    expect(said).toEqual(["2 passed, 0 failed"]);
  });

  it("fails what does not do the same, has no figure, or crashes, and goes on", () => {
    check((name) => ({ value: 1, work: 1, count: name === "hare" ? 1 : 2 }));
    expect(said[0]).toBe("race: hare came to 1, tortoise to 2");
    expect(said.at(-1)).toBe("0 passed, 2 failed");
    check(() => ({ value: 0, work: 1 }));
    expect(said[0]).toBe("race: hare has a figure of 0");
    check(() => {
      throw new Error("hare failed: out of breath");
    });
    expect(said).toEqual([
      "race: hare failed: out of breath",
      "relay: hare failed: out of breath",
      "0 passed, 2 failed",
    ]);
  });

  it("says which peers were left out", () => {
    const peers = [{ ...contender("snail"), kind: "simpy" as const }];
    checkAll(
      [{ ...benchmark, peers }],
      (kind) => kind === "ours",
      () => ({ value: 1, work: 1 }),
      (line) => said.push(line),
    );
    expect(said.slice(-2)).toEqual([
      "left out: simpy, which is not installed, beside one benchmark",
      "1 passed, 0 failed",
    ]);
  });
});

describe("a profile", () => {
  it("is the shares of the measured time by part, garbage collection included", () => {
    const frame = (functionName: string, url = "") => ({ callFrame: { functionName, url } });
    const file = (path: string) => `file:///anywhere/packages/${path}`;
    const profile = {
      nodes: [
        { id: 1, ...frame("(root)"), children: [2, 3, 6] },
        { id: 2, ...frame("(garbage collector)") },
        { id: 3, ...frame("secondsOf"), children: [4, 5] },
        { id: 4, ...frame("take", file("kernel/src/event-queue.ts")) },
        { id: 5, ...frame("finish", file("aws/src/lambda/function/invocation.ts")) },
        { id: 6, ...frame("schedule", file("kernel/src/event-queue.ts")) }, // Before the clock starts.
      ],
      samples: [6, 4, 5, 2, 4],
      timeDeltas: [500, 30, 40, 10, 20],
    };
    expect(sharesOf(profile)).toEqual([
      ["event queue", 0.5],
      ["machines", 0.4],
      ["garbage collection", 0.1],
    ]);
  });

  it("is taken of a program that runs", () => {
    const shares = sharesOf(profileOf("kernel/queueing.ts", ["mm1", "20000"]));
    expect(shares.map(([part]) => part)).toContain("event queue");
    expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1);
  });
});

describe("programs as they are published", () => {
  it("are one file each, in which one module is the main one", { timeout: 60_000 }, async () => {
    const ours = (program: string) => ({ ...contender("ours"), program });
    const loading = { ...ours("aws/startup.ts"), staysPut: true } as const;
    const bare = ours("peers/hold.py");
    // It has another program among its modules.
    const world = ours("aws/world.ts");
    const programs = await bundlePrograms([world, world, loading, bare]);
    try {
      expect([programs.of(loading), programs.of(bare)]).toEqual([loading, bare]);
      const file = join(import.meta.dirname, programs.of(world).program);
      expect(readFileSync(file, "utf8").split("import.meta.main")).toHaveLength(2);
    } finally {
      programs.remove();
    }
  });
});
