export * as mq from "./namespace.ts";
