export * as dynamodb from "./namespace.ts";
