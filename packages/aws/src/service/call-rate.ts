import type { PlainObject, Refused } from "./refusal.ts";

/** How often some operations may be called in a second, by a quota of the account. */
export interface CallRate {
  /** The name of the quota, in calls a second; or the calls, where nobody can have others. */
  readonly quota: string | number;
  readonly operations: readonly string[];
  /** How many may come at once. @defaultValue as many as a second gives */
  readonly burst?: number;
  /** Whether the operations share it. @defaultValue each has it for itself */
  readonly isShared?: boolean;
  /** What it is a rate of, such as a stream. @defaultValue the account */
  readonly of?: (params: PlainObject) => string;
}

/** The rates of a service. An operation is under one of them at most. */
export interface CallRates {
  readonly rates: readonly CallRate[];
  /** What whoever calls too often hears. */
  throttled(
    operation: string,
    params: PlainObject,
    account: { readonly accountId: string },
  ): Refused;
}
