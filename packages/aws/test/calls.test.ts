import {
  declare,
  seconds,
  Simulation,
  type Duration,
  type Instant,
  type Reply,
  type Machine,
  type Tagged,
  type TraceEntry,
} from "@orrery/kernel";
import { exhaustive, search, type Strategy } from "@orrery/testing";
import { describe, expect, it } from "vitest";
import { controlMachine } from "../src/control/machine.ts";
import { unpublished } from "../src/request/api-model.ts";
import { refused } from "../src/service/refusal.ts";
import type { CallReply } from "../src/service/call.ts";
import type { ServiceModel } from "../src/service/service-model.ts";
import { controlName } from "../src/service/service-model.ts";
import {
  prepareRun,
  profile,
  simulate,
  Stack,
  type Scenario,
  sqs,
  lambda,
  sources,
} from "../src/index.ts";
import { testSources } from "./driven-mapping.ts";

const none = { type: "constant", value: 0 } as const;
const body = { QueueUrl: "Done", MessageBody: "done" };
const call = { type: "call", service: "sqs", operation: "SendMessage", params: body } as const;

/** Some orders at once, and a worker that says of each batch in another queue that it is done. */
function orders(count: number, calls: number): Scenario {
  const stack = new Stack("shop");
  const queue = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(10) });
  new sqs.Queue(stack, "Done", { queueName: "Done" });
  const behavior = profile({ duration: none, calls: new Array(calls).fill(call) });
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: behavior });
  worker.addEventSource(new sources.SqsEventSource(queue, { batchSize: 1, maxConcurrency: 2 }));
  const at = seconds(1) as number as Instant;
  return stack.scenario({
    duration: seconds(20),
    workloads: [
      {
        to: "Orders",
        arrivals: { type: "recorded", instants: new Array(count).fill(at) },
        from: 0 as Duration,
        until: null,
        payload: { type: "body", body: "order", size: 5 },
        groups: [],
      },
    ],
    latencies: {
      "sqs.standard.toLambda": none,
      "lambda.cold.platformOverhead": none,
      "lambda.cold.initDuration": none,
      "lambda.idleTimeout": { type: "constant", value: seconds(600) },
    },
  });
}

describe("a call", () => {
  it("of a function takes three events: to the control plane, to the resource, and back", () => {
    const trace: TraceEntry[] = [];
    const { simulation } = prepareRun(orders(1, 1), {
      seed: 1,
      trace: (entry) => trace.push(entry),
    });
    simulation.run({ until: seconds(2) as number as Instant });
    const first = trace.findIndex(
      ({ component, input }) => component === controlName && "trail" in input,
    );
    const { request, cause } = trace[first]!;
    const leg = trace.slice(first).filter((entry) => entry.request === request);
    expect(leg.map(({ component, input }) => `${component} ${input.type}`)).toEqual([
      "aws.control call",
      "sqs.queue:Done sendMessage",
      "lambda.function:shop-Worker replied",
    ]);
    const effect = trace.find(({ event }) => event === cause)!.effects[0];
    expect(effect).toMatchObject({ type: "send", input: { operation: "SendMessage" } });
    const { Calls, RefusedCalls } = simulation.metersOf(controlName);
    expect(RefusedCalls!.sum).toBe(0);
    expect(Calls!.sum).toBeGreaterThan(0);
  });

  it("that is refused by the resource is counted, and comes back in the operation's words", () => {
    const simulation = simulate();
    const client = simulation.client();
    client.call("sqs", "CreateQueue", { QueueName: "Done" });
    const params = { QueueUrl: "Done", ReceiptHandle: "none" };
    expect(() => client.call("sqs", "DeleteMessage", params)).toThrow(/receipt handle/i);
    expect(simulation.metersOf(controlName)["RefusedCalls"]!.sum).toBe(1);
  });

  it("finds the resource as it is now, though it was made with the same parameters before", () => {
    const { simulation } = prepareRun(orders(0, 0), { seed: 1 });
    const same = { ...call, isUnread: true } as const;
    const say = (world: Simulation) => {
      const bodies: Tagged[] = [];
      const to = world.has(controlName) ? controlName : "";
      world.tell(to, same, (answer) => bodies.push(answer));
      world.run({ until: (world.now + 1) as Instant });
      return bodies[0]!.type;
    };
    expect([say(simulation), say(simulation)]).toEqual(["called", "called"]);
    const fork = simulation.fork();
    const params = { QueueUrl: "Done" };
    const gone = { type: "call", service: "sqs", operation: "DeleteQueue", params };
    fork.tell(controlName, gone);
    fork.run({ until: (fork.now + 1) as Instant });
    expect(say(fork)).toBe("refused");
    // Of the fork's change the original knows nothing.
    expect(say(simulation)).toBe("called");
    expect(say(fork)).toBe("refused");
  });
});

describe("worlds that differ in past calls alone", () => {
  /** Calls that leave everything as it was. */
  const pastCalls = [
    { operation: "GetQueueUrl", params: { QueueName: "Done" } },
    { operation: "GetQueueAttributes", params: { QueueUrl: "Done", AttributeNames: ["All"] } },
    { operation: "ReceiveMessage", params: { QueueUrl: "Done" } },
    { operation: "SendMessage", params: { QueueUrl: "Nowhere", MessageBody: "lost" } },
    { operation: "DeleteMessage", params: { QueueUrl: "Done", ReceiptHandle: "none" } },
  ];

  const worlds = () => {
    const { simulation } = prepareRun(orders(0, 0), { seed: 1 });
    simulation.run({ until: seconds(1) as number as Instant });
    const other = simulation.fork();
    return [simulation, other] as const;
  };
  const tell = (world: Simulation, operation: string, params: object) => {
    world.tell(controlName, { type: "call", service: "sqs", operation, params } as Tagged);
    world.run({ until: (world.now + 1) as Instant });
  };

  it.each(pastCalls)("have one canonical hash: $operation", ({ operation, params }) => {
    const [one, other] = worlds();
    tell(one, operation, params);
    other.run({ until: one.now });
    expect(one.digest).not.toBe(other.digest);
    for (const ties of ["inOrder", "inAnyOrder"] as const) {
      expect(one.canonicalHash({ ties })).toBe(other.canonicalHash({ ties }));
    }
  });

  it("have one also while the same call is under way, whatever came before it", () => {
    const [one, other] = worlds();
    for (let time = 0; time < 3; time += 1) tell(one, "GetQueueUrl", { QueueName: "Done" });
    tell(one, "ReceiveMessage", { QueueUrl: "Done" });
    other.run({ until: one.now });
    const params = { QueueUrl: "Done", WaitTimeSeconds: 5 };
    tell(one, "ReceiveMessage", params);
    tell(other, "ReceiveMessage", params);
    expect(one.canonicalHash()).toBe(other.canonicalHash());
  });

  it("are told apart by what a call left behind, and by a call that still waits", () => {
    const changes = [
      ["SendMessage", { QueueUrl: "Done", MessageBody: "here" }],
      ["CreateQueue", { QueueName: "Another" }],
      ["DeleteQueue", { QueueUrl: "Done" }],
      ["TagQueue", { QueueUrl: "Done", Tags: { some: "tag" } }],
      ["ReceiveMessage", { QueueUrl: "Done", WaitTimeSeconds: 5 }],
    ] as const;
    const hashes = changes.map(([operation, params]) => {
      const [one, other] = worlds();
      tell(one, operation, params);
      other.run({ until: one.now });
      expect(one.canonicalHash(), operation).not.toBe(other.canonicalHash());
      return one.canonicalHash();
    });
    expect(new Set(hashes).size).toBe(changes.length);
  });
});

describe("an exhaustive search over a function that calls", () => {
  /** How many runs of at most `most` it takes, and how many states there are. */
  function searched(
    scenario: Scenario,
    most: number,
    pruning = true,
  ): { runs: number; states: number } {
    const { simulation } = prepareRun(scenario, { seed: 1 });
    simulation.run({ until: (seconds(1) - 1) as Instant });
    const states = new Set<number>();
    const inner = exhaustive({ pruning });
    const prunes: Strategy["prunes"] = (hash) =>
      inner.prunes!((ties) => {
        const state = hash(ties);
        states.add(state);
        return state;
      });
    const subject = {
      make: (oracle: Parameters<typeof simulation.fork>[0]) => simulation.fork(oracle),
      until: (seconds(1) + 1_000) as Instant,
      problemOf: () => null,
    };
    const strategy: Strategy = pruning ? { ...inner, prunes } : inner;
    const { runs } = search(subject, strategy, { runs: most });
    return { runs, states: states.size };
  }

  it("prunes: it takes less than a tenth of all runs", () => {
    const most = 20_000;
    const { runs, states } = searched(orders(3, 1), most);
    expect(states).toBeGreaterThan(50);
    const all = searched(orders(3, 1), most, false).runs;
    expect(all).toBeLessThan(most);
    expect(runs * 10).toBeLessThan(all);
  }, 300_000);
});

describe("an operation that asks several resources", () => {
  const metrics = declare();
  const settings = simulate().settingsOf(controlName);

  /** Answers with its own number after a time of its own; or refuses, where that is below 0. */
  const shelf: Machine<{ number: number }, object, Tagged, Reply<Tagged>> = {
    kind: "test.shelf",
    stateVersion: 1,
    inputs: declare("look"),
    timers: declare(),
    ports: declare(),
    purposes: declare(),
    choices: declare(),
    metrics,
    initialState: () => ({}),
    transition(_shelf, _input, { request, settings: { number } }) {
      const found = { type: "found", number } as Tagged;
      const empty = refused("Empty", `${number}`);
      const after = (100 - number) as Duration;
      return [{ type: "reply", to: request, body: number < 0 ? empty : found, after }];
    },
    fingerprint: () => 0,
  };

  const shelves: ServiceModel = {
    service: "test",
    kinds: () => [],
    access: { actions: {}, resourceOf: () => "*", denied: () => refused("Denied", "Denied.") },
    model: unpublished,
    templateTypes: [],
    operations: {
      Put: {
        begin({ Name, Number: number }, plane) {
          const arn = `arn:aws:test:::${String(Name)}`;
          const resource = { kind: "test.shelf", name: String(Name), arn, record: {} };
          plane.create(resource, () => ({ number }));
          return { type: "respond", response: {} };
        },
      },
      LookAtAll: {
        begin: (_params, plane) => ({
          type: "askAll",
          asks: plane.list("test.shelf").map(({ number }) => ({
            resource: number,
            input: { type: "look" },
          })),
          kept: "kept",
        }),
        next: (bodies, _params, _plane, kept) => ({
          type: "respond",
          response: { bodies: bodies as never, kept },
        }),
      },
    },
  };

  it("has their answers in the order in which it asked them, refusals among them", () => {
    const machines = [
      shelf,
      controlMachine({
        services: [shelves],
        kinds: new Map(),
        sources: testSources,
        scalableOf: () => undefined,
      }),
    ];
    const simulation = new Simulation({ seed: 1, machines, privileged: [controlName] });
    const connections: readonly never[] = [];
    simulation.apply({
      do: "create",
      name: controlName,
      kind: controlName,
      settings,
      connections,
    });
    const tell = (operation: string, params: object, onReply?: (answer: Tagged) => void) => {
      const made = { type: "call", service: "test", operation, params } as Tagged;
      simulation.tell(controlName, made, onReply);
      simulation.run({ events: 1 });
    };
    [3, 90, -1].forEach((number) => tell("Put", { Name: `shelf ${number}`, Number: number }));
    const answers: CallReply[] = [];
    tell("LookAtAll", {}, (answer) => answers.push(answer as CallReply));
    simulation.run();
    const bodies = [
      { type: "found", number: 3 },
      { type: "found", number: 90 },
      { type: "refused", code: "Empty", message: "-1" },
    ];
    expect(answers).toEqual([{ type: "called", response: { bodies, kept: "kept" } }]);
    expect(simulation.now).toBe(101); // Asked at once, and not one after the other.
  });
});
