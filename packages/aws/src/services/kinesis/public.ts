export * as kinesis from "./namespace.ts";
