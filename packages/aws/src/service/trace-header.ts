import { hexadecimalOf } from "../text/hexadecimal.ts";
import type { Lineage } from "./lineage.ts";

/** What a trace is told from others by: three numbers that no other of the run has together. */
export interface TraceKey {
  readonly from: number;
  readonly number: number;
  /** Milliseconds since 1970 at which it began. */
  readonly milliseconds: number;
}

/** The id of a trace as X-Ray has it: `1-5759e988-bd862e3fe1be46a994272793`, the second part in seconds since 1970. */
export function traceIdOf({ from, number, milliseconds }: TraceKey): string {
  const seconds = Math.floor(milliseconds / 1_000) % 2 ** 32;
  const mixed = Math.imul(number ^ Math.imul(from, 0x9e3779b1), 0x85ebca6b);
  const words = hexadecimalOf(
    seconds,
    Math.imul(mixed ^ from, 0xc2b2ae35) ^ milliseconds,
    mixed ^ Math.floor(number / 2 ** 32),
    number,
  );
  return `1-${words.slice(0, 8)}-${words.slice(8)}`;
}

/** The id of a segment: 16 hexadecimal digits. */
export function segmentIdOf(from: number, number: number): string {
  const mixed = Math.imul(number ^ Math.imul(from, 0xc2b2ae35), 0x27d4eb2f);
  return hexadecimalOf(mixed ^ (from + 1), number, 0, 0).slice(0, 16);
}

/** What a function finds in `_X_AMZN_TRACE_ID`: the trace, its own segment, the decision, and the functions that ran. */
export function traceHeaderOf(
  traceId: string,
  segmentId: string,
  isSampled: boolean,
  lineage: Lineage | null,
): string {
  const ran = (lineage ?? []).map(
    ({ function: number, count }) => `${(number >>> 0).toString(16).padStart(8, "0")}:${count}`,
  );
  const chain = ran.length === 0 ? "" : `;Lineage=${ran.join("|")}`;
  return `Root=${traceId};Parent=${segmentId};Sampled=${isSampled ? 1 : 0}${chain}`;
}
