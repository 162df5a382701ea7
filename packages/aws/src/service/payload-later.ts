import type { Plain } from "@orrery/kernel";
import type { JsonPayload } from "./payload.ts";

/** What a value is written of, until somebody reads it. */
interface Unwritten {
  readonly write: (of: never, by: never) => Plain;
  readonly of: unknown;
  readonly by: unknown;
  written: Plain | undefined;
}

const unwritten = Symbol("unwritten");

interface PayloadLater {
  readonly [unwritten]: Unwritten;
}

// One getter for all: an object literal with a getter of its own costs four times as much, and six times the memory.
const value: PropertyDescriptor & ThisType<PayloadLater> = {
  enumerable: true,
  get(): Plain {
    const later = this[unwritten];
    return (later.written ??= later.write(later.of as never, later.by as never));
  },
};

/**
 * A payload whose value `write` makes of two values where somebody reads it: most functions are known by their
 * figures, and see none. Whoever reads it sees plain data.
 */
export function payloadLater<Of, By>(
  write: (of: Of, by: By) => Plain,
  of: Of,
  by: By,
  size: number,
  usual: Plain,
): JsonPayload {
  const later: Unwritten = { write, of, by, written: undefined };
  const payload: Omit<JsonPayload, "value"> & PayloadLater = {
    type: "json",
    size,
    usual,
    [unwritten]: later,
  };
  return Object.defineProperty(payload, "value", value) as JsonPayload & PayloadLater;
}
