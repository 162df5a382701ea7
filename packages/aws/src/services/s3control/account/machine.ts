import {
  after,
  declare,
  minutes,
  noEffects,
  table,
  unreachable,
  type Draft,
  type Machine,
  type Table,
} from "@orrery/kernel";
import type { AccountEffect, AccountInput, Turn } from "../protocol.ts";

/** Jobs that could run, with what they were told last. */
interface OrderedJob {
  readonly place: number;
  readonly priority: number;
  readonly runs: boolean;
}

const keyOf = (place: number): string => `${place}`;

/** The order of an account's jobs. */
export interface AccountState {
  /** By their places. */
  readonly jobs: Table<OrderedJob>;
}

const ports = declare("jobs"); // By their places.

/** The jobs of an account in a Region: those of the highest priority run, and the others wait. */
export const accountMachine: Machine<object, AccountState, AccountInput, AccountEffect> = {
  kind: "s3control.account",
  stateVersion: 1,
  inputs: declare("joinJobs", "moveJob", "leaveJobs", "replied"),
  timers: declare(),
  ports,
  purposes: declare(),
  choices: declare(),
  metrics: declare(),

  initialState: () => ({ jobs: table.empty() }),

  transition(account, input, { now, request }) {
    switch (input.type) {
      case "replied":
        return noEffects;
      case "joinJobs":
      case "moveJob": {
        const { place, priority } = input;
        const runs = table.get(account.jobs, keyOf(place))?.runs ?? false;
        table.set(account.jobs, keyOf(place), { place, priority, runs });
        break;
      }
      case "leaveJobs":
        table.remove(account.jobs, keyOf(input.place));
        break;
      default:
        return unreachable(input);
    }
    const heard: AccountEffect = { type: "reply", to: request, body: { type: "heard" } };
    return [
      heard,
      ...turns(account).map(([place, turn]): AccountEffect => ({
        type: "send",
        port: ports.jobs,
        to: place,
        input: turn,
        tag: 0,
        deadline: after(now, minutes(1)),
      })),
    ];
  },

  fingerprint: (input) => (input.type === "replied" ? 0 : input.place),

  canonical: ({ jobs }) =>
    table.list(jobs).map(([, { place, priority, runs }]) => [place, priority, runs]),
};

/** What jobs are told that may run now, or may not any more. */
function turns(account: Draft<AccountState>): readonly (readonly [place: number, turn: Turn])[] {
  const jobs = table.list(account.jobs);
  const highest = jobs.reduce((most, [, { priority }]) => Math.max(most, priority), 0);
  return jobs.flatMap(([key, job]): readonly (readonly [number, Turn])[] => {
    const runs = job.priority === highest;
    if (runs === job.runs) return [];
    table.set(account.jobs, key, { ...job, runs });
    return [[job.place, { type: "turn", runs }]];
  });
}
