import { slab, valueAsOf, type Instant, type Plain, type SlabId } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { State } from "../language/definition.ts";
import type { Frame } from "../language/frame.ts";
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

/** What a visit to a state is evaluated against. */
export function frameOf(
  turn: Turn,
  id: SlabId,
  strand: Readonly<Strand>,
  execution: Readonly<Execution>,
  state: State,
  item: ItemInContext | null = null,
): Frame {
  const { context } = turn;
  return {
    input: strand.input,
    variables: strand.variables,
    enteredId: strand.enteredEvent,
    context: () => contextObject(turn, id, strand, execution, state, item),
    draws: {
      now: () => wallClockAt(context.settings.epochMilliseconds, context.now),
      uuid: () => uuidOf(context, purposes.uuid),
      random: () => context.random(purposes.function),
    },
  };
}

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
