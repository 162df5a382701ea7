// What the namespace of the service holds; each file lists its own names.
/* eslint-disable no-restricted-syntax -- Listing them here as well would say them twice. */
export * from "./calls.ts";
export * from "./construct.ts";
export { ExtendedClient, type ExtendedClientProps } from "./sqs-to-s3.ts";
