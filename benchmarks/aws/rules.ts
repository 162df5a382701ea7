import { noTime, seconds, type Instant } from "@orrery/kernel";
import { events, prepareRun, sqs, Stack, targets, type Scenario, type Workload } from "@orrery/aws";
import {
  compileMatcher,
  matchedBy,
} from "../../packages/aws/src/services/events/matching/matcher.ts";
import { compilePattern, matchesPattern } from "../../packages/aws/src/pattern/pattern.ts";
import { printOutcome, secondsOf } from "../outcome.ts";

const ruleCount = 300;

/** What one rule wants: one in three looks further than source and type. */
function patternOf(rule: number): events.EventPattern {
  const detailType = [`type-${rule}`];
  if (rule % 3 === 0) return { source: ["shop"], detailType };
  if (rule % 3 === 1)
    return { source: ["shop"], detailType, detail: { total: [{ numeric: [">", 0] }] } };
  return { detailType, detail: { customer: { country: [{ prefix: "D" }, "AT"] } } };
}

const eventOf = (number: number) => ({
  source: "shop",
  "detail-type": `type-${number % ruleCount}`,
  detail: {
    id: `order-${number}`,
    total: (number % 90) + 1,
    customer: { id: `c-${number % 1_000}`, country: "DE" },
    items: [
      { sku: "a", count: 1 },
      { sku: "b", count: number % 5 },
    ],
  },
});

/** A bus with 300 rules, one of which wants each event, at 10,000 events a second. */
function scenario(duration: number, bodies: number): Scenario {
  const stack = new Stack("shop");
  const bus = new events.EventBus(stack, "Bus");
  const queue = new sqs.Queue(stack, "Queue");
  for (let rule = 0; rule < ruleCount; rule += 1) {
    new events.Rule(stack, `Rule${rule}`, {
      eventBus: bus,
      eventPattern: patternOf(rule),
      targets: [new targets.SqsQueue(queue)],
    });
  }
  const texts = Array.from({ length: bodies }, (_, number) => JSON.stringify(eventOf(number)));
  const workload: Workload = {
    to: "Bus",
    arrivals: { type: "constant", rate: 10_000 },
    from: noTime,
    until: null,
    payload: {
      type: "list",
      bodies: texts.map((body) => ({ body, size: new TextEncoder().encode(body).length })),
    },
    groups: [],
  };
  return stack.scenario({
    duration: seconds(duration),
    workloads: [workload],
    quotas: { "events.invocationsPerSecond": 20_000, "events.putEventsPerSecond": 20_000 },
  });
}

/** Runs a bus, and prints the events of the simulation in a second: each of the bus's has six. `bodies`: how many texts there are; as many as events: each is new, and read. */
function runBus(duration: number, bodies: number): void {
  const { simulation } = prepareRun(scenario(duration, bodies), { seed: 1 });
  const until = (part: number) => seconds(duration * part) as number as Instant;
  // What is compiled first is no part of it.
  simulation.run({ until: until(0.2) });
  const taken = () => simulation.metersOf("events.bus:shop-Bus")["EventsTaken"]!.sum;
  const before = { taken: taken(), events: simulation.events };
  const used = secondsOf(() => simulation.run({ until: until(1) }));
  const work = taken() - before.taken;
  const events = simulation.events - before.events;
  printOutcome({ value: events / used / 1e6, work, count: events, events });
}

/** Matches events alone: against one structure of all patterns, or one pattern after the other. */
function match(way: "together" | "apart", count: number): void {
  const patterns = Array.from({ length: ruleCount }, (_, rule) => {
    const { detailType, ...rest } = patternOf(rule);
    return JSON.stringify({ ...rest, "detail-type": detailType });
  });
  const texts = Array.from({ length: 5_000 }, (_, number) => JSON.stringify(eventOf(number)));
  const matcher = compileMatcher(patterns);
  const compiled = patterns.map((pattern) => compilePattern(pattern));
  let found = 0;
  const run = (events: number): void => {
    for (let number = 0; number < events; number += 1) {
      const text = texts[number % texts.length]!;
      if (way === "together") found += matchedBy(matcher, JSON.parse(text) as never).length;
      else for (const pattern of compiled) if (matchesPattern(pattern, text)) found += 1;
    }
  };
  run(count / 10);
  found = 0;
  const used = secondsOf(() => run(count));
  printOutcome({ value: count / used / 1e6, work: count, count: found });
}

if (import.meta.main) {
  const [mode, first, second] = process.argv.slice(2);
  if (mode === "bus") runBus(Number(first), Number(second));
  else match(mode as "together" | "apart", Number(first));
}
