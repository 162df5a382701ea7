import { milliseconds } from "@orrery/kernel";
import { isObject, memberOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { type Targets, textsIn } from "../apigatewayv2-to-apigateway.ts";
import type {
  ApiSettings,
  ClientBehavior,
  WebSocketApiSettings,
  WebSocketIntegration,
  WebSocketRoute,
  WebSocketStage,
} from "../config.ts";
import { webSocketLimits } from "../limits.ts";
import { authorizationOf, deployedTo, integrationIn, limitOf, targetOf } from "./route-parts.ts";
import { quotaIn, type ApiParts, type ApiRecord } from "./kept.ts";

/** What clients do of which a scenario says nothing: they are connected, and say nothing. */
export const usualClients: ClientBehavior = {
  stays: null,
  every: null,
  message: '{"action":"sendmessage"}',
};

/** The settings of the machine of a WebSocket API. */
export function webSocketSettingsOf(
  base: ApiSettings,
  kept: ApiRecord,
  targets: Targets,
  plane: ControlPlane,
): WebSocketApiSettings {
  const rate = quotaIn(plane, "apigatewayv2.connectionsPerSecond");
  return {
    ...base,
    selection: textOf(kept.shown["RouteSelectionExpression"]) ?? "$request.body.action",
    stages: kept.stages.map((stage) => stageOf(stage, kept, base.apiId, targets, plane)),
    connectLimit: { key: "connections", rate, burst: rate },
    clients: { ...usualClients, ...(kept.clients as Partial<ClientBehavior> | null) }, // As its extra reads it.
  };
}

function stageOf(
  stage: PlainObject,
  kept: ApiRecord,
  apiId: string,
  targets: Targets,
  plane: ControlPlane,
): WebSocketStage {
  const variables = textsIn(stage["StageVariables"]);
  const parts = deployedTo(stage, kept);
  const name = textOf(stage["StageName"])!; // Every stage has one.
  return {
    name,
    variables,
    deploymentId: textOf(stage["DeploymentId"]) ?? "",
    routes: Object.fromEntries(
      (parts?.routes ?? []).map((route) => {
        const key = textOf(route["RouteKey"])!; // Every route has one.
        const limit = limitOf(route, stage, apiId, plane);
        return [key, { ...routeOf(route, key, name, parts!, variables, targets), limit }] as const;
      }),
    ),
  };
}

function routeOf(
  route: PlainObject,
  key: string,
  stageName: string,
  parts: ApiParts,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
): Omit<WebSocketRoute, "limit"> {
  const said = integrationIn(route, parts);
  const models = Object.entries(objectOf(route["RequestModels"]));
  return {
    key,
    authorization:
      key === "$connect" ? authorizationOf(route, parts, variables, targets) : { type: "NONE" },
    integration:
      said === undefined ? null : integrationOf(said, `${stageName}/${key}`, variables, targets),
    responds: parts.routeResponses.some((each) => each["RouteId"] === route["RouteId"]),
    schemas:
      models.length === 0
        ? null
        : Object.fromEntries(
            models.map(([name, model]) => [name, schemaOf(textOf(model) ?? "", parts)]),
          ),
    modelSelection: textOf(route["ModelSelectionExpression"]) ?? "$default",
  };
}

function schemaOf(name: string, { models }: ApiParts): PlainObject {
  const found = models.find((each) => each["Name"] === name);
  const schema = parseJson(textOf(memberOf(found, "Schema")) ?? "{}");
  return isObject(schema) ? schema : {};
}

function integrationOf(
  said: PlainObject,
  at: string,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
): WebSocketIntegration {
  const isMock = said["IntegrationType"] === "MOCK";
  const caller = targets.callerFor(at, textOf(said["CredentialsArn"]));
  const target = isMock ? null : targetOf(said, variables, targets, caller);
  return {
    isMock,
    target:
      target?.type === "action" ? { type: "wrong", why: "It names no function of AWS" } : target,
    method: textOf(said["IntegrationMethod"]) ?? "POST",
    timeout: milliseconds(
      numberOf(said["TimeoutInMillis"]) ?? webSocketLimits.integrationTimeout.default / 1_000,
    ),
  };
}
