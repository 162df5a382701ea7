export * as cloudwatch from "./construct.ts";
export * as actions from "./alarm-actions.ts";
