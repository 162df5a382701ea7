export * as appscaling from "./construct.ts";
