import {
  after,
  slab,
  table,
  valueAsOf,
  vector,
  type Duration,
  type Plain,
  type SlabId,
} from "@orrery/kernel";
import { batched } from "../map-run/batches.ts";
import { mapExitFollows, stepFunctionsLimits } from "../limits.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { metrics, ports, purposes, timers, type Turn, type WritableFork } from "./declarations.ts";
import type { MapBegun } from "./evaluation.ts";
import { itemInput } from "./evaluation.ts";
import { frameOf } from "./context-object.ts";
import { forkAt, makeFork, outputsOf } from "./forks.ts";
import { cutOff } from "./ending.ts";
import { record } from "./recording.ts";
import { definitionOf, revisionAt } from "./revisions.ts";
import { begin } from "./starting.ts";
import type { MapRunFacts, BranchResult } from "./state.ts";
import { failed, located, type Step } from "./step.ts";
import { uuidOf } from "./uuid.ts";

/** A Map Run begins with its items; where a batch is made of several, each child gets a batch. */
export function beginRun(turn: Turn, id: SlabId, begun: MapBegun, items: readonly Plain[]): Step {
  const { strand, execution, state } = located(turn, id);
  if (state.type !== "Map") return null;
  const { context, machine } = turn;
  const { settings, now } = context;
  const inputs: Plain[] = [];
  for (let index = 0; index < items.length; index += 1) {
    const item = { index, value: items[index]! };
    const made = itemInput(state, frameOf(turn, id, strand, execution, state, item), item.value);
    if (made.type === "failed") return { do: "fail", strand: id, failure: made, resume: null };
    inputs.push(made.value);
  }
  const { inputs: given, counts } =
    begun.batching === null ? { inputs, counts: null } : batched(inputs, begun.batching);
  const label = begun.label ?? uuidOf(context, purposes.uuid);
  const name = uuidOf(context, purposes.uuid);
  const { partition, region, accountId } = settings;
  const arn = `arn:${partition}:states:${region}:${accountId}:mapRun:${settings.name}/${label}:${name}`;
  const most =
    begun.maxConcurrency === 0 ? stepFunctionsLimits.mapRunConcurrency : begun.maxConcurrency;
  strand.previous = record(turn, strand.execution, execution, "MapRunStarted", strand.previous, {
    mapRunArn: arn,
  });
  context.observe(metrics.MapRunsStarted, 1);
  const run: MapRunFacts = {
    arn,
    label,
    number: 0,
    status: "RUNNING",
    startedAt: now,
    stoppedAt: null,
    toleratedCount: begun.toleratedCount,
    toleratedPercentage: begun.toleratedPercentage,
    itemCounts: counts,
    itemTotal: items.length,
    isExpress: begun.isExpress,
    writer: begun.writer,
    nextStartAt: now,
    redrives: 0,
    redrivenAt: null,
  };
  const fork = makeFork(turn, id, {
    items: given,
    input: null,
    count: given.length,
    maxConcurrency: Math.min(most, stepFunctionsLimits.mapRunConcurrency),
    startedEvent: strand.previous,
    run,
  });
  table.set(machine.mapRuns, arn, fork);
  return given.length === 0 ? allEnded(turn, fork) : beginChildren(turn, fork);
}

/** Begins as many children as may run at once, and as fast as Map Runs begin them. */
export function beginChildren(turn: Turn, forkId: SlabId): Step {
  const { context, effects } = turn;
  const fork = forkAt(turn, forkId);
  const run = fork.run!; // It is a Map Run's.
  if (fork.begun >= fork.count || fork.running >= fork.maxConcurrency || fork.isOver) return null;
  const { now } = context;
  if (run.nextStartAt > now) {
    effects.push({
      type: "setTimer",
      timer: timers.fork,
      index: slab.slotOf(forkId),
      at: run.nextStartAt,
    });
    return null;
  }
  const rate = stepFunctionsLimits.mapRunStarts[run.isExpress ? "EXPRESS" : "STANDARD"];
  const nextStartAt = after(now, Math.ceil(1_000_000 / rate) as Duration);
  fork.run = { ...run, nextStartAt };
  beginChild(turn, forkId, fork);
  if (fork.begun < fork.count && fork.running < fork.maxConcurrency) {
    effects.push({
      type: "setTimer",
      timer: timers.fork,
      index: slab.slotOf(forkId),
      at: nextStartAt,
    });
  }
  return null;
}

function beginChild(turn: Turn, forkId: SlabId, fork: WritableFork): void {
  const { machine, context } = turn;
  const place = fork.begun;
  fork.begun += 1;
  fork.running += 1;
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

/** A child has ended: the run goes on, has failed, or is over. */
export function childEnded(turn: Turn, forkId: SlabId, place: number, result: BranchResult): Step {
  const fork = forkAt(turn, forkId);
  const run = fork.run!; // It is a Map Run's.
  vector.set(fork.results, place, result);
  fork.running -= 1;
  fork.ended += 1;
  if (fork.isOver) return null;
  if (result.type !== "succeeded") {
    fork.failures += run.itemCounts?.[place] ?? 1;
    if (isBeyond(fork, run)) return failRun(turn, forkId);
  }
  return fork.ended === fork.count ? allEnded(turn, forkId) : beginChildren(turn, forkId);
}

/** The results are written first, where they are. */
const allEnded = (turn: Turn, forkId: SlabId): Step =>
  forkAt(turn, forkId).run!.writer === null
    ? finishRun(turn, forkId)
    : { do: "write", fork: forkId };

/** Whether more items have failed than may. */
function isBeyond({ failures }: WritableFork, run: MapRunFacts): boolean {
  const { toleratedCount, toleratedPercentage, itemTotal } = run;
  const isOverCount = failures > toleratedCount;
  const isOverShare = (failures / itemTotal) * 100 > toleratedPercentage;
  // Either alone fails the run; one that is not set tolerates what the other does.
  if (toleratedCount === 0) return isOverShare;
  return toleratedPercentage === 0 ? isOverCount : isOverCount || isOverShare;
}

function failRun(turn: Turn, forkId: SlabId): Step {
  const cause = "The specified tolerated failure threshold was exceeded";
  return breakRun(turn, forkId, "States.ExceedToleratedFailureThreshold", cause);
}

/** A Map Run fails: its children are stopped. */
export function breakRun(turn: Turn, forkId: SlabId, error: string, cause: string): Step {
  const fork = forkAt(turn, forkId);
  stopChildren(turn, forkId, "FAILED");
  const { strand, execution } = located(turn, fork.strand);
  turn.context.observe(metrics.MapRunsFailed, 1);
  const details = { error, cause };
  strand.previous = record(
    turn,
    fork.execution,
    execution,
    "MapRunFailed",
    strand.previous,
    details,
  );
  strand.work = null;
  const { input, variables, state } = strand;
  return {
    do: "fail",
    strand: fork.strand,
    failure: failed(error, cause),
    resume: { state, input, variables, branches: null, mapRun: forkId },
  };
}

/** Stops the children of a Map Run that run. */
export function stopChildren(turn: Turn, forkId: SlabId, status: "FAILED" | "ABORTED"): void {
  const fork = forkAt(turn, forkId);
  fork.isOver = true;
  fork.run = { ...fork.run!, status, stoppedAt: turn.context.now };
  turn.effects.push({ type: "clearTimer", timer: timers.fork, index: slab.slotOf(forkId) });
  for (let place = 0; place < fork.begun; place += 1) {
    const member = vector.at(fork.members, place);
    if (member === -1) continue;
    cutOff(turn, member as SlabId, "ABORTED", { error: null, cause: null });
    vector.set(fork.results, place, aborted);
    fork.running -= 1;
    fork.ended += 1;
  }
}

const aborted: BranchResult = Object.freeze({ type: "aborted" });

/** All children have ended, and few enough failed. */
export function finishRun(turn: Turn, forkId: SlabId): Step {
  const fork = forkAt(turn, forkId);
  const { strand, execution } = located(turn, fork.strand);
  const run = fork.run!; // It is a Map Run's.
  fork.isOver = true;
  fork.run = { ...run, status: "SUCCEEDED", stoppedAt: turn.context.now };
  turn.context.observe(metrics.MapRunsSucceeded, 1);
  const started = strand.previous;
  const succeeded = record(turn, fork.execution, execution, "MapRunSucceeded", started);
  record(turn, fork.execution, execution, "MapStateSucceeded", succeeded);
  const { asOf } = turn.context.settings;
  strand.previous = valueAsOf(mapExitFollows, asOf) === "started" ? started : succeeded;
  strand.work = null;
  const result =
    run.writer === null
      ? outputsOf(fork)
      : {
          MapRunArn: run.arn,
          ResultWriterDetails: { Bucket: run.writer.bucket, Key: manifestKey(run) },
        };
  return { do: "leave", strand: fork.strand, result };
}

/** Where the manifest of a run's results is. */
export function manifestKey({ arn, writer }: MapRunFacts): string {
  const name = arn.slice(arn.lastIndexOf(":") + 1);
  const prefix = writer?.prefix ?? "";
  const folder = prefix === "" || prefix.endsWith("/") ? prefix : `${prefix}/`;
  return `${folder}${name}/manifest.json`;
}
