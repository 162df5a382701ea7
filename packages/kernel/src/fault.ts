import { ConfigError } from "./errors.ts";
import type { Tagged } from "./machine.ts";
import type { Instant } from "./time.ts";

/**
 * A deviation injected on purpose: requests to a component are refused over a span.
 *
 * An outage is a refusal of every request. What the component accepted before goes on.
 */
export interface Fault {
  /** Names it in traces and choices. */
  readonly name: string;
  /** The component whose requests are refused. */
  readonly component: string;
  readonly from: Instant;
  /** The end of the span, which is outside it. */
  readonly until: Instant;
  /** The part of the requests that is refused, above 0 and at most 1. */
  readonly share: number;
  /** What the sender hears. */
  readonly body: Tagged;
}

/** `fault`, when it can be injected. @throws ConfigError otherwise. */
export function checkFault(fault: Fault): Fault {
  const path = `fault "${fault.name}"`;
  if (!(fault.share > 0 && fault.share <= 1)) {
    throw new ConfigError(`${path} share`, "a share above 0 and at most 1", `${fault.share}`);
  }
  if (!(fault.from >= 0 && fault.until > fault.from)) {
    throw new ConfigError(
      `${path} span`,
      "an end behind its start",
      `${fault.from} to ${fault.until} µs`,
    );
  }
  return fault;
}
