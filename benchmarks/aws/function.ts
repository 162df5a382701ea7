import { continueRun, prepareRun } from "@orrery/aws";
import { seconds, type Instant } from "@orrery/kernel";
import { printOutcome, secondsOf } from "../outcome.ts";
import { functionScenario } from "./scenarios.ts";

/**
 * A function with cold starts and idle expiry: seconds used, invocations, the share of cold ones, and
 * the virtual time for each.
 */
export function invoke(
  invocations: number,
  pool: "account" | "reserved",
  by: "request" | "event" = "request",
): { seconds: number; count: number; coldShare: number; pace: number; events: number } {
  const duration = seconds(invocations / 200);
  const run = prepareRun(functionScenario(duration, pool, by), { seed: 1 });
  const before = run.simulation.events;
  const used = secondsOf(() => continueRun(run, { until: duration as number as Instant }));
  const events = run.simulation.events - before;
  const { Invocations, ColdStarts } = run.simulation.metersOf("lambda.function:worker");
  const count = Invocations!.sum;
  const coldShare = ColdStarts!.sum / count;
  return { seconds: used, count, coldShare, pace: duration / count, events };
}

if (import.meta.main) {
  const pool = process.argv[2] === "reserved" ? "reserved" : "account";
  const work = Number(process.argv[3]);
  const by = process.argv[4] === "event" ? "event" : "request";
  invoke(50_000, pool, by);
  const { seconds: used, count, coldShare, pace, events } = invoke(work, pool, by);
  printOutcome({ value: count / used / 1e6, work, mean: coldShare, pace, events });
}
