import type { Refused } from "../service/refusal.ts";

const httpStatus = /^[1-5]\d\d$/;
// Codes that services of AWS have for want of room (Firehose the last one), and for faults of their own.
const throttle =
  /Throttl|TooManyRequests|SlowDown|LimitExceeded|BandwidthLimit|ThroughputExceeded|^ServiceUnavailableException$/;
const fault = /^(?:Internal|Service(?:Unavailable|Exception)|RequestTimeout|TimeoutError)/;

/**
 * Whether a refused delivery is not attempted again: what AWS calls a client-side error. Of HTTP endpoints
 * it is every answer but 429 and those from 500 on.
 */
export function isFinal(refusal: Refused): boolean {
  const { code } = refusal;
  if (httpStatus.test(code)) return code !== "429" && !code.startsWith("5");
  return !isThrottle(refusal) && !fault.test(code);
}

/** Whether a target had no room. */
export const isThrottle = ({ code }: Refused): boolean => code === "429" || throttle.test(code);
