export * as pipes from "./construct.ts";
