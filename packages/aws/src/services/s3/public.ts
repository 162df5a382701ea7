export * as s3 from "./namespace.ts";
export * as s3n from "./notifications.ts";
