import { after, sampleDuration, slab, table, type Duration, type Tagged } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { athenaLimits } from "../limits.ts";
import { metrics, purposes, timers, type Flow, type Handled } from "./declarations.ts";
import { end, fail, userFailure } from "./ending.ts";
import { look } from "./looking.ts";
import { awaitCapacity, freeCapacity, tellBus } from "./sending.ts";

/** A query was admitted: it waits a while. `load`: which part of the account's runners is busy. */
export function begin(handled: Handled, load: number, flow: Flow): void {
  const { query, id } = handled;
  const { context, effects } = flow;
  const { queueDelay } = context.settings.assumed;
  context.observe(metrics.QueriesStarted, 1);
  context.observe(metrics["athena.queueDelay"], 1);
  if (query.plan.isUnread) context.observe(metrics.QueriesUnread, 1);
  tellBus(handled, null, flow);
  const drawn =
    queueDelay === 0
      ? 0
      : sampleDuration({ type: "lognormal", median: queueDelay, sigma: 0.5 }, () =>
          context.random(purposes.queueDelay),
        );
  const wait = Math.round(drawn * (1 + load)) as Duration;
  const at = after(context.now, wait);
  effects.push({ type: "setTimer", timer: timers.turn, index: slab.slotOf(id), at });
}

/** It has waited its while: it reuses a result, or asks for capacity. */
export function takeTurn(handled: Handled, flow: Flow): void {
  const { query, id } = handled;
  const { context, effects } = flow;
  if (reuses(handled, flow)) return;
  query.stage = "awaiting";
  if (query.reserved !== -1) {
    const at = after(context.now, athenaLimits.capacityQueue);
    effects.push({ type: "setTimer", timer: timers.expired, index: slab.slotOf(id), at });
  } else context.observe(metrics["athena.runners"], 1);
  awaitCapacity(handled, flow);
}

/** Whether a result that is young enough is there already. */
function reuses(handled: Handled, flow: Flow): boolean {
  const { query } = handled;
  const { context, workgroup } = flow;
  const { reuse } = query.plan;
  const found = reuse === null ? undefined : table.get(workgroup.results, reuse.key);
  const earlier = found === undefined ? undefined : slab.read(workgroup.queries, found);
  if (reuse === null || earlier?.endedAt == null) return false;
  if (earlier.endedAt < context.now - reuse.age) return false;
  query.isReused = true;
  query.startedAt = context.now;
  query.service = context.settings.assumed.resultTime;
  query.plan = { ...query.plan, columns: earlier.plan.columns, rows: earlier.plan.rows };
  context.observe(metrics.QueriesReused, 1);
  run(handled, flow);
  end(handled, "SUCCEEDED", flow);
  return true;
}

function run(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const previous = query.status;
  query.status = "RUNNING";
  query.startedAt = flow.context.now;
  tellBus(handled, previous, flow);
}

/** It has waited for capacity for too long. */
export function expire(handled: Handled, flow: Flow): void {
  // Assumed: the words.
  fail(
    handled,
    {
      message: "The query waited in the queue of its capacity reservation for too long.",
      category: 1,
      errorType: 240,
    },
    flow,
  );
}

/** There is capacity, or there will be none. */
export function hearCapacity(handled: Handled, body: Tagged, flow: Flow): void {
  const { query, id } = handled;
  if (query.stage !== "awaiting") {
    // It was stopped while it waited.
    if (body.type === "taken") freeCapacity(handled, flow);
    return;
  }
  flow.effects.push({ type: "clearTimer", timer: timers.expired, index: slab.slotOf(id) });
  if (body.type !== "taken") return fail(handled, userFailure((body as Refused).message), flow);
  query.hasCapacity = true;
  if (query.reserved !== -1 && query.plan.type === "DML") {
    flow.context.observe(metrics["athena.dmlDpus"], 1);
  }
  run(handled, flow);
  const { failure } = query.plan;
  if (failure !== null) return fail(handled, failure, flow);
  query.stage = "looking";
  look(handled, flow);
}
