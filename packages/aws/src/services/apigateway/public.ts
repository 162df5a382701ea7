export * as apigateway from "./construct.ts";
