import { badRequest } from "../../../gateway/refusals.ts";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { NotModeled, PlainObject, Refused } from "../../../service/refusal.ts";
import { textsIn } from "../apigatewayv2-to-apigateway.ts";
import { readMapping, reservedIn } from "../http-api/parameter-mapping.ts";
import { serviceOperations, wrongParameter } from "../http-api/service-integrations.ts";
import { httpApiLimits, webSocketLimits } from "../limits.ts";
import { isHttp, type ApiRecord } from "./kept.ts";

/** What is wrong with an integration; `null`: nothing. The words are assumed. */
export function wrongIntegration(said: PlainObject, kept: ApiRecord): Refused | NotModeled | null {
  const timeout = numberOf(said["TimeoutInMillis"]);
  const { integrationTimeout } = isHttp(kept) ? httpApiLimits : webSocketLimits;
  const most = integrationTimeout.max / 1_000;
  if (timeout !== undefined && (timeout < 50 || timeout > most)) {
    return badRequest(`Timeout should be between 50 ms and ${most} ms`);
  }
  return isHttp(kept) ? wrongInHttp(said) : wrongInWebSocket(said);
}

function wrongInHttp(said: PlainObject): Refused | NotModeled | null {
  const { IntegrationType: type, ConnectionType, ConnectionId, RequestParameters } = said;
  const subtype = textOf(said["IntegrationSubtype"]);
  const uri = textOf(said["IntegrationUri"]);
  if (type !== "AWS_PROXY" && type !== "HTTP_PROXY") {
    return badRequest("HTTP APIs support AWS_PROXY and HTTP_PROXY integrations only");
  }
  if (ConnectionType === "VPC_LINK" && textOf(ConnectionId) === undefined) {
    return badRequest("ConnectionId is required for VPC_LINK connection type");
  }
  if (subtype !== undefined) return wrongInAction(subtype, said);
  if (uri === undefined) return badRequest("IntegrationUri is required for this integration");
  const mappings = [RequestParameters, ...Object.values(objectOf(said["ResponseParameters"]))].map(
    (mapping) => readMapping(textsIn(mapping)),
  );
  const reserved = mappings.map(reservedIn).find((name) => name !== undefined);
  return reserved === undefined
    ? null
    : badRequest(`Operations on header ${reserved} are restricted`);
}

function wrongInAction(subtype: string, said: PlainObject): Refused | NotModeled | null {
  if (subtype === "AppConfig-GetConfiguration") {
    return { type: "notModeled", what: "AppConfig is not modeled." };
  }
  if (!Object.hasOwn(serviceOperations, subtype)) {
    return badRequest(`Invalid integration subtype ${subtype}`);
  }
  if (said["PayloadFormatVersion"] !== "1.0") {
    return badRequest("PayloadFormatVersion must be 1.0 for an integration subtype");
  }
  const wrong = wrongParameter(subtype, textsIn(said["RequestParameters"]));
  if (wrong === null) return null;
  return badRequest(
    wrong.what === "missing"
      ? `Request parameter ${wrong.name} is required for ${subtype}`
      : `Invalid request parameter ${wrong.name} for ${subtype}`,
  );
}

function wrongInWebSocket(said: PlainObject): Refused | NotModeled | null {
  const { IntegrationType: type } = said;
  if (type === "AWS" || type === "HTTP") {
    return {
      type: "notModeled",
      what: "Integrations of WebSocket APIs behind mapping templates are not modeled.",
    };
  }
  if (type !== "MOCK" && textOf(said["IntegrationUri"]) === undefined) {
    return badRequest("IntegrationUri is required for this integration");
  }
  return null;
}
