import { slab, table, vector, type SlabId } from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import type { DescribeMapRun, ListMapRuns, MapRunDescribed, UpdateMapRun } from "../protocol.ts";
import type { Turn } from "./declarations.ts";
import { forkAt } from "./forks.ts";
import { beginChildren } from "./map-children.ts";
import { executionArn } from "./naming.ts";
import { reply } from "./starting.ts";
import type { Step } from "./step.ts";
import { executionNamed } from "./stopping.ts";

const noRun = (arn: string) => refused("ResourceNotFound", `Map Run does not exist: '${arn}'`); // Assumed: the words.

/** Answers what a Map Run is like. */
export function describeRun(turn: Turn, { arn }: DescribeMapRun): void {
  const fork = table.get(turn.machine.mapRuns, arn);
  reply(turn, fork === undefined ? noRun(arn) : described(turn, fork));
}

/** Answers the Map Runs of an execution, the newest first. */
export function listRuns(turn: Turn, { name }: ListMapRuns): void {
  const id = executionNamed(turn, name);
  if (typeof id !== "number") {
    reply(turn, id);
    return;
  }
  const runs = table
    .list(turn.machine.mapRuns)
    .flatMap(([, fork]) => (forkAt(turn, fork).execution === id ? [described(turn, fork)] : []));
  reply(turn, { type: "mapRunsListed", changedNothing: true, runs: runs.reverse() });
}

/** Changes how a Map Run goes on. */
export function updateRun(turn: Turn, input: UpdateMapRun): Step {
  const id = table.get(turn.machine.mapRuns, input.arn);
  if (id === undefined) {
    reply(turn, noRun(input.arn));
    return null;
  }
  const fork = forkAt(turn, id);
  const run = fork.run!; // It is a Map Run's.
  fork.maxConcurrency = input.maxConcurrency ?? fork.maxConcurrency;
  fork.run = {
    ...run,
    toleratedCount: input.toleratedFailureCount ?? run.toleratedCount,
    toleratedPercentage: input.toleratedFailurePercentage ?? run.toleratedPercentage,
  };
  reply(turn, { type: "mapRunUpdated" });
  return fork.isOver ? null : beginChildren(turn, id);
}

function described(turn: Turn, id: SlabId): MapRunDescribed {
  const fork = forkAt(turn, id);
  const run = fork.run!; // It is a Map Run's.
  const executions = emptyCounts();
  const items = emptyCounts();
  const waiting = new Set((fork.again ?? []).slice(fork.begunAgain));
  for (let place = 0; place < fork.count; place += 1) {
    const result = vector.at(fork.results, place);
    const size = run.itemCounts?.[place] ?? 1;
    const isBegun = place < fork.begun;
    const open = waiting.has(place) ? "pendingRedrive" : isBegun ? "running" : "pending";
    const what = result.type === "none" ? open : result.type;
    executions[what] += 1;
    items[what] += size;
    executions.total += 1;
    items.total += size;
  }
  const execution = slab.read(turn.machine.executions, fork.execution);
  return {
    type: "mapRunDescribed",
    changedNothing: true,
    arn: run.arn,
    execution: execution === undefined ? "" : executionArn(turn, fork.execution, execution),
    status: run.status,
    startedAt: run.startedAt,
    stoppedAt: run.stoppedAt,
    maxConcurrency: fork.maxConcurrency,
    toleratedFailureCount: run.toleratedCount,
    toleratedFailurePercentage: run.toleratedPercentage,
    items: { ...items },
    executions: { ...executions },
    redriveCount: run.redrives,
    redrivenAt: run.redrivenAt,
  };
}

const emptyCounts = () => ({
  pending: 0,
  running: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  total: 0,
  resultsWritten: 0,
  failuresNotRedrivable: 0,
  pendingRedrive: 0,
});
