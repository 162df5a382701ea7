import { slab, valueAsOf, type Instant, type Plain, type SlabId } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { State } from "../language/definition.ts";
import type { Draws, Frame, Variables } from "../language/frame.ts";
import { taskToken } from "../task-token.ts";
import { purposes, type Turn } from "./declarations.ts";
import { redriving } from "../limits.ts";
import { executionArn, executionName, labelOf } from "./naming.ts";
import { revisionAt } from "./revisions.ts";
import type { Execution, Fork, Strand } from "./state.ts";
import { uuidOf } from "./uuid.ts";

/** An item of a Map, as the context object has it. */
export interface ItemInContext {
  readonly index: number;
  readonly value: Plain;
}

/** A visit to a state. */
class Visit implements Frame, Draws {
  readonly input: Plain;
  readonly variables: Variables;
  readonly enteredId: number;
  private readonly turn: Turn;
  private readonly id: SlabId;
  private readonly strand: Readonly<Strand>;
  private readonly execution: Readonly<Execution>;
  private readonly state: State;
  private readonly item: ItemInContext | null;

  constructor(
    turn: Turn,
    id: SlabId,
    strand: Readonly<Strand>,
    execution: Readonly<Execution>,
    state: State,
    item: ItemInContext | null,
  ) {
    this.input = strand.input;
    this.variables = strand.variables;
    this.enteredId = strand.enteredEvent;
    this.turn = turn;
    this.id = id;
    this.strand = strand;
    this.execution = execution;
    this.state = state;
    this.item = item;
  }

  get draws(): Draws {
    return this;
  }

  context(): PlainObject {
    const { turn, id, strand, execution, state, item } = this;
    return contextObject(turn, id, strand, execution, state, item);
  }

  now(): number {
    const { settings, now } = this.turn.context;
    return wallClockAt(settings.epochMilliseconds, now);
  }

  uuid(): string {
    return uuidOf(this.turn.context, purposes.uuid);
  }

  random(): number {
    return this.turn.context.random(purposes.function);
  }
}

/** What a visit to a state is evaluated against. */
export const frameOf = (
  turn: Turn,
  id: SlabId,
  strand: Readonly<Strand>,
  execution: Readonly<Execution>,
  state: State,
  item: ItemInContext | null = null,
): Frame => new Visit(turn, id, strand, execution, state, item);

function contextObject(
  turn: Turn,
  id: SlabId,
  strand: Readonly<Strand>,
  execution: Readonly<Execution>,
  state: State,
  item: ItemInContext | null,
): PlainObject {
  const { context, machine } = turn;
  const { settings } = context;
  const timeAt = (at: Instant): string =>
    formatWallClock(wallClockAt(settings.epochMilliseconds, at));
  const label = labelOf(machine, execution);
  const suffix = label === null ? "" : `/${label}`;
  const { more } = execution;
  const isRetriable = state.type === "Task" || state.type === "Parallel" || state.type === "Map";
  const within = item ?? itemAround(machine, strand);
  return {
    Execution: {
      Id: executionArn(turn, strand.execution, execution),
      Input: execution.input,
      Name: executionName(turn, strand.execution, execution),
      RoleArn: revisionAt(machine, execution.revision).roleArn,
      StartTime: timeAt(execution.startedAt),
      ...(tellsRedrives(settings.asOf) ? { RedriveCount: more?.redrives ?? 0 } : {}),
      ...(more?.redrivenAt == null ? {} : { RedriveTime: timeAt(more.redrivenAt) }),
    },
    StateMachine: { Id: `${settings.arn}${suffix}`, Name: `${settings.name}${suffix}` },
    State: {
      Name: state.name,
      EnteredTime: timeAt(strand.enteredAt),
      ...(isRetriable ? { RetryCount: strand.retryCount } : {}),
    },
    ...(within === null ? {} : { Map: { Item: { Index: within.index, Value: within.value } } }),
    ...(takesToken(state)
      ? {
          Task: {
            Token: taskToken({
              stateMachine: settings.stateMachine,
              strand: id,
              attempt: strand.attempt,
            }),
          },
        }
      : {}),
  };
}

/** The context object counts redrives since there are any. */
const tellsRedrives = (asOf: string): boolean => valueAsOf(redriving, asOf);

/** Whether the work of a task ends by a worker's word. */
const takesToken = (state: State): boolean =>
  state.type === "Task" && /\.(?:waitForTaskToken|sync(?::2)?)$/.test(state.resource.arn);

/** The item of the innermost inline Map around a strand; `null`: it is in none. */
function itemAround(machine: Turn["machine"], strand: Readonly<Strand>): ItemInContext | null {
  let { fork: id, place } = strand;
  while (id !== -1) {
    const fork: Fork | undefined = slab.read(machine.forks, id);
    if (fork === undefined) return null;
    if (fork.items !== null) return { index: place, value: fork.items[place]! };
    const around = slab.read(machine.strands, fork.strand);
    if (around === undefined) return null;
    ({ fork: id, place } = around);
  }
  return null;
}
