export * as xray from "./construct.ts";
