import {
  listed,
  type AnyEffect,
  type AnyMachine,
  type Context,
  type Effects,
  type Tagged,
} from "@orrery/kernel";
import type { ResourceKind } from "../src/service/resource-kind.ts";

/** A defect that is planted in a kind on purpose, and how the law that it breaks is said. */
export interface Plant {
  readonly name: string;
  readonly broken: RegExp;
  plant(kind: ResourceKind): ResourceKind;
  /** Kinds that it cannot be planted in are left alone. */
  takes?(kind: ResourceKind): boolean;
}

type Transition = (state: object, input: Tagged, context: Context<unknown>) => readonly AnyEffect[];

/** Writes a member on a state that its type does not have. */
const write = (state: object, value: unknown): void => void Reflect.set(state, "planted", value);

/** A kind whose machine does something besides at every input. */
const besides =
  (
    act: (machine: AnyMachine) => (...given: Parameters<Transition>) => readonly AnyEffect[] | void,
  ) =>
  (kind: ResourceKind): ResourceKind => {
    const { machine } = kind;
    const more = act(machine);
    const transition: Transition = (state, input, context) => {
      const effects = listed(machine.transition(state, input, context) as Effects<AnyEffect>);
      return [...effects, ...(more(state, input, context) ?? [])];
    };
    return { ...kind, machine: { ...machine, transition } };
  };

const hasTimers = ({ machine }: ResourceKind): boolean => machine.timers.names.length > 0;

/** One defect for each law of machines. */
export const plants: readonly Plant[] = [
  {
    name: "remembers something outside its state",
    broken: /makes another state on a copy/,
    plant: besides(() => {
      let count = 0;
      return (state) => write(state, (count += 1));
    }),
  },
  {
    name: "has other effects each time",
    broken: /has other effects on a copy/,
    plant: besides(() => {
      let count = 0;
      return () =>
        (count += 1) % 2 === 0 ? [] : [{ type: "stop", reason: { type: "planted" } } as const];
    }),
  },
  {
    name: "keeps what JSON does not",
    broken: /makes a state that JSON does not keep/,
    plant: besides(() => (state) => write(state, NaN)),
  },
  {
    name: "writes on its input",
    broken: /not extensible/,
    plant: besides(() => (_state, input) => void Object.assign(input, { planted: 1 })),
  },
  {
    name: "writes on its settings",
    broken: /not extensible/,
    plant: besides(() => (_state, _input, { settings }) => {
      Object.assign(settings as object, { planted: 1 });
    }),
  },
  {
    name: "writes on a state of earlier",
    broken: /writes on a state that is shared/,
    plant: besides(() => {
      let held: object | null = null;
      let count = 0;
      return (state) => {
        count += 1;
        if (held !== null) write(held, count);
        held = state;
        // A draft can be written on no more once it is done.
        if (count % 2 === 1) held = null;
      };
    }),
  },
  {
    name: "draws for nothing that it declares",
    broken: /draws for no declared purpose/,
    plant: besides(() => (_state, _input, context) => void context.random(999)),
  },
  {
    name: "counts what it does not declare",
    broken: /observes a metric it does not declare/,
    plant: besides(() => (_state, _input, context) => context.observe(999, 1)),
  },
  {
    name: "counts what is no number",
    broken: /observes NaN/,
    plant: besides(() => (_state, _input, context) => context.observe(0, NaN)),
    takes: ({ machine }) => machine.metrics.names.length > 0,
  },
  {
    name: "sets a timer that it does not declare",
    broken: /sets a timer it does not declare/,
    plant: besides(() => () => [{ type: "clearTimer", timer: 999, index: 0 } as const]),
  },
  {
    name: "has a fingerprint that is no integer",
    broken: /a fingerprint is an integer/,
    plant: (kind) => ({ ...kind, machine: { ...kind.machine, fingerprint: () => 0.5 } }),
  },
  {
    name: "breaks an invariant",
    broken: /is never asked: not so after/,
    plant: (kind) => ({ ...kind, invariants: { "is never asked": () => false } }),
  },
  {
    name: "shares what it writes on with its forks",
    // Where the machine is consulted, what it does besides is found before.
    broken: /ends otherwise|does not just answer/,
    plant: besides(() => (state) => {
      const list = (Reflect.get(state, "planted") as number[] | undefined) ?? [];
      if (list.length === 0) write(state, list);
      const planted = Reflect.get(state, "planted") as number[]; // As it was written.
      planted.push(1);
      return planted.length % 2 === 0
        ? []
        : [{ type: "clearTimer", timer: 0, index: 1e6 } as const];
    }),
    takes: hasTimers,
  },
];

/** A kind with an input that nobody gives it. */
export const withIdleInput = ({ machine, ...kind }: ResourceKind): ResourceKind => {
  const { names, of } = machine.inputs;
  const inputs = { names: [...names, "planted"], of: { ...of, planted: names.length } };
  return { ...kind, machine: { ...machine, inputs } };
};

/** A kind all of whose states look alike. */
export const withoutCanonicalForm = ({ machine, ...kind }: ResourceKind): ResourceKind => ({
  ...kind,
  machine: { ...machine, canonical: () => 0 },
});
