import { slab, table, type SlabId } from "@orrery/kernel";
import { nameOf, placeNamed } from "../execution-name.ts";
import {
  purposes,
  type StateMachine,
  type StateMachineContext,
  type Turn,
} from "./declarations.ts";
import type { Execution } from "./state.ts";

const drawing = (context: StateMachineContext) => (key: number) =>
  context.randomFor(purposes.name, key);

/** The name of an execution: the one that it was given, or the one that its place makes. */
export const executionName = (
  { context }: Pick<Turn, "context">,
  id: SlabId,
  { name }: Pick<Execution, "name">,
): string => name ?? nameOf(id, drawing(context));

/** The ARN of an execution. */
export function executionArn(
  turn: Pick<Turn, "context" | "machine">,
  id: SlabId,
  execution: Pick<Execution, "name" | "more">,
  own = executionName(turn, id, execution),
): string {
  const { name, type, partition, region, accountId } = turn.context.settings;
  const base = `arn:${partition}:states:${region}:${accountId}`;
  const label = labelOf(turn.machine, execution);
  if (label !== null) return `${base}:execution:${name}/${label}:${own}`;
  return type === "STANDARD"
    ? `${base}:execution:${name}:${own}`
    : `${base}:express:${name}:${own}:${nameOf((id + hidden) as SlabId, drawing(turn.context))}`;
}

/** Keeps the second name of an Express execution apart from all first ones. */
const hidden = 2 ** 46;

/** The label of the Map state whose child an execution is; `null`: it is nobody's. */
export function labelOf(
  machine: Pick<StateMachine, "forks">,
  { more }: Pick<Execution, "more">,
): string | null {
  if (more === null || more.child === null) return null;
  return slab.read(machine.forks, more.child.fork)?.run?.label ?? null;
}

/** Where an execution of this name is; -1: it is closed and forgotten; `undefined`: there was none. */
export function placeOf(
  { machine, context }: Pick<Turn, "machine" | "context">,
  name: string,
): SlabId | -1 | undefined {
  const named = table.get(machine.names, name);
  if (named !== undefined) return named;
  const place = placeNamed(name, drawing(context));
  if (place === null) return undefined;
  const execution = slab.read(machine.executions, place);
  return execution === undefined || execution.name !== null ? -1 : place;
}
