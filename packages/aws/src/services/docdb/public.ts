export * as docdb from "./namespace.ts";
