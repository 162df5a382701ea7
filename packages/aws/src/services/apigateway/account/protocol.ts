import type { Tagged } from "@orrery/kernel";

/** A bucket of tokens that a request takes one from. A value. */
export interface TokenLimit {
  /** Which bucket: the same for all who share it. */
  readonly key: string;
  /** Tokens that come in a second. */
  readonly rate: number;
  /** Tokens that it holds at most. */
  readonly burst: number;
}

/** How many requests an API key has in a period. A value. */
export interface QuotaLimit {
  readonly key: string;
  readonly limit: number;
  /** How many fewer in the first period. */
  readonly offset: number;
  readonly period: "DAY" | "WEEK" | "MONTH";
}

/** Asks whether a request may go on: it takes a token of each bucket in order, until one has none. */
export interface Admit extends Tagged {
  readonly type: "admit";
  readonly limits: readonly TokenLimit[];
  readonly quota: QuotaLimit | null;
}

/** What stands against a request; `null`: nothing. */
export interface Admission extends Tagged {
  readonly type: "admission";
  readonly refusedBy: null | "quota" | "usagePlan" | "stage" | "account";
}

/** Quotas of an account. Plain data. */
export interface AccountSettings {
  readonly rate: number;
  readonly burst: number;
  readonly epochMilliseconds: number;
}
