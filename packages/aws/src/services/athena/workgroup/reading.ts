import { after, slab, type Duration } from "@orrery/kernel";
import { athenaLimits } from "../limits.ts";
import { bothScans, noScan } from "../scan/layout.ts";
import { scanOf } from "../scan/scanning.ts";
import { planningTime, readingTime } from "../scan/time.ts";
import { answerFromData } from "./answering.ts";
import { metrics, purposes, timers, type Flow, type Handled } from "./declarations.ts";
import { cancel, fail, userFailure } from "./ending.ts";
import { bytesSoFar } from "./showing.ts";
import { change } from "./writing.ts";

/** The engine reads: how much and how long is settled now. */
export function read(handled: Handled, flow: Flow): void {
  const { query, id } = handled;
  const { context, effects } = flow;
  const { plan } = query;
  const { assumed } = context.settings;
  query.stage = "reading";
  query.readingAt = context.now;
  let scan = noScan;
  for (const [place, { layout, asked }] of plan.tables.entries()) {
    const found = scanOf(layout, asked, query.listed[place] ?? null, assumed);
    if (typeof found === "string") return fail(handled, userFailure(found), flow);
    scan = bothScans(scan, found);
  }
  const pages = Math.ceil((query.listed[0]?.length ?? 0) / athenaLimits.listedKeys);
  query.scan = plan.repair === null ? scan : { ...noScan, pages };
  noteFigures(handled, flow);
  const readsNothing = plan.tables.length === 0 && plan.federated.length === 0;
  query.planning =
    plan.said.time === null && !readsNothing
      ? planningTime(scan, context.random(purposes.planning), assumed)
      : 0;
  query.reading =
    plan.said.time ??
    (readsNothing
      ? assumed.ddlTime
      : Math.max(
          readingTime(scan, assumed),
          Math.round((query.federatedBytes / assumed.columnarRate) * 1_000_000),
        ));
  const bytes = plan.said.bytes ?? scan.textBytes + scan.columnarBytes + query.federatedBytes;
  let took = query.planning + query.reading;
  query.ending = fails(handled, flow) || !answerFromData(handled, flow) ? "failed" : "done";
  if (plan.cutoff !== null && bytes > plan.cutoff) {
    query.ending = "cutoff";
    took = query.planning + Math.round((query.reading * plan.cutoff) / bytes);
  }
  const begun = context.now - (query.startedAt ?? context.now);
  if (begun + took > plan.timeout) {
    query.ending = "timeout";
    took = Math.max(0, plan.timeout - begun);
  }
  const at = after(context.now, took as Duration);
  effects.push({ type: "setTimer", timer: timers.read, index: slab.slotOf(id), at });
}

function fails({ query }: Handled, { context }: Flow): boolean {
  const { failures } = query.plan.said;
  return failures > 0 && context.randomFor(purposes.failure, query.number) < failures;
}

/** Which figures of ours decide. */
function noteFigures({ query }: Handled, { context }: Flow): void {
  const { plan, scan } = query;
  const note = (name: keyof typeof metrics & `athena.${string}`): void =>
    context.observe(metrics[name], 1);
  for (const { layout } of plan.tables) {
    for (const name of layout.packedBy) note(`athena.${name}`);
  }
  if (plan.said.time !== null) return;
  if (plan.tables.length === 0 && plan.federated.length === 0) return note("athena.ddlTime");
  note("athena.planningLeast");
  note("athena.planningMost");
  if (scan.pages + scan.lookups > 0) note("athena.pageTime");
  if (scan.textBytes > 0) {
    note("athena.textStart");
    note("athena.textRate");
  } else note("athena.columnarStart");
  if (scan.columnarBytes + query.federatedBytes > 0) note("athena.columnarRate");
  if (scan.files > 0) note("athena.fileRate");
  if (scan.unsplittable > 0) note("athena.workerRate");
  if (scan.footers > 0) note("athena.footer");
}

/** The engine has read, or is stopped. */
export function hearRead(handled: Handled, flow: Flow): void {
  const { query } = handled;
  const { context } = flow;
  const { plan } = query;
  query.bytes = bytesSoFar(query, context.now);
  query.engine = context.now - (query.startedAt ?? context.now);
  switch (query.ending) {
    case "failed":
      return fail(handled, userFailure(query.unanswered ?? plan.said.error), flow);
    case "cutoff":
      query.bytes = plan.cutoff!; // It is what it is about.
      context.observe(metrics.QueriesCutOff, 1);
      return cancel(handled, "Bytes scanned limit was exceeded", flow);
    case "timeout":
      context.observe(metrics.QueriesTimedOut, 1);
      return cancel(handled, "Query timeout", flow);
    case "done":
      query.stage = "changing";
      query.place = 0;
      return change(handled, flow);
  }
}
