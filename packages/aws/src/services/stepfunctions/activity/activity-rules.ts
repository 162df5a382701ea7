import type { Rule } from "../../../service/rule.ts";

/** The rules that activities follow. */
export const activityRules: readonly Rule[] = [];
