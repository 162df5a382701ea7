// What each service has for those who write architectures and scenarios in TypeScript: one line a
// service, so that a new one names in its own folder what it has.
/* eslint-disable no-restricted-syntax -- The names are listed in each service's public.ts. */
export * from "./services/lambda/public.ts";
export * from "./services/sns/public.ts";
export * from "./services/sqs/public.ts";
