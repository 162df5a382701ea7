import { valueAsOf, type Dated } from "@orrery/kernel";
import { badRequest } from "../../../gateway/refusals.ts";
import { objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { httpApiDates } from "../limits.ts";
import { isHttp, type ApiParts, type ApiRecord } from "./kept.ts";

const unless = (dated: Dated<boolean>, asOf: string, message: string): Refused | null =>
  valueAsOf(dated, asOf) ? null : badRequest(message); // Assumed: the words.

/** What AWS's of a day answers to whoever wants an HTTP API; `null`: it has them. */
export const noHttpApisYet = (asOf: string): Refused | null =>
  unless(httpApiDates.apis, asOf, "Invalid protocol specified. Must be one of [WEBSOCKET]");

const has = (value: PlainObject[string] | undefined): boolean =>
  Object.keys(objectOf(value)).length > 0;

/** What an HTTP API has that AWS's of a day does not know; `null`: nothing. */
export function notYetIn(
  parts: Partial<ApiParts>,
  kept: Pick<ApiRecord, "shown">,
  asOf: string,
): Refused | null {
  if (!isHttp(kept)) return null;
  for (const { AuthorizerType } of parts.authorizers ?? []) {
    if (AuthorizerType === "JWT") continue;
    const no = unless(
      httpApiDates.lambdaAuthorizers,
      asOf,
      "Invalid authorizer type specified. Must be one of [JWT]",
    );
    if (no !== null) return no;
  }
  for (const { IntegrationSubtype, RequestParameters, ResponseParameters } of parts.integrations ??
    []) {
    const no =
      textOf(IntegrationSubtype) !== undefined
        ? unless(
            httpApiDates.serviceIntegrations,
            asOf,
            "IntegrationSubtype is not supported for HTTP APIs",
          )
        : has(RequestParameters) || has(ResponseParameters)
          ? unless(
              httpApiDates.parameterMapping,
              asOf,
              "Parameter mappings are not supported for HTTP APIs",
            )
          : null;
    if (no !== null) return no;
  }
  return null;
}
