import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  declare,
  fingerprintOf,
  formatToken,
  noEffects,
  parseToken,
  Simulation,
  type AnyEffect,
  type Instant,
  type Machine,
  type Oracle,
  type Tagged,
  type TraceSink,
} from "@orrery/kernel";
import {
  exhaustive,
  fastCheckOracle,
  probabilisticConcurrency,
  problemUnder,
  randomWalk,
  search,
  seeds,
  type SearchSubject,
  type Strategy,
} from "../index.ts";

interface LedgerState {
  readonly order: string;
  readonly heads: number;
}

/** Notes who came in which order, and tosses a coin for each that is mostly tails. */
const ledgerMachine: Machine<null, LedgerState, Note, AnyEffect> = {
  kind: "ledger",
  stateVersion: 1,
  inputs: declare("note"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare("coin"),
  metrics: declare(),
  initialState: () => ({ order: "", heads: 0 }),
  transition(ledger, { name }, context) {
    ledger.order += name;
    ledger.heads += context.choose(0, ledger.order.length, [99, 1]);
    return noEffects;
  },
  fingerprint: ({ name }) => name.charCodeAt(0),
};

interface Note extends Tagged {
  readonly type: "note";
  readonly name: string;
}

/** Tells the ledger its name when it is woken; its connection takes no time, so they tie. */
const writerMachine: Machine<
  { readonly name: string; readonly ledgers: number },
  null | object,
  Tagged,
  AnyEffect
> = {
  kind: "writer",
  stateVersion: 1,
  inputs: declare("wake", "replied"),
  timers: declare(),
  ports: declare("ledger"),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({}),
  transition(_, input, { settings, now }) {
    if (input.type === "replied") return noEffects;
    const note: Note = { type: "note", name: settings.name };
    return Array.from({ length: settings.ledgers }, (_, to) => ({
      type: "send" as const,
      port: 0,
      to,
      input: note,
      tag: 0,
      deadline: now,
    }));
  },
  fingerprint: () => 0,
};

function make(names: string, oracle?: Oracle, trace?: TraceSink): Simulation {
  const machines = [ledgerMachine, writerMachine];
  const options = { seed: 1, machines, ...(oracle && { oracle }), ...(trace && { trace }) };
  const simulation = new Simulation(options);
  simulation.apply(ledger);
  for (const name of names) addWriter(simulation, name, ["ledger"]);
  return simulation;
}

const ledger = {
  do: "create",
  name: "ledger",
  kind: "ledger",
  settings: null,
  connections: [],
} as const;

function addWriter(simulation: Simulation, name: string, ledgers: readonly string[]): void {
  const settings = { name, ledgers: ledgers.length };
  const connections = ledgers.map((target, to) => ({ port: "ledger", to, target }));
  simulation.apply({ do: "create", name, kind: "writer", settings, connections });
  simulation.tell(name, { type: "wake" });
}

const ledgerOf = (simulation: Simulation) => simulation.stateOf("ledger") as LedgerState;

/** Goes wrong when the last comes first and the second toss is heads. */
const rare = (names: string): SearchSubject => ({
  make: (oracle) => make(names, oracle),
  problemOf(simulation) {
    const { order, heads } = ledgerOf(simulation);
    const wrong = order.startsWith(names[names.length - 1]!) && heads === 1;
    return wrong ? `${order} with ${heads} heads` : null;
  },
});

describe("search", () => {
  const strategies: [string, Strategy][] = [
    ["a random walk", randomWalk(1)],
    ["an exhaustive search", exhaustive()],
    ["an exhaustive search without pruning", exhaustive({ pruning: false })],
  ];
  it.each(strategies)(
    "finds what goes wrong by %s, and leaves out what does not matter",
    (_, strategy) => {
      const { counterexample, runs } = search(rare("abc"), strategy);
      expect(runs).toBeGreaterThan(1);
      expect(counterexample?.problem).toMatch(/^c/);
      const coins = counterexample!.choices.filter(({ label }) => label === "coin");
      const orders = counterexample!.choices.filter(({ label }) => label === "order");
      expect(coins).toHaveLength(1);
      expect(orders.length).toBeGreaterThan(0);
      for (const choice of counterexample!.choices) {
        const fewer = counterexample!.choices.filter((other) => other !== choice);
        expect(problemUnder(rare("abc"), fewer)).toBeNull();
      }
    },
  );

  it("repeats a counterexample from its token", () => {
    const { counterexample } = search(rare("abc"), exhaustive());
    const scenario = fingerprintOf("abc");
    const token = formatToken(scenario, { seed: 1, choices: counterexample!.choices });
    const { choices } = parseToken(token, scenario);
    expect(problemUnder(rare("abc"), choices)).toBe(counterexample!.problem);
  });

  it("takes a broken invariant or a defect for a problem as well", () => {
    const subject: SearchSubject = {
      ...rare("ab"),
      problemOf: () => null,
      brokenInvariant: (simulation) => (ledgerOf(simulation).order === "b" ? "b was first" : null),
    };
    expect(search(subject, exhaustive()).counterexample?.problem).toBe("b was first");
  });

  it("goes on from the fork of a simulation that has come so far", () => {
    const trouble = make("abcd");
    while (ledgerOf(trouble).order.length < 2) trouble.step();
    const before = trouble.digest;
    const subject: SearchSubject = {
      make: (oracle) => trouble.fork(oracle),
      problemOf: (simulation) => {
        const { order } = ledgerOf(simulation);
        expect(order.startsWith("ab")).toBe(true);
        return order === "abdc" ? order : null;
      },
    };
    expect(search(subject, exhaustive()).counterexample?.problem).toBe("abdc");
    expect(trouble.digest).toBe(before);
  });

  it("makes each run anew where somebody listens, and only the first where nobody does", () => {
    const madeFor = (trace?: TraceSink) => {
      let made = 0;
      const subject: SearchSubject = {
        make: (oracle) => ((made += 1), make("abc", oracle, trace)),
        problemOf: () => null,
      };
      const { runs, complete } = search(subject, exhaustive());
      expect(complete).toBe(true);
      return { made, runs };
    };
    expect(madeFor().made).toBe(1);
    const { made, runs } = madeFor(() => undefined);
    expect(made).toBe(runs);
  });

  it.each([
    ["with pruning", {}],
    ["without pruning", { pruning: false }],
    ["with few deviations", { deviations: 2 }],
    ["without pruning, with few deviations", { deviations: 2, pruning: false }],
  ])("finds the same from forks as by running each from the start, %s", (_, options) => {
    const outcome = (subject: SearchSubject, { trail, ...rest }: Strategy, isForked: boolean) => {
      const ends: string[] = [];
      const problemOf: SearchSubject["problemOf"] = (simulation) => {
        ends.push(`${simulation.digest} ${ledgerOf(simulation).order}`);
        return subject.problemOf(simulation);
      };
      const strategy = isForked && trail !== undefined ? { ...rest, trail } : rest;
      const result = search({ ...subject, problemOf }, strategy, { runs: 100_000 });
      return { ends, events: result.events, result: { ...result, events: 0 } };
    };
    for (const subject of [rare("abcd"), { ...rare("abcd"), problemOf: () => null }]) {
      const forked = outcome(subject, exhaustive(options), true);
      const whole = outcome(subject, exhaustive(options), false);
      expect(forked.ends).toEqual(whole.ends);
      expect(forked.result).toEqual(whole.result);
      expect(forked.events).toBeLessThan(whole.events);
    }
  });

  it("stops a run at its horizon and at its limit of events", () => {
    const ends: number[] = [];
    const subject: SearchSubject = {
      make: (oracle) => make("abc", oracle),
      until: 50 as Instant,
      events: 4,
      problemOf: (simulation) => (ends.push(simulation.events), null),
    };
    search(subject, seeds(), { runs: 3 });
    expect(ends).toEqual([4, 4, 4]);
  });
});

describe("exhaustive search", () => {
  const ordersSeen = (strategy: Strategy) => {
    const seen = new Set<string>();
    const subject: SearchSubject = {
      make: (oracle) => make("abc", oracle),
      problemOf: (simulation) => {
        const { order, heads } = ledgerOf(simulation);
        seen.add(`${order} ${heads}`);
        return null;
      },
    };
    const result = search(subject, strategy, { runs: 100_000 });
    expect(result.complete).toBe(true);
    return { seen, ...result };
  };

  it("sees every order and every toss, with and without pruning", () => {
    const whole = ordersSeen(exhaustive({ pruning: false }));
    const pruned = ordersSeen(exhaustive());
    expect(whole.seen.size).toBe(6 * 4); // Six orders, none to three heads.
    expect(pruned.seen).toEqual(whole.seen);
    expect(pruned.events).toBeLessThan(whole.events / 5);
  });

  it("keeps to a number of deviations", () => {
    const { seen } = ordersSeen(exhaustive({ deviations: 1, pruning: false }));
    expect([...seen].filter((each) => each.startsWith("abc")).sort()).toEqual(["abc 0", "abc 1"]);
    expect([...seen].every((each) => each.startsWith("abc") || each.endsWith(" 0"))).toBe(true);
    expect(ordersSeen(exhaustive({ deviations: 1 })).seen).toEqual(seen);
  });

  it("tells what waits in another order apart, where deviations count", () => {
    const seen = (strategy: Strategy) => {
      const orders = new Set<string>();
      const subject: SearchSubject = {
        make: (oracle) => {
          const simulation = make("", oracle);
          const ledgers = ["ledger", "copy"];
          simulation.apply({ ...ledger, name: "copy" });
          for (const name of "ab") addWriter(simulation, name, ledgers);
          return simulation;
        },
        problemOf: (simulation) => {
          const copy = simulation.stateOf("copy") as LedgerState;
          orders.add(`${ledgerOf(simulation).order} ${copy.order}`);
          return null;
        },
      };
      expect(search(subject, strategy, { runs: 10_000 }).runs).toBeLessThan(10_000);
      return orders;
    };
    // Whoever is woken first comes first in both: that is one deviation.
    const once = seen(exhaustive({ deviations: 1 }));
    expect(once).toContain("ba ba");
    expect(once).toEqual(seen(exhaustive({ deviations: 1, pruning: false })));
  });

  it("asks nothing about order where that is not wanted", () => {
    const { seen } = ordersSeen(exhaustive({ ordersTies: false }));
    expect([...seen].sort()).toEqual(["abc 0", "abc 1", "abc 2", "abc 3"]);
  });
});

describe("strategies of chance", () => {
  const orderOf = (oracle: Oracle) => {
    const simulation = make("abcde", oracle);
    simulation.run();
    return ledgerOf(simulation).order;
  };
  const ordersOf = (strategy: Strategy, runs: number) =>
    Array.from({ length: runs }, () => orderOf(strategy.next()!));

  it("repeats itself for the same seed, and not for another", () => {
    for (const strategy of [randomWalk, (seed: number) => probabilisticConcurrency({ seed })]) {
      expect(ordersOf(strategy(1), 20)).toEqual(ordersOf(strategy(1), 20));
      expect(ordersOf(strategy(1), 20)).not.toEqual(ordersOf(strategy(2), 20));
    }
  });

  it("takes each first with a chance of one in five under priorities", () => {
    const firsts = ordersOf(probabilisticConcurrency({ depth: 1 }), 1_000).map((order) => order[0]);
    for (const name of "abcde") {
      const share = firsts.filter((first) => first === name).length;
      expect(share).toBeGreaterThan(130);
      expect(share).toBeLessThan(270);
    }
  });

  it("finds by priorities that change what needs several orderings", () => {
    const subject: SearchSubject = {
      make: (oracle) => make("abcde", oracle),
      problemOf: (simulation) => (ledgerOf(simulation).order === "ebdca" ? "ebdca" : null),
    };
    const found = search(subject, probabilisticConcurrency({ depth: 3, ties: 12 }), {
      runs: 3_000,
    });
    expect(found.counterexample?.problem).toBe("ebdca");
  });

  it("leaves ties alone under seeds", () => {
    expect(new Set(ordersOf(seeds(), 20))).toEqual(new Set(["abcde"]));
  });

  it("lets fast-check draw the answers, and shrink them", () => {
    const failure = fc.check(
      fc.property(fc.gen(), (draw) => {
        const subject = rare("abc");
        const simulation = subject.make(fastCheckOracle(draw));
        simulation.run();
        return subject.problemOf(simulation) === null;
      }),
      { seed: 20261126, numRuns: 500 },
    );
    expect(failure.failed).toBe(true);
    expect(failure.numShrinks).toBeGreaterThan(0);
    const [draw] = failure.counterexample!;
    const answers = draw.values() as number[];
    expect(answers.filter((answer) => answer === 0).length).toBeGreaterThan(0);
  });
});
