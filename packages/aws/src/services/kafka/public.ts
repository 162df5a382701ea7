export * as kafka from "./namespace.ts";
