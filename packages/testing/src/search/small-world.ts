import fc from "fast-check";
import {
  declare,
  inAnyOrder,
  nameOf,
  noEffects,
  Simulation,
  type AnyEffect,
  type AskerOf,
  type Context,
  type Instant,
  type Machine,
  type Oracle,
  type RequestId,
  type Tagged,
} from "@orrery/kernel";

/** What a cell does when it is poked, by what it has become. */
export interface Rule {
  /** Which cells it pokes in turn. */
  readonly pokes: readonly number[];
  /** Whether it answers at once, or when something happens to it next. */
  readonly holds: boolean;
  /** Whether whoever it pokes has to answer at this very instant. */
  readonly hurries: boolean;
  /** Whether it sets a timer, and whether that is due now. */
  readonly timer: "none" | "now" | "later";
  readonly tosses: boolean;
  /** Whether it takes a token, or gives one back that it has. */
  readonly token: "none" | "takes" | "returns";
  readonly consults: boolean;
}

interface CellState {
  readonly value: number;
  readonly held: readonly RequestId[];
  readonly tokens: readonly number[];
  readonly waits: boolean;
}

interface Poke extends Tagged {
  readonly type: "poke";
  readonly left: number;
}

interface CellReply extends Tagged {
  readonly value?: number;
  readonly token?: number;
}

type CellInput =
  | Poke
  | (Tagged & { readonly type: "timerFired" })
  | (Tagged & { readonly type: "replied"; readonly body: CellReply });

/** Keeps little, and does by its rules whatever components of the kernel can do. */
const cellMachine: Machine<readonly Rule[], CellState, CellInput, AnyEffect> = {
  kind: "cell",
  stateVersion: 1,
  inputs: declare("poke", "timerFired", "replied"),
  timers: declare("soon"),
  ports: declare("cells", "pool"),
  purposes: declare(),
  choices: declare("toss"),
  metrics: declare(),
  initialState: () => ({ value: 0, held: [], tokens: [], waits: false }),
  transition(cell, input, context) {
    const effects: AnyEffect[] = cell.held.map((to) => answer(to, cell.value));
    cell.held = [];
    if (input.type === "poke") {
      cell.value = (cell.value * 3 + input.left + 1) % 5;
      effects.push(...obey(cell, input, context));
    } else if (input.type === "timerFired") {
      cell.waits = false;
      cell.value = (cell.value + 2) % 5;
    } else {
      const { value = 4, token } = input.body;
      if (token === undefined) cell.value = (cell.value * 2 + value) % 5;
      else cell.tokens = [...cell.tokens, token];
    }
    return effects;
  },
  fingerprint: () => 0,
  canonical: ({ value, held, tokens, waits }: CellState, _now: Instant, askerOf: AskerOf) => ({
    value,
    waits,
    held: held.map(askerOf),
    tokens: tokens.map(tokenName),
  }),
};

const answer = (to: RequestId, value: number): AnyEffect => ({
  type: "reply",
  to,
  body: { type: "done", value } as Tagged,
});

const tokenName = (token: number) => nameOf("token", token);

function obey(
  cell: { -readonly [Field in keyof CellState]: CellState[Field] },
  { left }: Poke,
  context: Context<readonly Rule[]>,
): readonly AnyEffect[] {
  const { settings, now, request } = context;
  const rule = settings[cell.value % settings.length]!;
  const effects: AnyEffect[] = [];
  const deadline = rule.hurries ? now : ((now + 5) as Instant);
  const send = (port: number, to: number, input: Tagged): void => {
    effects.push({ type: "send", port, to, input, tag: 0, deadline });
  };
  if (rule.tosses) cell.value = (cell.value + context.choose(0, 0, [1, 1])) % 5;
  if (rule.consults) {
    const { count } = context.consult(1, 0, { type: "count" }) as Tagged & { count: number };
    cell.value = (cell.value + count) % 5;
  }
  if (left > 0) for (const to of rule.pokes) send(0, to, { type: "poke", left: left - 1 } as Poke);
  if (rule.token === "takes") send(1, 0, { type: "take" });
  const [token] = cell.tokens;
  if (rule.token === "returns" && token !== undefined) {
    cell.tokens = cell.tokens.slice(1);
    send(1, 0, { type: "back", token } as Tagged);
  }
  if (rule.timer !== "none" && !cell.waits) {
    cell.waits = true;
    const at = (now + (rule.timer === "now" ? 0 : 1)) as Instant;
    effects.push({ type: "setTimer", timer: 0, index: 0, at });
  }
  if (rule.holds) cell.held = [...cell.held, request];
  else effects.push(answer(request, cell.value));
  return effects;
}

interface PoolState {
  readonly given: number;
  readonly out: readonly number[];
}

type PoolInput = Tagged & { readonly type: "take" | "back" | "count"; readonly token?: number };

/** Gives out tokens that are as good as each other. */
const poolMachine: Machine<null, PoolState, PoolInput, AnyEffect> = {
  kind: "pool",
  stateVersion: 1,
  inputs: declare("take", "back", "count"),
  timers: declare(),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ given: 0, out: [] }),
  transition(pool, { type, token }, { request }) {
    if (request === -1) return noEffects;
    const reply = (body: object): AnyEffect[] => [
      { type: "reply", to: request, body: body as Tagged },
    ];
    if (type === "count") {
      return [
        { type: "reply", to: request, body: { type: "counted", count: pool.out.length } as Tagged },
      ];
    }
    if (type === "back") {
      pool.out = pool.out.filter((each) => each !== token);
      return reply({ type: "done", value: pool.out.length });
    }
    pool.given += 1;
    pool.out = [...pool.out, pool.given];
    return reply({ type: "given", token: pool.given });
  },
  fingerprint: () => 0,
  canonical: ({ out }: PoolState) => inAnyOrder(out.map(tokenName)),
  memberViews: new Map([
    ["token", (token: unknown) => (typeof token === "number" ? tokenName(token) : token)],
  ]),
};

/** A few cells that poke each other, and a pool. */
export interface SmallWorld {
  readonly cells: readonly (readonly Rule[])[];
  /** How long requests take to each cell. */
  readonly delays: readonly number[];
  /** Which cells are poked from outside, at the same instant. */
  readonly begun: readonly number[];
  readonly depth: number;
}

const rules = (cells: number): fc.Arbitrary<Rule> =>
  fc.record({
    pokes: fc.array(fc.nat(cells - 1), { maxLength: 2 }),
    holds: fc.boolean(),
    hurries: fc.boolean(),
    timer: fc.constantFrom("none", "now", "later"),
    tosses: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
    token: fc.constantFrom("none", "takes", "returns"),
    consults: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, fc.boolean()),
  });

/** Any small world. */
export const smallWorlds: fc.Arbitrary<SmallWorld> = fc.integer({ min: 2, max: 4 }).chain((cells) =>
  fc.record({
    cells: fc.array(fc.array(rules(cells), { minLength: 1, maxLength: 3 }), {
      minLength: cells,
      maxLength: cells,
    }),
    delays: fc.array(fc.constantFrom(0, 0, 0, 1), { minLength: cells, maxLength: cells }),
    begun: fc.array(fc.nat(cells - 1), { minLength: 2, maxLength: 3 }),
    depth: fc.integer({ min: 1, max: 2 }),
  }),
);

/** The world at its start. */
export function makeWorld(
  { cells, delays, begun, depth }: SmallWorld,
  oracle?: Oracle,
): Simulation {
  const machines = [cellMachine, poolMachine];
  const simulation = new Simulation({ seed: 1, machines, ...(oracle && { oracle }) });
  const name = (cell: number) => `cell ${cell}`;
  simulation.apply({ do: "create", name: "pool", kind: "pool", settings: null, connections: [] });
  cells.forEach((settings, cell) => {
    simulation.apply({ do: "create", name: name(cell), kind: "cell", settings, connections: [] });
  });
  cells.forEach((_, cell) => {
    const connections = cells.map((__, to) => {
      const delay = delays[to]!;
      const request = { type: "constant", value: delay } as const;
      return { port: "cells", to, target: name(to), ...(delay > 0 && { request }) };
    });
    const pool = { port: "pool", to: 0, target: "pool" };
    simulation.apply({ do: "change", name: name(cell), connections: [...connections, pool] });
  });
  for (const cell of begun) simulation.tell(name(cell), { type: "poke", left: depth } as Poke);
  return simulation;
}

/** What the cells have become. */
export const valuesOf = (simulation: Simulation, { cells }: SmallWorld): string =>
  cells.map((_, cell) => (simulation.stateOf(`cell ${cell}`) as CellState).value).join(" ");
