// What each service has for those who write architectures and scenarios in TypeScript.
export * from "./services/lambda/public.ts";
export * from "./services/sqs/public.ts";
