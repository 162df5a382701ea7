export * as scheduler from "./construct.ts";
export * as schedulerTargets from "./schedule-targets.ts";
