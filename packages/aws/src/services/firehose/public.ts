export * as firehose from "./namespace.ts";
