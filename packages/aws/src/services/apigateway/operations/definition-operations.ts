import { bytesOfBase64 } from "@orrery/kernel";
import { isObject, objectOf, spelled, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import { restLimits } from "../limits.ts";
import { apiOf, changeApi } from "./api-record.ts";
import { importedApi } from "./definition-import.ts";
import { exportedApi } from "./definition-export.ts";
import { makeApi } from "./rest-api-operations.ts";
import {
  badRequest,
  isRefused,
  notFound,
  respond,
  type Checked,
} from "../../../gateway/refusals.ts";
import { wrongPolicy } from "./policy-check.ts";
import { keptOf, type ApiParts, type ResourceRecord } from "./kept.ts";
import { wrongTransfer } from "./transfer-check.ts";

/** Operations on definitions in OpenAPI. */
export const definitionOperations: Operations = {
  ImportRestApi: { begin: importRestApi },
  PutRestApi: { begin: putApi },
  GetExport: { begin: exportApi },
};

function definitionIn(params: PlainObject): Checked<PlainObject> {
  const body = textOf(params["body"]) ?? "";
  const bytes = bytesOfBase64(body);
  const text = bytes === null ? body : (textOfUtf8(bytes) ?? body);
  if (text.length > restLimits.definitionBytes) return badRequest("Definition is larger than 6 MB"); // Assumed: the words.
  const definition = parseJson(text);
  if (!isObject(definition)) return badRequest("Invalid OpenAPI input.");
  const isKnown =
    textOf(definition["swagger"]) === "2.0" ||
    textOf(definition["openapi"])?.startsWith("3.") === true;
  return isKnown ? definition : badRequest("Invalid OpenAPI input."); // Likewise.
}

function importRestApi(params: PlainObject, plane: ControlPlane): Step {
  const definition = definitionIn(params);
  if (isRefused(definition)) return definition;
  const info = objectOf(definition["info"]);
  const wrong = policyRefusal(definition) ?? wrongIn(importedApi(definition, "", []).parts, plane);
  if (wrong !== null) return wrong;
  const api = makeApi({ ...params, name: textOf(info["title"]) ?? "api" }, null, plane);
  const kept = keptOf(api);
  const { parts, shown } = importedApi(definition, api.name, kept.models);
  const after = { ...kept.shown, ...shown, ...endpointIn(kept.shown, shown) };
  changeApi(api, { ...parts, shown: after }, plane);
  return respond(after);
}

function putApi(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const definition = definitionIn(params);
  if (isRefused(definition)) return definition;
  const wrong = policyRefusal(definition);
  if (wrong !== null) return wrong;
  const kept = keptOf(api);
  const { parts, shown } = importedApi(definition, api.name, kept.models);
  const wrongPart = wrongIn(parts, plane);
  if (wrongPart !== null) return wrongPart;
  const isOverwritten = params["mode"] === "overwrite";
  // The name that the request for the API gave stays where a template made it.
  const { name: _, ...others } = shown;
  const after = {
    ...kept.shown,
    ...(isOverwritten ? shown : others),
    ...endpointIn(kept.shown, shown),
  };
  changeApi(api, { ...(isOverwritten ? parts : merged(kept, parts)), shown: after }, plane);
  return respond(after);
}

/** Why what a definition says of the API's policy cannot be; `null`: it can. */
function policyRefusal(definition: PlainObject): Refused | null {
  const policy = definition["x-amazon-apigateway-policy"];
  return policy === undefined ? null : wrongPolicy(spelled(policy));
}

/** What of an imported integration cannot be; `null`: all can. */
function wrongIn({ resources }: Pick<ApiParts, "resources">, plane: ControlPlane): Refused | null {
  for (const { path, methods } of resources) {
    for (const [name, { methodIntegration }] of Object.entries(methods)) {
      const wrong = isObject(methodIntegration) ? wrongTransfer(methodIntegration, plane) : null;
      if (wrong !== null) {
        const where = `Unable to put integration on '${name}' for resource at path '${path}'`; // Assumed: the words.
        return badRequest(`Errors found during import:\n\t${where}: ${wrong.message}`);
      }
    }
  }
  return null;
}

/** The endpoint of an API, of which a definition may say a part. */
const endpointIn = (
  { endpointConfiguration: before }: PlainObject,
  { endpointConfiguration: said }: PlainObject,
): PlainObject =>
  said === undefined ? {} : { endpointConfiguration: { ...objectOf(before), ...objectOf(said) } };

/** What is there and what is imported; of what is in both, the import wins. */
function merged(before: ApiParts, after: ApiParts): ApiParts {
  const byName = (list: "models" | "validators" | "authorizers") => [
    ...before[list].filter((each) => !after[list].some(({ name }) => name === each["name"])),
    ...after[list],
  ];
  const ids = new Map(before.resources.map(({ path, id }) => [path, id]));
  const idOf = (resource: ResourceRecord): string => ids.get(resource.path) ?? resource.id;
  const parentOf = ({ parentId }: ResourceRecord): string | null => {
    const parent = after.resources.find(({ id }) => id === parentId);
    return parent === undefined ? parentId : idOf(parent);
  };
  const imported = after.resources.map((resource) => ({
    ...resource,
    id: idOf(resource),
    parentId: parentOf(resource),
    methods: {
      ...before.resources.find(({ path }) => path === resource.path)?.methods,
      ...resource.methods,
    },
  }));
  return {
    resources: [
      ...before.resources.map(
        (resource) => imported.find(({ path }) => path === resource.path) ?? resource,
      ),
      ...imported.filter(({ path }) => !ids.has(path)),
    ],
    models: byName("models"),
    validators: byName("validators"),
    authorizers: byName("authorizers"),
    gatewayResponses: { ...before.gatewayResponses, ...after.gatewayResponses },
  };
}

function exportApi(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const kept = keptOf(api);
  const stage = kept.stages.find(({ shown }) => shown["stageName"] === params["stageName"]);
  if (stage === undefined) return notFound("Invalid stage identifier specified");
  const type = textOf(params["exportType"]);
  if (type !== "oas30" && type !== "swagger") {
    return badRequest(`API Exports are only supported for formats 'oas30' and 'swagger'`); // Assumed: the words.
  }
  const deployment = kept.deployments.find(({ id }) => id === stage.shown["deploymentId"]);
  if (deployment === undefined) return notFound("Invalid Deployment identifier specified");
  const extensions = textOf(objectOf(params["parameters"])["extensions"]) ?? "";
  const body = exportedApi(kept.shown, deployment.parts, type, extensions.split(","), {
    stage: textOf(stage.shown["stageName"])!, // Every stage has one.
    region: plane.region,
  });
  return respond({
    contentType: "application/json",
    contentDisposition: `attachment; filename="${type}_${api.name}.json"`,
    body: JSON.stringify(body),
  });
}
