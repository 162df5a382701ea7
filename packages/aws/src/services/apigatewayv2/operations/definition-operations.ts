import { bytesOfBase64 } from "@orrery/kernel";
import { idOf } from "../../../gateway/api-id.ts";
import { badRequest, isRefused, respond, type Checked } from "../../../gateway/refusals.ts";
import { isObject, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { textOfUtf8 } from "../../../text/utf8.ts";
import { newApi } from "./api-operations.ts";
import { changeApi, makeApi } from "./api-record.ts";
import { importedApi } from "./definition-import.ts";
import { wrongIntegration } from "./integration-check.ts";
import { isHttp, keptOf, withApi, type ApiRecord } from "./kept.ts";
import { noHttpApisYet, notYetIn } from "./not-yet.ts";

/** Operations on definitions of HTTP APIs in OpenAPI. */
export const definitionOperations: Operations = {
  ImportApi: { begin: importApi },
  ReimportApi: { begin: reimport },
};

const unreadable = badRequest(
  "Unable to parse API definition because of a malformed definition at $",
); // Assumed: the words.

function definitionIn({ Body }: PlainObject): Checked<PlainObject> {
  const text = textOf(Body) ?? "";
  const plain = text.trimStart().startsWith("{");
  const bytes = plain ? null : bytesOfBase64(text);
  const json = plain ? text : bytes === null ? null : textOfUtf8(bytes);
  const value = json === null ? undefined : parseJson(json);
  if (!isObject(value)) return unreadable;
  return (textOf(value["openapi"]) ?? "").startsWith("3.")
    ? value
    : badRequest("HTTP APIs only support OpenAPI 3.0"); // Likewise.
}

/** What of a definition cannot be, as a step; `null`: all can. */
function wrongIn(kept: ApiRecord, { asOf }: ControlPlane): Step | null {
  const notYet = noHttpApisYet(asOf) ?? notYetIn(kept, kept, asOf);
  if (notYet !== null) return notYet;
  for (const integration of kept.integrations) {
    const wrong = wrongIntegration(integration, kept);
    if (wrong !== null) return wrong;
  }
  return null;
}

function importApi(params: PlainObject, plane: ControlPlane): Step {
  const definition = definitionIn(params);
  if (isRefused(definition)) return definition;
  const id = textOf(params["ApiId"]) ?? idOf(plane.uuid());
  const { parts, shown } = importedApi(definition, id);
  const said = { Name: id, ...shown, ProtocolType: "HTTP", ...extrasOf(params) };
  const kept = newApi(id, said, parts, plane);
  return wrongIn(kept, plane) ?? respond(keptOf(makeApi(kept, plane)).shown);
}

/** What a request says that AWS has no parameter for. */
const extrasOf = ({ HttpEndpoint }: PlainObject): PlainObject =>
  HttpEndpoint === undefined ? {} : { HttpEndpoint };

function reimport(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, kept): Step => {
    if (!isHttp(kept)) return badRequest("Reimport is supported for HTTP APIs only"); // Assumed: the words.
    const definition = definitionIn(params);
    if (isRefused(definition)) return definition;
    const { parts, shown } = importedApi(definition, api.name);
    const wrong = wrongIn({ ...kept, ...parts }, plane);
    if (wrong !== null) return wrong;
    return respond(
      keptOf(changeApi(api, { ...parts, shown: { ...kept.shown, ...shown } }, plane)).shown,
    );
  });
}
