import type { Rule } from "../../service/rule.ts";
import { priceRules } from "./rules/price-rules.ts";
import { queryRules } from "./rules/query-rules.ts";
import { quotaRules } from "./rules/quota-rules.ts";
import { scanRules } from "./rules/scan-rules.ts";

/** The rules of AWS that queries follow; the test of each bears its id. */
export const athenaRules: readonly Rule[] = [
  ...priceRules,
  ...quotaRules,
  ...scanRules,
  ...queryRules,
];
