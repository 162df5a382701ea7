import { seconds, table, type Duration, type Instant, type Simulation } from "@orrery/kernel";
import fc from "fast-check";
import type { ControlState } from "../src/control/state.ts";
import type { PendingCall } from "../src/control/client.ts";
import { withClient, type AwsOptions, type AwsSimulation } from "../src/run/simulate.ts";
import type { Arrival, Text } from "../src/service/entry.ts";
import type { Kinds } from "../src/service/kinds.ts";
import type { HttpHead } from "../src/service/http.ts";
import { noTrail } from "../src/service/origin.ts";
import type { PlainObject } from "../src/service/refusal.ts";
import type { Resource } from "../src/service/resource.ts";
import type { Scripts } from "../src/service/script.ts";
import { controlName } from "../src/service/service-model.ts";

/** An operation that a journey asks for. */
export type JourneyCall = readonly [service: string, operation: string, params: PlainObject];

/** The last answer to an operation by its name, with what was asked; `undefined` where there was none yet. */
export type Answers = (operation: string) => JourneyAnswer | undefined;

/** What is asked, by the answers so far; `undefined`: nothing, for want of one. */
export type Asked = (answers: Answers) => JourneyCall | undefined;

/** Something that is brought to a resource from outside, by its component. */
export interface Brought {
  readonly bringTo: string;
}

/** For 20 seconds a component refuses all that comes to it, as services do that have no room. */
export interface Refusing {
  readonly refusedBy: string;
}

export interface JourneyAnswer {
  readonly params: PlainObject;
  readonly response: PlainObject;
}

/** What is done in a course, or how long is waited. */
export type CourseStep = Asked | Duration | Brought | Refusing;

/** What a service may be asked: the tests of its laws draw from it. */
export interface Journeys {
  /** Make resources of each of its kinds, and what of other services they need. */
  readonly made: readonly JourneyCall[];
  /** What may be asked at any time, also what is refused. */
  readonly asked: readonly Asked[];
  /** What is asked and waited for in this order, each course once: what chance seldom comes to. */
  readonly courses?: readonly (readonly CourseStep[])[];
  /**
   * Whether two of its worlds hardly ever look alike, so that forms that say nothing would not be found out:
   * tests of its own have to hold them then. @defaultValue false
   */
  readonly seldomAlike?: boolean;
  /** What functions do, by name. */
  readonly scripts?: Scripts;
  /** In place of our latencies, so that what has none takes time. */
  readonly latencies?: NonNullable<AwsOptions["latencies"]>;
  /** What is answered where an operation is not modeled. @defaultValue nothing is */
  readonly unmodeled?: NonNullable<AwsOptions["unmodeled"]>;
  /** Whether what functions log is kept. @defaultValue false */
  readonly logs?: boolean;
  /** Dates whose rules hold, one for each journey. @defaultValue today's alone */
  readonly asOf?: readonly string[];
}

/** One step of a journey. Numbers choose among what there is. */
export type JourneyStep =
  | { readonly do: "ask"; readonly which: number }
  | { readonly do: "bring"; readonly to: number; readonly door: number; readonly body: number }
  | { readonly do: "wait"; readonly time: Duration }
  | { readonly do: "strike"; readonly at: number }
  | { readonly do: "trouble"; readonly at: number; readonly how: number };

/** What is asked of what takes HTTP. */
const requests: readonly HttpHead[] = [
  { method: "POST", path: "/", query: "a=1", headers: { "content-type": "application/json" } },
  {
    method: "OPTIONS",
    path: "/",
    query: "",
    headers: { origin: "https://page.example", "access-control-request-method": "GET" },
  },
];

const waits = [0, 1, 3, 10, 31, 70, 400].map((each) => seconds(each));

const ask = fc.record({ do: fc.constant("ask" as const), which: fc.nat(999) });
const bring = fc.record({
  do: fc.constant("bring" as const),
  to: fc.nat(99),
  door: fc.nat(1),
  body: fc.nat(99),
});
const wait = fc.record({ do: fc.constant("wait" as const), time: fc.constantFrom(...waits) });
const strike = fc.record({ do: fc.constant("strike" as const), at: fc.nat(99) });
const trouble = fc.record({
  do: fc.constant("trouble" as const),
  at: fc.nat(99),
  how: fc.nat(4),
});

/** Journeys in peace, whose worlds can be compared. */
export const quietSteps: fc.Arbitrary<readonly JourneyStep[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: ask },
    { weight: 2, arbitrary: bring },
    { weight: 4, arbitrary: wait },
  ),
  { maxLength: 40, size: "max" },
);

/** Journeys through requests that get lost, late, refused or doubled. */
export const steps: fc.Arbitrary<readonly JourneyStep[]> = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: ask },
    { weight: 4, arbitrary: bring },
    { weight: 4, arbitrary: wait },
    { weight: 1, arbitrary: strike },
    { weight: 1, arbitrary: trouble },
  ),
  { maxLength: 60, size: "max" },
);

const bodies: readonly Text[] = ["x", '{"color":"red","n":7}', "{}", '{"color":"blue"}'].map(
  (body) => ({ body, size: body.length }),
);

/** Goes through a journey in a simulation, as callers and senders outside do. */
export class Traveler {
  readonly simulation: AwsSimulation;
  private readonly kinds: Kinds;
  private readonly journeys: Journeys;
  private readonly answers = new Map<string, JourneyAnswer>();
  private readonly pending: (readonly [call: JourneyCall, pending: PendingCall])[] = [];
  private troubles = 0;
  private readonly executor: "inPlace" | "immutable";

  constructor(
    simulation: Simulation,
    kinds: Kinds,
    journeys: Journeys,
    executor: "inPlace" | "immutable" = "inPlace",
  ) {
    this.simulation = withClient(simulation);
    this.kinds = kinds;
    this.journeys = journeys;
    this.executor = executor;
  }

  /** Makes the resources; each must be made. */
  setOut(): void {
    for (const call of this.journeys.made) {
      this.begin(call);
      this.run(seconds(1));
      const [[, operation], { outcome }] = this.pending.at(-1)!;
      if (outcome?.type !== "called") {
        throw new Error(`${operation} makes nothing: ${JSON.stringify(outcome)}`);
      }
      this.hear();
    }
  }

  /** Takes a step, and lets its instant pass. */
  take(step: JourneyStep): void {
    switch (step.do) {
      case "ask": {
        const { asked } = this.journeys;
        this.ask(asked[step.which % asked.length]!);
        break;
      }
      case "bring":
        this.bring(step);
        break;
      case "wait":
        this.run(step.time);
        break;
      case "strike":
        this.strike(step.at);
        break;
      case "trouble":
        this.trouble(step);
        break;
    }
    this.run(0 as Duration);
    this.hear();
  }

  /** Goes through a course. */
  follow(course: readonly CourseStep[]): void {
    for (const each of course) {
      if (typeof each === "number") this.run(each);
      else if (typeof each === "function") this.ask(each);
      else if ("refusedBy" in each) this.refuse(each.refusedBy, 1);
      else this.bringTo(this.componentOf(each.bringTo), 0, 0);
      this.run(0 as Duration);
      this.hear();
    }
  }

  private ask(asked: Asked): void {
    const call = asked((operation) => this.answers.get(operation));
    if (call !== undefined) this.begin(call);
  }

  /** Lets time pass. */
  run(duration: Duration): void {
    const until = (this.simulation.now + duration) as Instant;
    this.simulation.run({ until }, this.executor);
  }

  private begin(call: JourneyCall): void {
    this.pending.push([call, this.simulation.client().begin(...call)]);
  }

  /** Keeps the answers that have come. A refusal is one, and is not kept. */
  private hear(): void {
    for (const [[, operation, params], { outcome }] of this.pending) {
      if (outcome === undefined || outcome.type === "refused") continue;
      if (outcome.type !== "called") {
        throw new Error(`${operation} is not answered by AWS: ${JSON.stringify(outcome)}`);
      }
      this.answers.set(operation, { params, response: outcome.response });
    }
    const open = this.pending.filter(([, { outcome }]) => outcome === undefined);
    this.pending.splice(0, this.pending.length, ...open);
  }

  private get resources(): readonly Resource[] {
    const { resources } = this.simulation.stateOf(controlName) as ControlState; // Its own.
    return table.list(resources).map(([, resource]) => resource);
  }

  private bring({ to, door, body }: Extract<JourneyStep, { do: "bring" }>): void {
    const open = this.resources.filter(({ kind }) => this.kinds.get(kind)?.entry !== undefined);
    const resource = open[to % Math.max(open.length, 1)];
    if (resource !== undefined) this.bringTo(resource, door, body);
  }

  private componentOf(component: string): Resource {
    const found = this.resources.find((each) => each.component === component);
    if (found === undefined) throw new Error(`there is no ${component} to bring something to`);
    return found;
  }

  private bringTo(resource: Resource, door: number, body: number): void {
    const entry = this.kinds.get(resource.kind)!.entry!; // It was looked for.
    const doors = Object.values(entry.doors);
    const settings = this.simulation.settingsOf(resource.component);
    const isOrdered = entry.needsGroups?.(settings) ?? false;
    const arrival: Arrival = {
      text: bodies[body % bodies.length]!,
      trail: noTrail,
      group: isOrdered ? `g${body % 3}` : null,
      deduplicationId: entry.identifies?.(settings) === "id" ? `i${body % 5}` : null,
      ...(entry.http === undefined ? {} : { http: requests[body % requests.length]! }),
    };
    this.simulation.tell(
      resource.component,
      doors[door % doors.length]!.inputOf(arrival),
      () => undefined,
    );
  }

  private strike(at: number): void {
    const struck = this.resources.flatMap(({ kind, component }) =>
      Object.values(this.kinds.get(kind)?.strikes ?? {}).map((inputOf) => ({ component, inputOf })),
    );
    const one = struck[at % Math.max(struck.length, 1)];
    if (one === undefined) return;
    this.inject({ type: "strike", component: one.component, input: one.inputOf(0.5) });
  }

  private trouble({ at, how }: Extract<JourneyStep, { do: "trouble" }>): void {
    const { resources } = this;
    const { component } = resources[at % resources.length]!;
    const by = { type: "constant", value: 700_000 } as const;
    switch (how) {
      case 0:
        return this.inject({ type: "drop", component, direction: "request" });
      case 1:
        return this.inject({ type: "drop", component, direction: "reply" });
      case 2:
        return this.inject({ type: "delay", component, direction: "request", by });
      case 3:
        return this.inject({ type: "duplicate", component, by });
      default:
        return this.refuse(component, 0.5);
    }
  }

  private refuse(component: string, share: number): void {
    const body = { type: "refused", code: "ServiceUnavailable", message: "Later.", details: {} };
    this.inject({ type: "refuse", component, body }, share);
  }

  private inject(fault: object, share = 0.5): void {
    const from = this.simulation.now;
    this.troubles += 1;
    const span = {
      name: `trouble ${this.troubles}`,
      from,
      until: (from + seconds(20)) as Instant,
      share,
    };
    this.simulation.inject({ ...span, ...fault } as Parameters<Simulation["inject"]>[0]); // As above.
  }
}
