import { slab, type SlabId } from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type { ShownEvent } from "../history/event.ts";
import { eventAt, eventCount } from "../history/kept-history.ts";
import type { ListExecutions, ReadHistory } from "../protocol.ts";
import type { Turn } from "./declarations.ts";
import { describedExecution } from "./described.ts";
import { definitionOf, revisionAt } from "./revisions.ts";
import type { Execution } from "./state.ts";
import { reply } from "./starting.ts";
import { executionNamed, notKept } from "./stopping.ts";

/** Answers a part of a history, the oldest events first or the newest. */
export function readHistory(turn: Turn, { name, isReversed, from, most }: ReadHistory): void {
  const id = executionNamed(turn, name);
  if (typeof id !== "number") {
    reply(turn, id);
    return;
  }
  const { machine } = turn;
  const execution = slab.read(machine.executions, id)!;
  if (execution.history === -1) {
    reply(
      turn,
      notKept(
        `The history of execution "${name}" is not kept: raise the assumption stepfunctions.keptHistories.`,
      ),
    );
    return;
  }
  const { events } = slab.read(machine.histories, execution.history)!;
  const { states } = definitionOf(revisionAt(machine, execution.revision));
  const total = eventCount(events);
  const shown: ShownEvent[] = [];
  for (let place = from; place < Math.min(total, from + most); place += 1) {
    const number = isReversed ? total - 1 - place : place;
    shown.push(eventAt(events, number, execution.startedAt, states));
  }
  reply(turn, {
    type: "historyRead",
    changedNothing: true,
    events: shown,
    next: from + most < total ? from + most : null,
  });
}

/** Answers executions that fit, the newest first. */
export function listExecutions(turn: Turn, input: ListExecutions): void {
  const { machine } = turn;
  const run = input.mapRun;
  const all: (readonly [SlabId, Readonly<Execution>])[] = [];
  for (let slot = 0; slot < machine.executions.slots; slot += 1) {
    const id = slab.idAt(machine.executions, slot);
    if (id === undefined) continue;
    const execution = slab.read(machine.executions, id)!;
    if (fits(turn, execution, input)) all.push([id, execution]);
  }
  if (run !== null && !isKnown(turn, run)) {
    reply(turn, refused("ResourceNotFound", `Map Run does not exist: '${run}'`)); // Assumed: the words.
    return;
  }
  all.sort(([, one], [, other]) => other.number - one.number);
  const page = all.slice(0, input.most);
  const last = page.at(-1);
  reply(turn, {
    type: "executionsListed",
    changedNothing: true,
    executions: page.map(([id, execution]) => describedExecution(turn, id, execution)),
    next: all.length > page.length && last !== undefined ? last[1].number : null,
  });
}

const isKnown = ({ machine }: Turn, arn: string): boolean =>
  slab.list(machine.forks).some(({ run }) => run?.arn === arn);

function fits(
  { machine }: Turn,
  execution: Readonly<Execution>,
  { status, mapRun, version, alias, redriven, before }: ListExecutions,
): boolean {
  const child = execution.more?.child ?? null;
  const owner = child === null ? null : (slab.read(machine.forks, child.fork)?.run?.arn ?? "");
  return (
    owner === mapRun &&
    (before === null || execution.number < before) &&
    (status === null || execution.status === status) &&
    (version === null || revisionAt(machine, execution.revision).version === version) &&
    (alias === null || (execution.more?.alias ?? null) === alias) &&
    (redriven === null || (execution.more?.redrives ?? 0) > 0 === redriven)
  );
}
