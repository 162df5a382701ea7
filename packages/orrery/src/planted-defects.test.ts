import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FaultKind } from "./fault-sentence.ts";
import {
  anyFaults,
  anySettings,
  anyWorkload,
  deploy,
  lambda,
  run,
  sources,
  sqs,
  Stack,
  type GivenFault,
  type GivenWorkload,
  type Handler,
  type SQSEvent,
} from "./index.ts";

/** What is planted in an architecture that is sound without it. */
interface Defects {
  /** Receives until an order is given up. @defaultValue 10, which outlasts every fault here */
  readonly maxReceiveCount?: number;
  readonly batchSize?: number;
  readonly handler?: (done: sqs.Queue, spare: sqs.Queue) => Handler<SQSEvent>;
}

function shop({ maxReceiveCount = 10, batchSize = 10, handler }: Defects = {}): Stack {
  const stack = new Stack("shop");
  const dead = new sqs.Queue(stack, "Dead");
  const orders = new sqs.Queue(stack, "Orders", {
    visibilityTimeout: "20s",
    deadLetterQueue: { queue: dead, maxReceiveCount },
  });
  const done = new sqs.Queue(stack, "Done");
  const spare = new sqs.Queue(stack, "Spare");
  const worker = new lambda.Function(
    stack,
    "Worker",
    handler === undefined
      ? { behavior: { calls: [{ "sqs:SendMessage": "Done" }] } }
      : { handler: handler(done, spare) },
  );
  worker.addEventSource(new sources.SqsEventSource(orders, { batchSize }));
  return stack;
}

type ValueOf<Of> = Of extends fc.Arbitrary<infer Value> ? Value : never;
type Given = readonly [workload: readonly GivenWorkload[], faults: readonly GivenFault[]];

const given = (atMost: number) =>
  fc.tuple(anyWorkload(shop(), { to: "Orders" }), anyFaults(shop(), { atMost }));
const isLost = (defects: Defects, [workload, faults]: Given): boolean =>
  run(shop(defects), { duration: "10m", workload, faults }).bodies("Dead").length > 0;

/** What a search came to, shrunk: as sentences, and as it is; `null`: nothing was found. */
function found<Value>(values: fc.Arbitrary<Value>, holds: (value: Value) => boolean, seed: number) {
  const { counterexample } = fc.check(fc.property(values, holds), { seed, numRuns: 500 });
  return counterexample === null
    ? null
    : { value: counterexample[0], sentences: fc.stringify(counterexample[0]) };
}

describe("what is planted in an architecture is found, and shrunk to what it takes", () => {
  it("nothing is found where nothing is planted", () => {
    expect(found(given(2), (each) => !isLost({}, each), 1)).toBeNull();
  });

  it("orders given up at their first failure: one order and one fault", () => {
    const kinds = ["outage", "crash", "fail", "hang"] as const;
    const failures = fc.tuple(
      anyWorkload(shop(), { to: "Orders" }),
      anyFaults(shop(), { atMost: 3, kinds, to: ["Worker", "Done"] }),
    );
    for (const seed of [1, 2, 3]) {
      const least = found(failures, (each) => !isLost({ maxReceiveCount: 1 }, each), seed)!;
      expect(least.sentences).toMatch(/^\[1 message to Orders at [^;]+,[^;]+\]$/);
      expect(least.value[1]).toHaveLength(1);
    }
  });

  it("a handler that trusts in one of two dependencies: both down, and no third fault", () => {
    const trusting = (done: sqs.Queue, spare: sqs.Queue): Handler<SQSEvent> =>
      function* ({ Records }) {
        for (const { body } of Records) {
          try {
            yield* sqs.sendMessage(done, body);
          } catch {
            yield* sqs.sendMessage(spare, body);
          }
        }
      };
    const defects = { maxReceiveCount: 1, handler: trusting };
    const options = { atMost: 4, kinds: ["outage"], to: ["Done", "Spare"] } as const;
    const both = fc.tuple(
      anyWorkload(shop(), { to: "Orders", atMost: 5, within: "10s" }),
      anyFaults(shop(), { ...options, within: "10s" }),
    );
    const { value, sentences } = found(both, (each) => !isLost(defects, each), 1)!;
    expect(value[1].map(({ outage }) => outage).sort()).toEqual(["Done", "Spare"]);
    expect(sentences).toMatch(/^\[1 message to Orders at/);
  });

  it("a handler that drops the fourth order: four of them and no more", () => {
    const handler = (done: sqs.Queue): Handler<SQSEvent> =>
      function* ({ Records }) {
        for (const { body } of Records) {
          if (body !== "message 4") yield* sqs.sendMessage(done, body);
        }
      };
    const loses = (workload: readonly GivenWorkload[]): boolean => {
      const result = run(shop({ handler }), { duration: "5m", workload });
      return result.bodies("Done").length < result.accepted("Orders").length;
    };
    const orders = anyWorkload(shop(), { to: "Orders" });
    const { sentences } = found(orders, (workload) => !loses(workload), 1)!;
    expect(sentences).toBe("4 messages to Orders from 0 s on, 1 a second");
  });

  it("a setting that is wrong beside another: these two, and of the third the first", () => {
    const settings = anySettings({
      batchSize: [1, 5, 10],
      maxReceiveCount: [10, 1],
      rate: ["1/s", "100/s"],
    });
    const faults = [{ at: "0s", for: "5s", outage: "Done" }] as const;
    const holds = ({ batchSize, maxReceiveCount, rate }: ValueOf<typeof settings>): boolean => {
      const workload = [{ to: "Orders", arrivals: { constant: { rate } }, for: "1s" }] as const;
      const subject = shop({ batchSize, maxReceiveCount });
      const result = run(subject, { duration: "2m", workload, faults });
      return batchSize < 5 || result.bodies("Dead").length === 0;
    };
    expect(found(settings, holds, 1)!.sentences).toBe("batchSize 5, maxReceiveCount 1, rate 1/s");
  });

  it("a handler that remembers what another world did: two worlds of one instant differ", () => {
    const pair = (handler: Defects["handler"]) => {
      const deployed = deploy(shop(handler === undefined ? {} : { handler }), {
        workload: [{ to: "Orders", arrivals: { constant: { rate: "1/s" } } }],
      });
      return [1, 2].map(() => deployed.at("10s").run("1m").digest);
    };
    let handled = 0;
    const remembering = (done: sqs.Queue): Handler<SQSEvent> =>
      function* ({ Records }) {
        handled += Records.length;
        if (handled % 7 === 0) yield* sqs.sendMessage(done, "one of seven");
      };
    const [one, other] = pair(remembering);
    expect(one).not.toBe(other);
    const [first, second] = pair(undefined);
    expect(first).toBe(second);
  });
});

/** Everything that an arbitrary promises: it draws all that there is, and shrinks to the least of it. */
const promises = {
  "draws faults of every kind": (faults: ReturnType<typeof anyFaults>) => {
    const drawn = fc.sample(faults, { numRuns: 400, seed: 1 }).flat();
    expect(new Set(drawn.map(kindOf))).toEqual(new Set(Object.values(kindNames)));
  },
  "ends with the fewest faults, the earliest and the shortest": (
    faults: ReturnType<typeof anyFaults>,
  ) => {
    const least = found(faults, (each) => each.length < 2, 1)!;
    expect(least.value).toHaveLength(2);
    expect(least.sentences).toBe(
      "outage of Orders from 0 s to 1 s; outage of Orders from 0 s to 1 s",
    );
  },
} as const;

const kindNames: Readonly<Record<FaultKind, string>> = {
  outage: "outage",
  refuse: "refuse",
  delay: "delay",
  lostRequest: "drop request",
  lostAnswer: "drop reply",
  duplicate: "duplicate",
  crash: "crash",
  fail: "fail",
  slow: "slow",
  hang: "slow until its timeout",
};

function kindOf({ at: _at, for: _for, ...fault }: GivenFault): string {
  const [kind] = Object.keys(fault);
  if ("direction" in fault) return `${kind} ${fault.direction}`;
  return "untilTimeout" in fault ? `${kind} until its timeout` : kind!;
}

describe("what any faults promise is kept, and is found out where it is broken", () => {
  const stack = new Stack("small");
  new sqs.Queue(stack, "Orders");
  new lambda.Function(stack, "Worker");
  const faults = anyFaults(stack, { atMost: 3 });

  it.each(Object.entries(promises))("%s", (_promise, check) => {
    check(faults);
  });

  it.each(Object.values(kindNames))("a kind that is never drawn is missed: %s", (kind) => {
    const broken = faults.filter((drawn) => drawn.every((fault) => kindOf(fault) !== kind));
    expect(() => promises["draws faults of every kind"](broken)).toThrow();
  });

  it.each([
    ["that is not shrunk", fc.noShrink(faults)],
    ["that leaves out what is smaller", faults.filter(({ length }) => length !== 2)],
    ["that is later than it must be", faults.filter((all) => all.every(({ at }) => at > 0))],
  ])("a shrinking is found out %s", (_how, broken) => {
    const promise = promises["ends with the fewest faults, the earliest and the shortest"];
    expect(() => promise(broken)).toThrow();
  });
});

describe("what any workload promises is found out where it is broken", () => {
  const orders = anyWorkload(shop(), { to: "Orders" });
  const endsWithOne = (workloads: typeof orders) =>
    expect(found(workloads, () => false, 3)!.sentences).toBe("1 message to Orders at 0 s");
  const drawsEveryTarget = (workloads: typeof orders) => {
    const drawn = fc.sample(workloads, { numRuns: 300, seed: 1 }).flat();
    expect(new Set(drawn.map(({ to }) => to))).toEqual(
      new Set(["Orders", "Dead", "Done", "Spare", "Worker"]),
    );
  };

  it("one message at the beginning is the least", () => {
    endsWithOne(orders);
    expect(() => endsWithOne(fc.noShrink(orders))).toThrow();
    expect(() => endsWithOne(orders.filter(([first]) => first!.from > 0))).toThrow();
  });

  it("everything is sent to", () => {
    const all = anyWorkload(shop());
    drawsEveryTarget(all);
    const broken = all.filter((rows) => rows.every(({ to }) => to !== "Worker"));
    expect(() => drawsEveryTarget(broken)).toThrow();
  });
});
