import {
  Simulation,
  seconds,
  type AnyMachine,
  type Context,
  type Snapshot,
  type Tagged,
} from "@orrery/kernel";
import { watch, type Passage } from "@orrery/testing";
import fc from "fast-check";
import { kindsOf } from "../src/service/kinds.ts";
import type { ResourceKind } from "../src/service/resource-kind.ts";
import type { ServiceModel } from "../src/service/service-model.ts";
import { latencies } from "../src/figures.ts";
import { services } from "../src/services.ts";
import { machinesOf, simulate, type AwsOptions } from "../src/run/simulate.ts";
import { quietSteps, steps, Traveler, type Journeys } from "./journey.ts";

const aWhile = seconds(130);

/** The services with one in the place of that of its name, each kind changed by `change`. */
function withService(
  model: ServiceModel,
  change: (kind: ResourceKind) => ResourceKind,
): readonly ServiceModel[] {
  const others = services.filter(({ service }) => service !== model.service);
  return [...others, model].map((each) => ({
    ...each,
    kinds: (world) => each.kinds(world).map(change),
  }));
}

const travelerIn = (
  models: readonly ServiceModel[],
  journeys: Journeys,
  options: AwsOptions = {},
  executor: "inPlace" | "immutable" = "inPlace",
): Traveler => {
  const { scripts = {}, logs = false, unmodeled = {} } = journeys;
  const { kinds } = kindsOf(models, { scripts });
  return new Traveler(
    simulate({ scripts, logs, unmodeled, ...options }, models),
    kinds,
    journeys,
    executor,
  );
};

/** One of the dates of journeys. */
const dateFor = ({ asOf = ["2026-11-01"] }: Journeys, seed: number): string =>
  asOf[seed % asOf.length]!;

/** How long laws are looked at. */
export interface LawRuns {
  readonly runs: number;
  /** Whether the first journey that breaks a law is as good as the shortest. @defaultValue false */
  readonly endOnFailure?: boolean;
  /** The one kind whose machines are watched. Without it all are, and are to be covered. */
  readonly only?: string;
}

/** What the machines of a service went through. */
export interface Coverage {
  readonly inputs: Set<string>;
  readonly timers: Set<string>;
  readonly ports: Set<string>;
}

/**
 * Takes a service through journeys, each of its machines watched: throws where one breaks a law of machines,
 * where a run that is repeated, forked, read back from its snapshot or carried out on copies ends otherwise,
 * or where the journeys leave out an input, a timer or a port that a machine declares.
 */
export function checkLawsOf(
  model: ServiceModel,
  journeys: Journeys,
  { runs, endOnFailure = false, only }: LawRuns,
): void {
  const coverage: Coverage = { inputs: new Set(), timers: new Set(), ports: new Set() };
  const watched = withService(model, (kind) =>
    only !== undefined && kind.machine.kind !== only
      ? kind
      : {
          ...kind,
          machine: watch(kind.machine, kind.invariants, (passage) => cover(coverage, passage)),
        },
  );
  const plain = withService(model, (kind) => kind);
  const check = (seed: number, go: (traveler: Traveler) => void) =>
    checkJourney(watched, plain, journeys, seed, go);
  for (const course of journeys.courses ?? []) check(1, (traveler) => traveler.follow(course));
  fc.assert(
    fc.property(steps, fc.nat(1_000), (program, seed) => {
      check(seed, (traveler) => program.forEach((step) => traveler.take(step)));
    }),
    { seed: 20261128, numRuns: runs, endOnFailure },
  );
  const left = only === undefined ? leftOut(model, journeys, coverage) : [];
  if (left.length > 0) throw new Error(`its journeys leave out ${left.join(", ")}`);
}

type Course = NonNullable<Journeys["courses"]>[number];

const kindsOfCourses = new WeakMap<Journeys, ReadonlyMap<Course, ReadonlySet<string>>>();

/** The journeys of a service, with those courses first that come to machines of a kind. */
export function journeysTo(kind: string, model: ServiceModel, journeys: Journeys): Journeys {
  const { courses = [] } = journeys;
  let kinds = kindsOfCourses.get(journeys);
  if (kinds === undefined) {
    kinds = new Map(courses.map((course) => [course, kindsIn(course, model, journeys)]));
    kindsOfCourses.set(journeys, kinds);
  }
  const comesToIt = (course: Course) => kinds.get(course)!.has(kind); // Each course is there.
  const others = courses.filter((course) => !comesToIt(course));
  return { ...journeys, courses: [...courses.filter(comesToIt), ...others] };
}

/** The kinds whose machines take an input in a course. */
function kindsIn(course: Course, model: ServiceModel, journeys: Journeys): ReadonlySet<string> {
  const seen = new Set<string>();
  const noting = withService(model, (kind) => ({
    ...kind,
    machine: {
      ...kind.machine,
      transition: (state: object, input: Tagged, context: Context<unknown>) => {
        seen.add(kind.machine.kind);
        return kind.machine.transition(state, input, context);
      },
    },
  }));
  const options = { seed: 1, asOf: dateFor(journeys, 1), latencies: journeys.latencies ?? {} };
  const traveler = travelerIn(noting, journeys, options);
  traveler.setOut();
  traveler.follow(course);
  return seen;
}

/** One journey, ended in four ways. */
function checkJourney(
  watched: readonly ServiceModel[],
  plain: readonly ServiceModel[],
  journeys: Journeys,
  seed: number,
  go: (traveler: Traveler) => void,
): void {
  const options = { seed, asOf: dateFor(journeys, seed), latencies: journeys.latencies ?? {} };
  const traveler = travelerIn(watched, journeys, options);
  traveler.setOut();
  go(traveler);
  const { simulation } = traveler;
  const fork = simulation.fork();
  const snapshot = JSON.parse(JSON.stringify(simulation.snapshot())) as Snapshot; // It was one.
  const restored = Simulation.restore(snapshot, {
    machines: machinesOf(
      plain,
      journeys.scripts === undefined ? {} : { scripts: journeys.scripts },
    ),
    privileged: ["aws.control"],
    faults: simulation.faults,
  });
  const other = travelerIn(plain, journeys, options, "immutable");
  other.setOut();
  go(other);
  for (const each of [traveler, other]) each.run(aWhile);
  const until = simulation.now;
  for (const each of [fork, restored]) each.run({ until });
  const check = (what: string, one: Simulation) => {
    if (one.digest !== simulation.digest) throw new Error(`${what} ends otherwise`);
  };
  check("a run that is carried out on copies", other.simulation);
  check("a fork", fork);
  check("what is read back from a snapshot", restored);
}

function cover(
  { inputs, timers, ports }: Coverage,
  { machine, input, effects, consulted }: Passage,
): void {
  const { kind } = machine;
  inputs.add(`${kind} ${input.type}`);
  if (input.type === "timerFired") {
    const { timer } = input as Tagged & { readonly timer: number }; // As the kernel makes it.
    timers.add(`${kind} ${machine.timers.names[timer]}`);
  }
  for (const port of consulted) ports.add(`${kind} ${machine.ports.names[port]}`);
  for (const effect of effects) {
    if (effect.type === "send" || effect.type === "handOn") {
      ports.add(`${kind} ${machine.ports.names[effect.port]}`);
    }
  }
}

/** What machines of the service declare and no journey came to. */
function leftOut(
  model: ServiceModel,
  { scripts = {} }: Journeys,
  { inputs, timers, ports }: Coverage,
): readonly string[] {
  const missing = (seen: Set<string>, what: string, names: readonly string[], kind: string) =>
    names
      .filter((name) => !seen.has(`${kind} ${name}`))
      .map((name) => `the ${what} ${name} of ${kind}`);
  const kinds = [...kindsOf([model], { scripts }).kinds];
  return kinds.flatMap(([kind, { machine }]) => {
    // One machine may serve two kinds: then either of them may have come to something.
    const alike = kinds.filter(([, other]) => other.machine.timers === machine.timers);
    const isFirst = alike[0]?.[0] === kind || machine.timers.names.length === 0;
    if (!isFirst) return [];
    const seenBy = (seen: Set<string>, names: readonly string[]) =>
      names.filter((name) => !alike.some(([other]) => seen.has(`${other} ${name}`)));
    return [
      ...missing(inputs, "input", seenBy(inputs, machine.inputs.names), kind),
      ...missing(timers, "timer", seenBy(timers, machine.timers.names), kind),
      ...missing(ports, "port", seenBy(ports, machine.ports.names), kind),
    ];
  });
}

const halfAlways = (context: Context<unknown>): Context<unknown> => ({
  now: context.now,
  settings: context.settings,
  request: context.request,
  effects: context.effects,
  random: () => 0.5,
  randomFor: () => 0.5,
  choose: () => 0,
  impairments: () => [],
  consult: (port, to, question) => context.consult(port, to, question),
  measure: (port, to, metric, minute) => context.measure(port, to, metric, minute),
  observe: (metric, value) => context.observe(metric, value),
  note: (note, ...numbers) => context.note(note, ...numbers),
});

/** A machine without chance: what its future is, its state alone decides. */
const withoutChance = (machine: AnyMachine): AnyMachine => ({
  ...machine,
  transition: (state: object, input: Tagged, context: Context<unknown>) =>
    machine.transition(state, input, halfAlways(context)),
});

/**
 * Whether worlds that look alike have one future: where two worlds of journeys have equal canonical hashes,
 * both are taken through what follows, and have to stay equal. Returns how many such worlds there were.
 */
export function checkCanonicalForms(
  model: ServiceModel,
  journeys: Journeys,
  { runs, endOnFailure = false }: LawRuns,
): number {
  const models = withService(model, (kind) => ({ ...kind, machine: withoutChance(kind.machine) }));
  const { scripts = {} } = journeys;
  const { kinds } = kindsOf(models, { scripts });
  const constant = { type: "constant", value: 1_000 } as const;
  const options = {
    latencies: Object.fromEntries(Object.keys(latencies).map((name) => [name, constant])),
  };
  let pairs = 0;
  fc.assert(
    fc.property(quietSteps, quietSteps, (program, rest) => {
      const traveler = travelerIn(models, journeys, options);
      traveler.setOut();
      const known = new Map<number, Simulation>();
      for (const step of program) {
        traveler.take(step);
        const hash = traveler.simulation.canonicalHash();
        const alike = known.get(hash);
        if (alike === undefined) {
          known.set(hash, traveler.simulation.fork());
          continue;
        }
        if (alike.events === traveler.simulation.events) continue;
        pairs += 1;
        const one = new Traveler(alike.fork(), kinds, journeys);
        const other = new Traveler(traveler.simulation.fork(), kinds, journeys);
        for (const [place, next] of rest.entries()) {
          one.take(next);
          other.take(next);
          const isSame = one.simulation.canonicalHash() === other.simulation.canonicalHash();
          if (!isSame) throw new Error(`two worlds that look alike part at step ${place}`);
        }
      }
    }),
    { seed: 20261129, numRuns: runs, endOnFailure },
  );
  return pairs;
}
