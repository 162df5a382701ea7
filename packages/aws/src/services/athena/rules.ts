import type { Rule } from "../../service/rule.ts";

/** The rules of AWS that queries follow; the test of each bears its id. */
export const athenaRules: readonly Rule[] = [];
