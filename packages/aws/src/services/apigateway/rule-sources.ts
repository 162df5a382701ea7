import type { Rule } from "../../service/rule.ts";
import type { RestApiSettings, RouteSettings } from "./config.ts";

/** A rule of API Gateway. */
export type RestRule = Rule<RestApiSettings>;
/** When the sources were read. */
export const read = "2026-11";
/** A page of the API Gateway Developer Guide. */
export const guide = (page: string): string => `AWS API Gateway Developer Guide, ${page}`;
/** A recording of what API Gateway answered. */
export const recorded =
  "MEASURED 2026-03, recorded on API Gateway (localstack/localstack, aws.validated)";
/** Mapping templates that API Gateway rendered. */
export const renderings =
  "MEASURED 2023-08 to 2024-10, recorded on API Gateway (localstack/airspeed)";

/** Whether a method of an API is so. */
export const hasRoute =
  (is: (route: RouteSettings) => boolean) =>
  ({ stages }: RestApiSettings): boolean =>
    stages.some(({ release }) => release.routes.some(is));
