import type { PlainObject } from "../../../service/refusal.ts";

/** When the tests' runs begin, in seconds since 1970. */
export const beginning = Date.parse("2026-11-23T09:00:00Z") / 1_000;

/** The id of a trace by its number. */
export const traceIdOf = (number: number): string =>
  `1-${beginning.toString(16).padStart(8, "0")}-${number.toString(16).padStart(24, "0")}`;

/** The id of a segment by its number. */
export const segmentIdOf = (number: number): string => number.toString(16).padStart(16, "0");

/** A document of a segment, of the trace and with the id of these numbers. */
export const segment = (trace: number, id: number, more: PlainObject = {}): string =>
  JSON.stringify({
    name: "shop",
    id: segmentIdOf(id),
    trace_id: traceIdOf(trace),
    start_time: beginning,
    end_time: beginning + 1.5,
    ...more,
  });

/** A rule of sampling, for CreateSamplingRule. */
export const samplingRule = (name: string, more: PlainObject = {}): PlainObject => ({
  SamplingRule: {
    RuleName: name,
    Priority: 100,
    FixedRate: 0.1,
    ReservoirSize: 5,
    ServiceName: "*",
    ServiceType: "*",
    Host: "*",
    HTTPMethod: "*",
    URLPath: "/orders/*",
    ResourceARN: "*",
    Version: 1,
    ...more,
  },
});
