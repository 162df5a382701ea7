export type * as apigateway from "./construct.ts";
