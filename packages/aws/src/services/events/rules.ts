import type { Rule } from "../../service/rule.ts";
import type { BusSettings } from "./config.ts";

/** The rules of EventBridge that are followed; the test of each bears its id. */
export const eventsRules: readonly Rule<BusSettings>[] = [];
