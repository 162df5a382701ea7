export * as logs from "./construct.ts";
export * as logs_destinations from "./destinations.ts";
