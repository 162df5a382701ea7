export * as athena from "./construct.ts";
