import type { Change, Deployment, TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { objectOf } from "../../request/params.ts";
import {
  allChanges,
  isSame,
  namedIn,
  removedBy,
  updatedBy,
  type UpdateRule,
} from "../../service/update-operations.ts";

const definitionIn = (operations: readonly TemplateOperation[]): TemplateOperation | undefined =>
  operations.find(({ operation }) => operation === "ReimportApi");

/** What becomes of an API when its stack changes; a stage with automatic deployment has it at once. */
export const apiDeployment: Deployment = {
  change(made, next) {
    const { operations } = made;
    const [before, after] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    if (before["ProtocolType"] !== after["ProtocolType"]) return "replace";
    // Its id follows from its name here, and what a quick create has made is a part of its own.
    const fixed = ["ApiId", "RouteKey", "Target"];
    if (fixed.some((name) => !isSame(before[name], after[name]))) return null;
    const [told, tells] = [definitionIn(operations), definitionIn(next)];
    const hasLost =
      before["CorsConfiguration"] !== undefined && after["CorsConfiguration"] === undefined;
    return allChanges(
      updatedBy("UpdateApi", {
        names: ["ApiId"],
        without: ["Name", "ProtocolType", ...fixed],
        resets: { DisableExecuteApiEndpoint: false },
      }).change(made, next), // It has one.
      hasLost ? [{ operation: "DeleteCorsConfiguration", params: { ApiId: after["ApiId"]! } }] : [],
      tells === undefined || isSame(told?.params, tells.params) ? [] : [tells],
    );
  },
  ...removedBy("DeleteApi", "ApiId"),
};

/** What becomes of a part of an API that has an id of its own. */
const part = (noun: string, resets: PlainObject = {}, of: UpdateRule["names"] = []): Deployment => {
  const names = ["ApiId", ...of, `${noun}Id`];
  return {
    ...updatedBy(`Update${noun}`, { names, resets }),
    ...removedBy(`Delete${noun}`, ...names),
  };
};

/** What becomes of a route. */
export const routeDeployment = part("Route", {
  Target: "",
  AuthorizationType: "NONE",
  AuthorizationScopes: [],
  ApiKeyRequired: false,
  RequestModels: {},
});

/** What becomes of an integration. */
export const integrationDeployment = part("Integration", {
  RequestParameters: {},
  ResponseParameters: {},
});

/** A part whose id follows from its name here: no run gives it another. */
const namedPart = (noun: string, resets: PlainObject = {}): Deployment => {
  const rule = part(noun, resets);
  return {
    ...rule,
    change: (made, next) =>
      made.operations[0]?.params["Name"] === next[0]?.params["Name"]
        ? rule.change!(made, next) // It has one.
        : null,
  };
};

/** What becomes of an authorizer. */
export const authorizerDeployment = namedPart("Authorizer", { EnableSimpleResponses: false });

/** What becomes of a model. */
export const modelDeployment = namedPart("Model");

/** What becomes of how the sender of a message hears what came of it. */
export const routeResponseDeployment = part("RouteResponse", {}, ["RouteId"]);

/** What becomes of a stage: it gets another deployment, and other settings, without an interruption. */
export const stageDeployment: Deployment = {
  change(made, next): Change {
    const [before, after] = [made.operations[0]?.params ?? {}, next[0]?.params ?? {}];
    const named = namedIn(after, ["ApiId", "StageName"]);
    const routes = Object.keys(objectOf(before["RouteSettings"])).filter(
      (key) => !(key in objectOf(after["RouteSettings"])),
    );
    const isLogged = (said: PlainObject) => said["AccessLogSettings"] !== undefined;
    return allChanges(
      updatedBy("UpdateStage", {
        names: ["ApiId", "StageName"],
        resets: { AutoDeploy: false, StageVariables: {}, DefaultRouteSettings: usualSettings },
      }).change(made, next), // It has one.
      routes.map((RouteKey) => ({
        operation: "DeleteRouteSettings",
        params: { ...named, RouteKey },
      })),
      isLogged(before) && !isLogged(after)
        ? [{ operation: "DeleteAccessLogSettings", params: named }]
        : [],
    );
  },
  ...removedBy("DeleteStage", "ApiId", "StageName"),
};

/** Without limits of its own a stage has those of the account. */
const usualSettings: PlainObject = { DetailedMetricsEnabled: false };

/** What becomes of a deployment: what it deployed stays. */
export const deploymentDeployment: Deployment = {
  change({ operations: [before] }, [after]) {
    if (before?.params["ApiId"] !== after?.params["ApiId"]) return "replace";
    // No run leads another stage to a deployment that is there.
    return before?.params["StageName"] === after?.params["StageName"] ? [] : null;
  },
  ...removedBy("DeleteDeployment", "ApiId", "DeploymentId"),
};

/** What becomes of an API at a base path of a domain, and of a rule of a domain, which have ids of their own. */
export const mappingDeployment: Deployment = {
  remove: ({ operations, responses }) =>
    operations.map(({ params }) => ({
      operation: "DeleteApiMapping",
      params: {
        DomainName: params["DomainName"]!,
        ApiMappingId: responses[0]?.["ApiMappingId"] ?? null,
      },
    })),
};

/** Likewise of a rule of a domain. */
export const routingRuleDeployment: Deployment = {
  change({ operations: [before], responses }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    if (before.params["DomainName"] !== after.params["DomainName"]) return "replace";
    const RoutingRuleId = responses[0]?.["RoutingRuleId"] ?? null;
    return [{ operation: "PutRoutingRule", params: { ...after.params, RoutingRuleId } }];
  },
  remove: ({ operations, responses }) =>
    operations.map(({ params }) => ({
      operation: "DeleteRoutingRule",
      params: {
        DomainName: params["DomainName"]!,
        RoutingRuleId: responses[0]?.["RoutingRuleId"] ?? null,
      },
    })),
};
