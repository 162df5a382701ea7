import type { Trail } from "../../../service/origin.ts";
import { traceIdOf } from "../../../service/trace-header.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { StateMachineSettings } from "../config.ts";
import { choices, metrics, type Turn } from "./declarations.ts";
import type { Execution } from "./state.ts";

/** Of the executions beyond the first of each second: one in twenty. */
const sampledShares = [19, 1];

/**
 * The trail of an execution that begins, with what X-Ray does with it. Whoever decided before has decided: in the
 * header of the trace, or where it began. Where nobody has, a state machine that is traced keeps the first of each
 * second and one in twenty of the others; all that an execution calls follows that.
 */
export function tracedTrail(turn: Turn, trail: Trail, header: string | null): Trail {
  const { machine, context } = turn;
  if (!context.settings.isTraced) return trail;
  const said = /(?:^|;)\s*Sampled=([01])/.exec(header ?? "")?.[1];
  const sampled = said === undefined ? (trail.sampled ?? isSampled(turn)) : said === "1";
  if (sampled) context.observe(metrics.TracesSampled, 1);
  const isBegun = said === undefined && trail.sampled === undefined;
  if (sampled && isBegun) context.observe(metrics.TracesRecorded, 1);
  machine.sampledSecond = sampled ? Math.floor(context.now / 1_000_000) : machine.sampledSecond;
  return trail.sampled === sampled ? trail : { ...trail, sampled };
}

function isSampled({ machine, context }: Turn): boolean {
  if (machine.sampledSecond !== Math.floor(context.now / 1_000_000)) return true;
  return context.choose(choices.sampled, machine.executionCount, sampledShares) === 1;
}

/** The header of the trace of an execution: as it was given, or as a state machine that is traced makes it. */
export function traceHeaderOf(
  { more, trail }: Readonly<Execution>,
  { isTraced, epochMilliseconds }: Pick<StateMachineSettings, "isTraced" | "epochMilliseconds">,
): string | null {
  if (more?.traceHeader != null) return more.traceHeader;
  if (!isTraced || trail.sampled === undefined) return null;
  const { from, number, at, sampled } = trail;
  const id = traceIdOf({ from, number, milliseconds: wallClockAt(epochMilliseconds, at) });
  return `Root=${id};Sampled=${sampled ? 1 : 0}`;
}
