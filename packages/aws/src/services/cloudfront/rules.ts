import type { Rule } from "../../service/rule.ts";
import type { DistributionSettings } from "./config.ts";

/** The rules of distributions that are followed; the test of each bears its id. */
export const cloudfrontRules: readonly Rule<DistributionSettings>[] = [];
