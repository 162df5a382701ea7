export * as glue from "./construct.ts";
