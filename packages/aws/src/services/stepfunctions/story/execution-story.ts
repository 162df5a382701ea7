import { slab, table, type Instant, type SlabId } from "@orrery/kernel";
import type { Seen } from "../../../service/seen.ts";
import type { ExecutionStatus } from "../protocol.ts";
import type { Execution, StateMachineState } from "../state-machine/state.ts";
import type { ShownEvent } from "../history/event.ts";
import { eventAt, eventCount } from "../history/kept-history.ts";
import { definitionOf, revisionAt } from "../state-machine/revisions.ts";
import { stateMachineKindName } from "../operations/records.ts";

/** All that happened in an execution. */
export interface ExecutionStory {
  /** Its state machine, and its number there. */
  readonly execution: string;
  /** `null`: it has one that Step Functions drew. */
  readonly name: string | null;
  readonly status: ExecutionStatus;
  readonly startedAt: Instant;
  /** `null`: it is open. */
  readonly stoppedAt: Instant | null;
  readonly error: string | null;
  readonly cause: string | null;
  /** Its events; `null`: they are not kept. */
  readonly events: readonly ShownEvent[] | null;
}

/** The state machines among resources. */
export const workflowsAmong = (resources: readonly Seen[]): readonly Seen[] =>
  resources.filter(({ kind }) => kind === stateMachineKindName);

/** The executions of a name, or of a state machine and a number such as `Orders:17`. */
export const executionStories = (
  resources: readonly Seen[],
  asked: string,
): readonly ExecutionStory[] =>
  workflowsAmong(resources).flatMap((seen) => {
    const machine = seen.state as StateMachineState; // Of this kind.
    const id = placeIn(machine, seen.name, asked);
    return id === undefined ? [] : [storyOf(machine, seen.name, id)];
  });

function placeIn(machine: StateMachineState, own: string, asked: string): SlabId | undefined {
  const named = table.get(machine.names, asked);
  if (named !== undefined && named !== -1) return named;
  const [, name, number] = /^(.*):(\d+)$/.exec(asked) ?? [];
  if (name !== own) return undefined;
  for (let slot = 0; slot < machine.executions.slots; slot += 1) {
    const id = slab.idAt(machine.executions, slot);
    if (id !== undefined && slab.read(machine.executions, id)!.number === Number(number)) return id;
  }
  return undefined;
}

function storyOf(machine: StateMachineState, own: string, id: SlabId): ExecutionStory {
  const execution = slab.read(machine.executions, id)!; // It was found.
  const { number, name, status, startedAt, stoppedAt, ending, history } = execution;
  return {
    execution: `${own}:${number}`,
    name,
    status,
    startedAt,
    stoppedAt: stoppedAt === -1 ? null : stoppedAt,
    error: ending?.error ?? null,
    cause: ending?.cause ?? null,
    events: history === -1 ? null : eventsOf(machine, execution, history),
  };
}

function eventsOf(
  machine: StateMachineState,
  { revision, startedAt }: Pick<Execution, "revision" | "startedAt">,
  history: SlabId,
): readonly ShownEvent[] {
  const { events } = slab.read(machine.histories, history)!; // It is kept with its execution.
  const { states } = definitionOf(revisionAt(machine, revision));
  return Array.from({ length: eventCount(events) }, (_, place) =>
    eventAt(events, place, startedAt, states),
  );
}
