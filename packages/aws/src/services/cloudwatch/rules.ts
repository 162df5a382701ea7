import type { Rule } from "../../service/rule.ts";
import { alarmRules } from "./alarm-rules.ts";
import { metricRules } from "./metric-rules.ts";

/** The rules of CloudWatch that are followed; the test of each bears its id. */
export const cloudwatchRules: readonly Rule[] = [...alarmRules, ...metricRules];
