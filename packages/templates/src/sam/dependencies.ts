import { callIn } from "../template/evaluation.ts";
import type { TemplateNode } from "../template/node.ts";

/** Properties of which SAM makes resources of their own: what they name need not be there before. */
const apart: Readonly<Record<string, readonly string[]>> = {
  "AWS::Serverless::Function": [
    "Events",
    "EventInvokeConfig",
    "DeploymentPreference",
    "FunctionUrlConfig",
    "ProvisionedConcurrencyConfig",
  ],
  "AWS::Serverless::StateMachine": ["Events", "DeploymentPreference"],
  "AWS::Serverless::Api": [
    "Auth",
    "Domain",
    "StageName",
    "AccessLogSetting",
    "CacheClusterEnabled",
    "CacheClusterSize",
    "CanarySetting",
    "MethodSettings",
    "TracingEnabled",
    "Variables",
  ],
  "AWS::Serverless::HttpApi": [
    "Domain",
    "StageName",
    "AccessLogSettings",
    "DefaultRouteSettings",
    "RouteSettings",
    "StageVariables",
  ],
  "AWS::Serverless::GraphQLApi": ["DataSources", "Functions", "Resolvers", "DomainName"],
};

/** Of properties that SAM passes on in part, the members that it does; what others name is not needed. */
const passedOn: Readonly<Record<string, readonly string[]>> = {
  EndpointConfiguration: ["Type", "VPCEndpointIds", "IpAddressType"],
};

/** Whether a property of a SAM type goes to another resource that SAM makes of it. */
export const isApart = (type: string, property: string): boolean =>
  (Object.hasOwn(apart, type) ? apart[type] : undefined)?.includes(property) === true;

/** What of a property SAM passes on: what the rest names need not be there before. */
export function keptPartOf(type: string, key: string, value: TemplateNode): TemplateNode {
  const kept =
    type === "AWS::Serverless::Api" && Object.hasOwn(passedOn, key) ? passedOn[key] : null;
  if (kept === null || kept === undefined || value.kind !== "map" || callIn(value) !== undefined) {
    return value;
  }
  return { ...value, entries: new Map([...value.entries].filter(([name]) => kept.includes(name))) };
}
