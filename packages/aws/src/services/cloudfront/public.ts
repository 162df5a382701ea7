export * as cloudfront from "./construct.ts";
export * as origins from "./construct-origins.ts";
