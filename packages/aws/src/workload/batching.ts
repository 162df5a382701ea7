import { after, invariant, type Instant, type Tagged } from "@orrery/kernel";
import type { BatchDoor } from "../service/entry.ts";
import { awaitNext, nextOne } from "./arrivals.ts";
import { timers, type Door, type Workload, type WorkloadContext } from "./declarations.ts";
import { bring } from "./dispatching.ts";
import type { Entrance } from "./entrance.ts";
import { metrics } from "./metrics.ts";
import { count, settle } from "./settling.ts";
import { alone, type BatchSettings } from "./state.ts";

/** Lets an arrival wait for others, with which it goes out. */
export function gather(
  workload: Workload,
  batch: BatchSettings,
  context: WorkloadContext,
  entrance: Entrance,
): void {
  const { effects } = context;
  const { door } = entrance;
  const next = nextOne(workload, context, entrance);
  const { size } = next.text;
  const isTooMuch = workload.gatheredBytes + size > batch.bytes;
  if (workload.gathered.length > 0 && isTooMuch) {
    sendGathered(workload, context, door);
  }
  const entry = batchDoorOf(door).entryOf(next);
  workload.gathered = [...workload.gathered, { entry, trail: next.trail }];
  workload.gatheredBytes += size;
  const count = workload.gathered.length;
  if (count >= batch.size) {
    if (count > 1) effects.clearTimer(timers.batch, 0);
    sendGathered(workload, context, door);
  } else if (count === 1) {
    effects.setTimer(timers.batch, 0, after(context.now, batch.within));
  }
  awaitNext(workload, context);
}

export function sendGathered(workload: Workload, context: WorkloadContext, door: Door): void {
  const gathered = workload.gathered; // Values.
  workload.gathered = [];
  workload.gatheredBytes = 0;
  context.observe(metrics.BatchSize, gathered.length);
  const entries = gathered.map(({ entry }) => entry);
  const input = batchDoorOf(door).inputOf(entries, gathered[0]!.trail);
  const batch = gathered.map(({ trail }) => trail.at);
  const going = { ...alone, batch };
  bring(workload, input, null, going, context);
}

function batchDoorOf(door: Door): BatchDoor {
  invariant(door.batch !== undefined, "what takes no batches is brought some");
  return door.batch;
}

/** Several messages that went together were answered, each by itself. */
export function settleBatch(
  workload: Workload,
  times: readonly Instant[],
  body: Tagged,
  context: WorkloadContext,
  door: Door,
): void {
  batchDoorOf(door)
    .resultsOf(body)
    .forEach((refusal, place) => {
      settle(refusal === null ? metrics.Accepted : metrics.Refused, times[place]!, context);
      if (refusal !== null) count(workload, refusal, 1);
    });
}
