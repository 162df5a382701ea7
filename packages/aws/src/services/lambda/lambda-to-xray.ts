import type { PlainObject } from "../../service/refusal.ts";
import { wallClockAt } from "../../text/wall-clock.ts";
import type { FunctionSettings } from "./config.ts";
import { requestIdOf } from "./function/function-error.ts";
import type { InvocationEnded, LogStream } from "./log/log-fact.ts";

/**
 * The segments that Lambda has sent of an invocation that is sampled: that of the service, and that of the function, whose
 * phase before the handler is a subsegment.
 */
export function segmentsOf(
  { traced, request, at, duration, initDuration, ending }: InvocationEnded,
  { initialization }: LogStream,
  { number, arn, epochMilliseconds }: FunctionSettings,
): readonly PlainObject[] {
  if (traced === null) return [];
  const { traceId, segmentId } = traced;
  const secondsAt = (microseconds: number): number =>
    wallClockAt(epochMilliseconds, 0 as never) / 1_000 + microseconds / 1e6;
  const began = at - duration;
  const made = secondsAt(began - initDuration);
  const shared = {
    trace_id: traceId,
    name: arn.split(":")[6] ?? "",
    start_time: made,
    end_time: secondsAt(at),
    ...(ending === "returned" ? {} : { fault: true }),
    aws: { request_id: requestIdOf(number, request), function_arn: arn },
  };
  const phase = {
    id: `${segmentId.slice(1)}${segmentId[0] ?? "0"}`,
    name: initialization === "snap-start" ? "Restore" : "Init",
    start_time: made,
    end_time: secondsAt(began),
  };
  const service = `${(15 - parseInt(segmentId[0] ?? "0", 16)).toString(16)}${segmentId.slice(1)}`;
  return [
    { ...shared, id: service, origin: "AWS::Lambda" },
    {
      ...shared,
      id: segmentId,
      parent_id: service,
      origin: "AWS::Lambda::Function",
      ...(initDuration > 0 ? { subsegments: [phase] } : {}),
    },
  ];
}
