export * as events from "./namespace.ts";
export * as targets from "./rule-targets.ts";
export type { EndpointAnswers } from "./config.ts";
