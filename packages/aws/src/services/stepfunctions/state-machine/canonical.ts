import { slab, table, vector, type AskerOf, type Instant } from "@orrery/kernel";
import type { StateMachineState } from "./state.ts";

/** What decides the future: open executions, where they are, and what of closed ones can still be asked for. */
export function canonical(state: StateMachineState, now: Instant, askerOf: AskerOf): unknown {
  const ago = (at: number): number => (at === -1 ? -1 : now - at);
  return [
    slab.list(state.executions).map((execution) => {
      const { name, status, input, ending, events, more } = execution;
      return [
        name,
        status,
        ago(execution.startedAt),
        ago(execution.stoppedAt),
        input,
        ending,
        events,
        more === null
          ? null
          : {
              ...more,
              redrivenAt: more.redrivenAt === null ? null : ago(more.redrivenAt),
              waiters: more.waiters.map(({ request, isSynchronous }) => [
                askerOf(request),
                isSynchronous,
              ]),
            },
        slab.read(state.revisions, execution.revision)!.revision.id,
      ];
    }),
    slab
      .list(state.strands)
      .map((strand) => [
        strand.place,
        strand.condition,
        strand.state,
        strand.input,
        strand.variables,
        ago(strand.enteredAt),
        strand.enteredEvent,
        strand.previous,
        strand.retries,
        strand.retryCount,
        strand.attempt,
        strand.work === null
          ? null
          : [
              strand.work.given,
              strand.work.timeoutAt === -1 ? -1 : strand.work.timeoutAt - now,
              strand.work.heartbeatAt === -1 ? -1 : strand.work.heartbeatAt - now,
              strand.work.early,
            ],
      ]),
    slab
      .list(state.forks)
      .map((fork) => [
        fork.state,
        fork.items,
        fork.begun,
        fork.again,
        fork.begunAgain,
        fork.running,
        fork.ended,
        fork.failures,
        fork.maxConcurrency,
        fork.isOver,
        fork.run === null ? null : [fork.run.status, fork.run.nextStartAt - now, fork.run.hasRoom],
        Array.from({ length: fork.count }, (_, place) => vector.at(fork.results, place)),
      ]),
    table.list(state.names).map(([name, id]) => [name, id === -1]),
  ];
}
