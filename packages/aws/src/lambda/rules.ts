import type { Rule } from "../rule.ts";

/** The rules of AWS that functions and the account's concurrency follow; the test of each bears its id. */
export const lambdaRules: readonly Rule[] = [];
