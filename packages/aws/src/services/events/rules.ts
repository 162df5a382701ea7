import { apiDestinationRules } from "./api-destination/api-destination-rules.ts";
import { archiveRules } from "./archive/archive-rules.ts";
import { deliveryRules } from "./bus/delivery-rules.ts";
import { putRules } from "./bus/put-rules.ts";
import { scheduleRules } from "./bus/schedule-rules.ts";
import { inputRules } from "./input/input-rules.ts";
import { costRules } from "./cost-rules.ts";
import { patternRules } from "./matching/pattern-rules.ts";
import { operationRules } from "./operations/operation-rules.ts";
import type { EventsRule } from "./rule-sources.ts";

/** The rules of EventBridge that are followed; the test of each bears its id. */
export const eventsRules: readonly EventsRule[] = [
  ...putRules,
  ...patternRules,
  ...deliveryRules,
  ...inputRules,
  ...scheduleRules,
  ...archiveRules,
  ...apiDestinationRules,
  ...operationRules,
  ...costRules,
];
