// What the namespace of the service holds; each file lists its own names.
/* eslint-disable no-restricted-syntax -- Listing them here as well would say them twice. */
export * from "./construct.ts";
