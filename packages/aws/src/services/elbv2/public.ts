export * as elbv2 from "./construct.ts";
export * as elbv2Targets from "./construct-targets.ts";
