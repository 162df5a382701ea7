// What the namespace of the service holds; each file lists its own names.
export * as stepfunctions from "./namespace.ts";
