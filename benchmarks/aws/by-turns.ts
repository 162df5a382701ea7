import { machinesOf, simulate } from "@orrery/aws";
import {
  declare,
  Simulation,
  type Instant,
  type Machine,
  type Replied,
  type Send,
  type Tagged,
} from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";

const never = (Number.MAX_SAFE_INTEGER - 1) as Instant;

/** What is filled, and then read and written by turns. */
interface Held {
  /** Its component. */
  readonly component: string;
  /** The gauge of how many it holds. */
  readonly gauge: string;
  /** The call that makes it. */
  readonly create: Tagged;
  /** How many one request brings. */
  readonly together: number;
  /** The request that brings so many from a number on. */
  load(first: number, count: number): Tagged;
  get(number: number): Tagged;
  put(number: number): Tagged;
  /** Whether something was written, or read. */
  hasFound(body: Tagged): boolean;
}

interface Caller {
  readonly loaded: number;
  readonly done: number;
  readonly found: number;
  readonly drawn: number;
}

/** Fills it, and then reads and writes by turns, each once the last was answered. */
const callerOf = ({
  together,
  load,
  get,
  put,
  hasFound,
}: Held): Machine<
  { readonly count: number },
  Caller,
  { readonly type: "start" } | Replied<Tagged>,
  Send<Tagged>
> => ({
  kind: "caller",
  stateVersion: 1,
  inputs: declare("start", "replied"),
  timers: declare(),
  ports: declare("target"),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ loaded: 0, done: 0, found: 0, drawn: 1 }),
  transition(caller, input, { settings: { count } }) {
    if (caller.done > 0 && input.type === "replied" && hasFound(input.body)) {
      caller.found += 1;
    }
    let next: Tagged;
    if (caller.loaded < count) {
      const some = Math.min(together, count - caller.loaded);
      next = load(caller.loaded, some);
      caller.loaded += some;
    } else {
      caller.done += 1;
      caller.drawn = (Math.imul(caller.drawn, 1_664_525) + 1_013_904_223) >>> 0;
      const number = Math.floor((caller.drawn / 2 ** 32) * count);
      next = caller.done % 2 === 0 ? get(number) : put(number);
    }
    return [{ type: "send", port: 0, to: 0, input: next, tag: 0, deadline: never }];
  },
  fingerprint: () => 0,
});

/** What is held as soon as it is filled, and who reads and writes it. */
function filled(held: Held, count: number): { simulation: Simulation; caller: () => Caller } {
  const callerMachine = callerOf(held);
  const simulation = new Simulation({
    seed: 1,
    machines: [...machinesOf(), callerMachine],
    privileged: ["aws.control"],
    instantLimit: Infinity,
  });
  const settings = simulate().settingsOf("aws.control");
  const made = { do: "create", connections: [] } as const;
  simulation.apply({ ...made, name: "aws.control", kind: "aws.control", settings });
  simulation.tell("aws.control", { type: "setUp" });
  simulation.tell("aws.control", held.create);
  simulation.run({ events: 10 });
  simulation.apply({
    do: "create",
    name: "caller",
    kind: "caller",
    settings: { count },
    connections: [{ port: "target", to: 0, target: held.component }],
  });
  simulation.tell("caller", { type: "start" });
  const caller = () => simulation.stateOf("caller") as Caller;
  while (caller().done === 0) simulation.run({ events: 1_000 });
  return { simulation, caller };
}

/** Fills it with as many as the command says, and prints how fast it is read and written. */
export function measureByTurns(held: Held): void {
  const [count, operations] = process.argv.slice(2).map(Number);
  const { simulation, caller } = filled(held, count!);
  const there = simulation.gaugesOf(held.component)[held.gauge];
  if (there !== count) throw new Error(`of ${count} there are ${there}`);
  const go = (turns: number) => {
    const before = caller().done;
    while (caller().done < before + turns) simulation.run({ events: 1_000 });
    return caller().done - before;
  };
  go(Math.min(100_000, operations!));
  let done = 0;
  const seconds = secondsOf(() => (done = go(operations!)));
  const { done: all, found } = caller();
  if (all - found > 1) throw new Error(`of ${all} operations, ${all - found} found nothing`);
  printOutcome({ value: done / seconds / 1e6, work: operations!, count: done, events: 2 * done });
}
