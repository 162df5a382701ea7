import type { Plain } from "@orrery/kernel";

/** Parameters and responses of operations, as AWS's JSON. */
export type PlainObject = { readonly [key: string]: Plain };

/** How AWS says no. A reply, never an exception. */
export interface Refused {
  readonly type: "refused";
  /** The error code of AWS, such as `TooManyRequestsException`. */
  readonly code: string;
  /** The words of AWS; empty where a machine leaves them to the edge. */
  readonly message: string;
  /** Members of the error besides code and message, such as `Reason`. */
  readonly details?: PlainObject;
}

/**
 * What AWS does and the simulation does not. It is no answer of AWS: it ends a run, unless the scenario
 * says what happens instead.
 */
export interface NotModeled {
  readonly type: "notModeled";
  /** A sentence, such as `Versions are not modeled.` */
  readonly what: string;
}

/** A refusal. */
export const refused = (code: string, message: string, details?: PlainObject): Refused =>
  details === undefined
    ? { type: "refused", code, message }
    : { type: "refused", code, message, details };
