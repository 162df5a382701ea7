import type { EventsRule } from "./rule-sources.ts";

/** The rules of EventBridge that are followed; the test of each bears its id. */
export const eventsRules: readonly EventsRule[] = [];
