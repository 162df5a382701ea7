import { filterRules } from "./filter/filter-rules.ts";
import { resourceRules } from "./operations/resource-rules.ts";
import type { SnsRule } from "./rule-conditions.ts";
import { deliveryRules } from "./topic/delivery-rules.ts";
import { messageRules } from "./topic/message-rules.ts";

/** The rules of SNS that are followed; each has its test. */
export const snsRules: readonly SnsRule[] = [
  ...messageRules,
  ...deliveryRules,
  ...filterRules,
  ...resourceRules,
];
