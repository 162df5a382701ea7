import { after, slab, vector, type Duration, type Instant, type SlabId } from "@orrery/kernel";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { AccountReply } from "../account/machine.ts";
import { stepFunctionsLimits } from "../limits.ts";
import { metrics, ports, timers, type Turn, type WritableFork } from "./declarations.ts";
import { cutOff } from "./ending.ts";
import { forkAt } from "./forks.ts";
import { definitionOf, revisionAt } from "./revisions.ts";
import { begin } from "./starting.ts";
import type { BranchResult, MapRunFacts } from "./state.ts";
import { located, type Step } from "./step.ts";

/** Begins as many children as may run at once, and as fast as Map Runs begin them. */
export function beginChildren(turn: Turn, forkId: SlabId): Step {
  const { context } = turn;
  const fork = forkAt(turn, forkId);
  if (fork.isOver || fork.running >= fork.maxConcurrency) return null;
  if (childrenToBegin(fork) === 0) {
    // A redriven run may have nothing to do but to write its results.
    const isWaiting = located(turn, fork.strand).strand.condition === "forked";
    return isWaiting && fork.ended === fork.count ? allEnded(turn, forkId) : null;
  }
  const { now } = context;
  const run = roomFor(turn, fork);
  if (run.nextStartAt > now) {
    wakeFork(turn, forkId, run.nextStartAt);
    return null;
  }
  const rate = stepFunctionsLimits.mapRunStarts[run.isExpress ? "EXPRESS" : "STANDARD"];
  const nextStartAt = after(now, Math.ceil(1_000_000 / rate) as Duration);
  fork.run = { ...run, nextStartAt };
  const step = beginChild(turn, forkId, fork);
  if (childrenToBegin(fork) > 0 && fork.running < fork.maxConcurrency) {
    wakeFork(turn, forkId, nextStartAt);
  }
  return step;
}

/** Has a Map Run go on at an instant. */
export const wakeFork = ({ effects }: Turn, id: SlabId, at: Instant): void =>
  void effects.push({ type: "setTimer", timer: timers.fork, index: slab.slotOf(id), at });

/** A Map Run begins when the account has room for it; until then it looks every so often. */
function roomFor({ context }: Turn, fork: WritableFork): MapRunFacts {
  const run = fork.run!; // It is a Map Run's.
  if (run.hasRoom || run.nextStartAt > context.now) return run;
  const reply = context.consult(ports.account, 0, openMapRun) as AccountReply; // It gives no other.
  if (reply.type === "granted") return (fork.run = { ...run, hasRoom: true });
  const { mapRunWait } = context.settings.assumed;
  context.observe(metrics["stepfunctions.mapRunWait"], 1);
  return (fork.run = { ...run, nextStartAt: after(context.now, mapRunWait) });
}

const openMapRun = Object.freeze({ type: "openMapRun" });
const closeMapRun = Object.freeze({ type: "closeMapRun" });

/** Gives back the room that a Map Run had, which is over. */
export function closed(
  { context }: Turn,
  run: MapRunFacts,
  status: MapRunFacts["status"],
): MapRunFacts {
  if (run.hasRoom) context.consult(ports.account, 0, closeMapRun);
  return { ...run, status, hasRoom: false, stoppedAt: context.now };
}

function beginChild(turn: Turn, forkId: SlabId, fork: WritableFork): Step {
  const { again } = fork;
  let place: number;
  if (again !== null && fork.begunAgain < again.length) {
    place = again[fork.begunAgain]!; // It is one of them.
    fork.begunAgain += 1;
    const before = vector.at(fork.members, place);
    fork.running += 1;
    if (before !== -1 && canGoOn(turn, before as SlabId))
      return { do: "redrive", execution: before as SlabId };
  } else {
    place = fork.begun;
    fork.begun += 1;
    fork.running += 1;
  }
  startChild(turn, forkId, fork, place);
  return null;
}

/** Whether a child goes on where it failed; otherwise it begins anew. */
function canGoOn({ machine }: Turn, id: SlabId): boolean {
  const more = slab.read(machine.executions, id)?.more ?? null;
  return more !== null && more.child?.isExpress === false && more.resume !== null;
}

function startChild(turn: Turn, forkId: SlabId, fork: WritableFork, place: number): void {
  const { machine, context } = turn;
  const parent = located(turn, fork.strand);
  const { state, execution } = parent;
  if (state.type !== "Map") return;
  const revision = revisionAt(machine, execution.revision);
  const { flows } = definitionOf(revision);
  const run = fork.run!; // It is a Map Run's.
  const input = fork.items![place]!; // It has one for each child.
  const items = run.itemCounts?.[place] ?? 1;
  context.observe(metrics.ChildExecutionsStarted, 1);
  context.observe(metrics.StateTransitions, 1);
  if (!run.isExpress) context.consult(ports.account, 0, oneMore);
  const child = begin(
    turn,
    {
      name: null,
      input,
      size: sizeInUtf8(JSON.stringify(input)),
      alias: execution.more?.alias ?? null,
      traceHeader: null,
      trail: execution.trail,
    },
    revision,
    {
      child: { fork: forkId, place, items, isExpress: run.isExpress },
      startAt: flows[state.processor]!.startAt,
    },
  );
  vector.set(fork.members, place, child);
}

const oneMore = Object.freeze({ type: "countExecution", change: 1 });

/** All children have ended: the results are written first, where they are to be. */
export const allEnded = (turn: Turn, forkId: SlabId): Step =>
  forkAt(turn, forkId).run!.writer === null
    ? { do: "endRun", fork: forkId }
    : { do: "write", fork: forkId };

/** How many children are still to begin. */
const childrenToBegin = ({
  count,
  begun,
  again,
  begunAgain,
}: Readonly<Pick<WritableFork, "count" | "begun" | "again" | "begunAgain">>): number =>
  count - begun + (again === null ? 0 : again.length - begunAgain);

/** Stops the children of a Map Run that run. */
export function stopChildren(turn: Turn, forkId: SlabId, status: "FAILED" | "ABORTED"): void {
  const fork = forkAt(turn, forkId);
  fork.isOver = true;
  fork.run = closed(turn, fork.run!, status);
  turn.effects.push({ type: "clearTimer", timer: timers.fork, index: slab.slotOf(forkId) });
  for (let place = 0; place < fork.begun; place += 1) {
    const member = vector.at(fork.members, place);
    const isRunning =
      member !== -1 && slab.read(turn.machine.executions, member as SlabId)?.status === "RUNNING";
    if (!isRunning) continue;
    cutOff(turn, member as SlabId, "ABORTED", { error: null, cause: null });
    vector.set(fork.results, place, aborted);
    fork.running -= 1;
    fork.ended += 1;
  }
}

const aborted: BranchResult = Object.freeze({ type: "aborted" });
