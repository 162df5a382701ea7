export * as stepfunctions from "./namespace.ts";
export * as tasks from "./constructs/tasks.ts";
