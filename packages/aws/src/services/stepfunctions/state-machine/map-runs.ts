import { table, valueAsOf, vector, type Plain, type SlabId } from "@orrery/kernel";
import { batched } from "../map-run/batches.ts";
import { mapExitFollows, stepFunctionsLimits } from "../limits.ts";
import { metrics, purposes, type Turn, type WritableFork } from "./declarations.ts";
import type { MapBegun } from "./evaluation.ts";
import { itemInput } from "./evaluation.ts";
import { frameOf } from "./context-object.ts";
import { forkAt, makeFork, noWork } from "./forks.ts";
import { allEnded, beginChildren, closed, stopChildren, wakeFork } from "./map-children.ts";
import { outputOf } from "./map-results.ts";
import { record } from "./recording.ts";
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
    transformation: begun.transformation,
    failure: null,
    nextStartAt: now,
    hasRoom: false,
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

/** A Map Run goes on with its execution: those of its children begin once more that did not succeed. */
export function redriveRun(turn: Turn, id: SlabId, forkId: SlabId): Step {
  const { strand, execution } = located(turn, id);
  const fork = forkAt(turn, forkId);
  const run = fork.run!; // It is a Map Run's.
  const { mapRunRedrives } = stepFunctionsLimits;
  if (run.redrives >= mapRunRedrives) {
    const cause = `The Map Run was redriven ${mapRunRedrives} times, which is as often as it can be.`; // Assumed: the words.
    return { do: "fail", strand: id, failure: failed("States.Runtime", cause), resume: null };
  }
  const redrives = run.redrives + 1;
  const again: number[] = [];
  for (let place = 0; place < fork.begun; place += 1) {
    if (vector.at(fork.results, place).type === "succeeded") continue;
    vector.set(fork.results, place, notEnded);
    again.push(place);
  }
  fork.strand = id;
  fork.again = again;
  fork.begunAgain = 0;
  fork.ended = fork.begun - again.length;
  fork.failures = 0;
  fork.isOver = false;
  const { now } = turn.context;
  fork.run = {
    ...run,
    status: "RUNNING",
    stoppedAt: null,
    failure: null,
    nextStartAt: now,
    redrives,
    redrivenAt: now,
  };
  strand.condition = "forked";
  strand.work = { ...noWork, fork: forkId };
  strand.previous = record(turn, strand.execution, execution, "MapRunRedriven", strand.previous, {
    mapRunArn: run.arn,
    redriveCount: redrives,
  });
  wakeFork(turn, forkId, now);
  return null;
}

const notEnded: BranchResult = Object.freeze({ type: "none" });

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
    if (isBeyond(fork, run)) return breakRun(turn, forkId);
  }
  return fork.ended === fork.count ? allEnded(turn, forkId) : beginChildren(turn, forkId);
}

/** Whether more items have failed than may. */
function isBeyond({ failures }: WritableFork, run: MapRunFacts): boolean {
  const { toleratedCount, toleratedPercentage, itemTotal } = run;
  const isOverCount = failures > toleratedCount;
  const isOverShare = (failures / itemTotal) * 100 > toleratedPercentage;
  // Either alone fails the run; one that is not set tolerates what the other does.
  if (toleratedCount === 0) return isOverShare;
  return toleratedPercentage === 0 ? isOverCount : isOverCount || isOverShare;
}

/** More failed than may: the children that run are stopped, and what all came to is written all the same. */
function breakRun(turn: Turn, forkId: SlabId): Step {
  const fork = forkAt(turn, forkId);
  stopChildren(turn, forkId, "FAILED");
  const error = "States.ExceedToleratedFailureThreshold";
  const cause = "The specified tolerated failure threshold was exceeded";
  fork.run = { ...fork.run!, failure: { error, cause } };
  return allEnded(turn, forkId);
}

/** A Map Run is over, with its results. */
export function endRun(turn: Turn, forkId: SlabId): Step {
  const { failure } = forkAt(turn, forkId).run!; // It is a Map Run's.
  return failure === null
    ? finishRun(turn, forkId)
    : failRun(turn, forkId, failure.error, failure.cause);
}

/** A Map Run fails. */
export function failRun(turn: Turn, forkId: SlabId, error: string, cause: string): Step {
  const fork = forkAt(turn, forkId);
  if (!fork.isOver) stopChildren(turn, forkId, "FAILED");
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

/** All children have ended, and few enough failed. */
function finishRun(turn: Turn, forkId: SlabId): Step {
  const fork = forkAt(turn, forkId);
  const { strand, execution } = located(turn, fork.strand);
  const run = fork.run!; // It is a Map Run's.
  fork.isOver = true;
  fork.run = closed(turn, run, "SUCCEEDED");
  turn.context.observe(metrics.MapRunsSucceeded, 1);
  const started = strand.previous;
  const succeeded = record(turn, fork.execution, execution, "MapRunSucceeded", started);
  record(turn, fork.execution, execution, "MapStateSucceeded", succeeded);
  const { asOf } = turn.context.settings;
  strand.previous = valueAsOf(mapExitFollows, asOf) === "started" ? started : succeeded;
  strand.work = null;
  const result =
    run.writer === null
      ? outputOf(turn, fork)
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
