// What HTTP and WebSocket APIs share with REST APIs: the limits of the account, what integrations lead to, the endpoints
// outside, and what the service is called in ARNs, policies and metrics.

import { partitionOf } from "../../service/partition.ts";
import type { ControlPlane } from "../../service/service-model.ts";
import { keptOf, quotaIn, restApiKindName } from "../apigateway/operations/kept.ts";

export type { Admission, TokenLimit } from "../apigateway/account/protocol.ts";
export type { EndpointRequest } from "../apigateway/backend/protocol.ts";
export { controlRatesOf } from "../apigateway/call-rates.ts";
export type { EndpointTarget, FunctionTarget, WrongTarget } from "../apigateway/config.ts";
export { endpointsOutside } from "../apigateway/extras.ts";
export { clientTimeout } from "../apigateway/limits.ts";
export { accountOf, textsIn } from "../apigateway/operations/kept.ts";
export { Targets, usualBehavior } from "../apigateway/operations/targets.ts";

export {
  aliasOf,
  changeDomain,
  domainRecordOf,
  domainsIn,
  findDomain,
  makeDomain,
  routingModeIn,
  type DomainRecord,
  type MappingRecord,
  type RuleRecord,
} from "../apigateway/domain/domain-record.ts";

/** The type of the domains of REST APIs, and that of their APIs, in templates. */
export const restTypes = {
  domain: "AWS::ApiGateway::DomainName",
  api: "AWS::ApiGateway::RestApi",
  stage: "AWS::ApiGateway::Stage",
} as const;

/** A REST API by its id, with the names of its stages. */
export function findRestApi(
  id: string,
  plane: ControlPlane,
): { readonly kind: string; readonly arn: string; readonly stages: readonly string[] } | undefined {
  const api = plane.find(restApiKindName, id);
  if (api === undefined) return undefined;
  return {
    kind: api.kind,
    arn: api.arn,
    stages: keptOf(api).stages.map(({ shown }) => `${shown["stageName"] as string}`),
  };
}

type Home = Pick<ControlPlane, "partition" | "region" | "accountId">;

/** What policies call the service. */
export const actionPrefix = "apigateway";
/** What CloudWatch calls it. */
export const metricNamespace = "AWS/ApiGateway";

/** The ARN of an API. */
export const apiArnOf = (id: string, { partition, region }: Home): string =>
  `arn:${partition}:apigateway:${region}::/apis/${id}`;

/** How many requests a second all APIs of an account may take, and how many at once. */
export const accountLimits = (
  plane: ControlPlane,
): { readonly rate: number; readonly burst: number } => ({
  rate: quotaIn(plane, "apigateway.requestsPerSecond"),
  burst: quotaIn(plane, "apigateway.burst"),
});

/** The URI of a function, as integrations have it. */
export const invocationUri = (functionArn: string, { region }: Pick<Home, "region">): string =>
  `arn:${partitionOf(region)}:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn}/invocations`;
