import type { Rule } from "../../service/rule.ts";

/** The rules of AWS that IAM follows; the test of each bears its id. */
export const iamRules: readonly Rule[] = [];
