import type { Plain } from "@orrery/kernel";
import { isObject, listOf, objectOf, spelled, textOf } from "../../request/params.ts";
import type { Change, Deployment, TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame, namedIn, removedBy } from "../../service/update-operations.ts";
import {
  listed,
  mapped,
  memberChanges,
  patch,
  patchedPart,
  placeChanges,
  removed,
  replace,
  type Places,
} from "./place-changes.ts";

const definitionIn = (operations: readonly TemplateOperation[]): TemplateOperation | undefined =>
  operations.find(({ operation }) => operation === "PutRestApi");

/** What becomes of an API when its stack changes: what is deployed stays as it is until it is deployed again. */
export const restApiDeployment: Deployment = {
  change({ operations }, next) {
    const [before, after] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    // Its id follows from its name here.
    if (before["id"] !== after["id"]) return null;
    const typesIn = ({ endpointConfiguration }: PlainObject): readonly Plain[] =>
      listOf(objectOf(endpointConfiguration)["types"]);
    const [[was = "EDGE"], [is = "EDGE"]] = [typesIn(before), typesIn(after)];
    const changes = [
      ...placeChanges(before, after, {
        policy: ["/policy", ""],
        apiKeySource: ["/apiKeySource", "HEADER"],
        disableExecuteApiEndpoint: ["/disableExecuteApiEndpoint", "false"],
      }),
      ...memberChanges(
        listed(before["binaryMediaTypes"]),
        listed(after["binaryMediaTypes"]),
        "/binaryMediaTypes",
      ),
      ...(was === is ? [] : [replace(`/endpointConfiguration/types/${spelled(was)}`, spelled(is))]),
    ];
    const [told, tells] = [definitionIn(operations), definitionIn(next)];
    return [
      ...patch("UpdateRestApi", { restApiId: after["id"]! }, changes),
      ...(tells === undefined || isSame(told?.params, tells.params) ? [] : [tells]),
    ];
  },
  ...removedBy("DeleteRestApi", ["id", "restApiId"]),
};

/** What becomes of a part of a path: each of its properties is another one's. */
export const resourceDeployment: Deployment = {
  change: () => "replace",
  ...removedBy("DeleteResource", "restApiId", ["id", "resourceId"]),
};

/** What becomes of a method: it is taken away and put again, with all that it has. */
export const methodDeployment: Deployment = {
  change({ operations: [before] }, after) {
    const [made] = after;
    if (before === undefined || made === undefined) return "replace";
    const names = ["restApiId", "resourceId", "httpMethod"];
    if (names.some((name) => before.params[name] !== made.params[name])) return "replace";
    return [{ operation: "DeleteMethod", params: namedIn(made.params, names) }, ...after];
  },
  ...removedBy("DeleteMethod", "restApiId", "resourceId", "httpMethod"),
};

const patchesOf = (operations: readonly TemplateOperation[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    operations
      .filter(({ operation }) => operation === "UpdateStage")
      .flatMap(({ params }) => listOf(params["patchOperations"]).filter(isObject))
      .map(({ path, value }) => [spelled(path), spelled(value)]),
  );

const stagePlaces: Places = {
  deploymentId: ["/deploymentId", null],
  cacheClusterEnabled: ["/cacheClusterEnabled", "false"],
  cacheClusterSize: ["/cacheClusterSize", null],
  tracingEnabled: ["/tracingEnabled", "false"],
};

/** Changes of a stage: those of its making, and those that followed. */
function stageChanges(
  before: readonly TemplateOperation[],
  after: readonly TemplateOperation[],
): readonly PlainObject[] {
  const [was, is] = [before[0]?.params ?? {}, after[0]?.params ?? {}];
  const [told, tells] = [patchesOf(before), patchesOf(after)];
  const gone = Object.keys(told).filter((path) => !(path in tells));
  const isCanary = (path: string) => path.startsWith("/canarySettings");
  const hasCanary = Object.keys(tells).some(isCanary);
  return [
    ...placeChanges(was, is, stagePlaces),
    ...memberChanges(mapped(was["variables"]), mapped(is["variables"]), "/variables"),
    ...(gone.some(isCanary) && !hasCanary ? [removed("/canarySettings")] : []),
    ...gone.filter((path) => !isCanary(path) || hasCanary).map(removed),
    ...Object.entries(tells)
      .filter(([path, value]) => told[path] !== value)
      .map(([path, value]) => replace(path, value)),
  ];
}

/** What becomes of a stage: it gets another deployment, and other settings, without an interruption. */
export const stageDeployment: Deployment = {
  change({ operations }, next): Change {
    const [before, after] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    const names = ["restApiId", "stageName"];
    if (names.some((name) => before[name] !== after[name])) return "replace";
    return patch("UpdateStage", namedIn(after, names), stageChanges(operations, next));
  },
  ...removedBy("DeleteStage", "restApiId", "stageName"),
};

/** What becomes of a deployment: what it deployed stays; of its stage, settings are changed. */
export const deploymentDeployment: Deployment = {
  change({ operations }, next) {
    const [before, after] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    if (before["restApiId"] !== after["restApiId"]) return "replace";
    const [was, is] = [textOf(before["stageName"]), textOf(after["stageName"])];
    // No run makes a stage of a deployment that is there, or leaves one of it behind.
    if (was !== is) return null;
    if (is === undefined) return [];
    const same = ({ params, ...rest }: TemplateOperation): TemplateOperation => {
      const { id: _, ...said } = params;
      return { ...rest, params: said };
    };
    const changes = stageChanges(operations.map(same), next.map(same));
    return patch("UpdateStage", { restApiId: after["restApiId"]!, stageName: is }, changes);
  },
  ...removedBy("DeleteDeployment", "restApiId", ["id", "deploymentId"]),
};

/** What becomes of a model. */
export const modelDeployment = patchedPart({
  noun: "Model",
  names: ["restApiId", ["name", "modelName"]],
  fixed: ["contentType"],
  places: { schema: ["/schema", "{}"] },
});

/** What becomes of how requests are checked. */
export const validatorDeployment = patchedPart({
  noun: "RequestValidator",
  names: ["restApiId", ["id", "requestValidatorId"]],
  places: {
    validateRequestBody: ["/validateRequestBody", "false"],
    validateRequestParameters: ["/validateRequestParameters", "false"],
  },
});

/** What becomes of an authorizer. */
export const authorizerDeployment = patchedPart({
  noun: "Authorizer",
  names: ["restApiId", ["id", "authorizerId"]],
  known: "id",
  places: {
    type: ["/type", null],
    authorizerUri: ["/authorizerUri", null],
    authorizerResultTtlInSeconds: ["/authorizerResultTtlInSeconds", "300"],
    identitySource: ["/identitySource", null],
    identityValidationExpression: ["/identityValidationExpression", null],
  },
  more: (before, after) =>
    memberChanges(listed(before["providerARNs"]), listed(after["providerARNs"]), "/providerARNs"),
});

/** What becomes of what callers hear of errors. */
export const gatewayResponseDeployment: Deployment = {
  change({ operations: [before] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const names = ["restApiId", "responseType"];
    if (names.some((name) => before.params[name] !== after.params[name])) return "replace";
    return [after];
  },
  ...removedBy("DeleteGatewayResponse", "restApiId", "responseType"),
};
