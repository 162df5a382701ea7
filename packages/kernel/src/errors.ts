import type { Tagged } from "./plain.ts";

/** A caller asked for something the simulation cannot accept. The call is wrong. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  /** What the message is about, such as `queue "orders" visibilityTimeout`. */
  readonly path: string;
  readonly expected: string;
  readonly received: string;

  constructor(path: string, expected: string, received: string) {
    super(`${path}: expected ${expected}, received ${received}`);
    this.path = path;
    this.expected = expected;
    this.received = received;
  }
}

/** A machine asked for the end of the run, which cannot go on as it was meant. All up to there holds. */
export class StoppedError extends Error {
  override readonly name = "StoppedError";
  readonly reason: Tagged;

  constructor(reason: Tagged) {
    super(`the run is stopped: ${JSON.stringify(reason)}`);
    this.reason = reason;
  }
}

/** The simulation contradicts itself. A machine or the kernel is wrong, never the caller. */
export class DefectError extends Error {
  override readonly name = "DefectError";
}

/** States what must hold here, whatever the caller did. @throws DefectError otherwise. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new DefectError(message);
}

/** Ends a `switch` over a union: the compiler rejects it while a case is missing. */
export function unreachable(value: never): never {
  throw new DefectError(`unhandled case: ${JSON.stringify(value)}`);
}
