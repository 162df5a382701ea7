export * as apigatewayv2 from "./construct.ts";
