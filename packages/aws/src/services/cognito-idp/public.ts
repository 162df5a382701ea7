export * as cognito from "./construct.ts";
