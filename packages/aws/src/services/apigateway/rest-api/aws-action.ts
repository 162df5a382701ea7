import type { Plain } from "@orrery/kernel";
import type { CallReply } from "../../../service/call.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { isObject } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { ActionTarget, RestApiSettings } from "../config.ts";
import { isObjectStore, objectCallOf } from "../apigateway-to-s3.ts";
import { workflowName, workflowService } from "../apigateway-to-stepfunctions.ts";
import { decodedText } from "../../../gateway/binary.ts";
import type { IntegrationRequest } from "./integration-request.ts";
import { queryParams } from "./query-params.ts";
import type { AskedOperation } from "./state.ts";

/** An operation that an integration asks for. */
export interface ActionCall extends AskedOperation {
  readonly service: string;
  readonly params: PlainObject;
}

/** A service that a URI names, as clients name it. */
export const clientOf = (named: string): string =>
  named === workflowName ? workflowService : named;

/** The operation that an integration asks for; `null`: its URI and request name none. */
export function actionCallOf(
  { service: named, action, path }: ActionTarget,
  method: string,
  request: IntegrationRequest,
  { region }: Pick<RestApiSettings, "region">,
): ActionCall | null {
  const filled = path === null ? null : filledPath(path, request.path);
  if (isObjectStore(named)) {
    const call = objectCallOf(filled ?? "", method, request);
    return call === null ? null : { service: named, ...call, form: "objects" };
  }
  const service = clientOf(named);
  const target = request.headers["x-amz-target"];
  const params = parseJson(request.body);
  if (target !== undefined || isObject(params)) {
    const operation = action ?? target?.slice(target.lastIndexOf(".") + 1);
    if (operation === undefined) return null;
    return { service, operation, params: isObject(params) ? params : {}, form: "json" };
  }
  const said = queryParams({ ...request.querystring, ...formIn(request) });
  const operation = action ?? textOf(said["Action"]);
  if (operation === undefined) return null;
  const { Action: _, Version: __, ...rest } = said;
  // A path of an account and a name is that of a queue.
  const queue =
    filled !== null && /^\/?\d{12}\/[^/]+$/.test(filled)
      ? { QueueUrl: `https://${service}.${region}.amazonaws.com/${filled.replace(/^\//, "")}` }
      : {};
  return { service, operation, params: { ...queue, ...rest }, form: "query" };
}

const textOf = (value: Plain | undefined): string | undefined =>
  typeof value === "string" ? value : undefined;

const filledPath = (path: string, parameters: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\{([^}]+)\}/g, (written, name: string) => parameters[name] ?? written);

/** A form in a body, decoded. */
function formIn({ body }: IntegrationRequest): Readonly<Record<string, string>> {
  const form: Record<string, string> = {};
  for (const pair of body.trim().split("&")) {
    const at = pair.indexOf("=");
    if (at <= 0 || /[{\s]/.test(pair.slice(0, at))) continue;
    form[decoded(pair.slice(0, at))] = decoded(pair.slice(at + 1));
  }
  return form;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

/** What a service answered, as a backend of HTTP does. */
export interface ActionAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Codes of faults of the service itself. */
const faults =
  /^(?:Internal(?:Failure|Error|ServerError|ServerException)?|ServiceUnavailable(?:Exception)?|Unavailable)$/;

/** What an integration hears of a call. */
export function actionAnswerOf(
  { operation, form }: AskedOperation,
  reply: Extract<CallReply, { type: "called" | "refused" }>,
  requestId: string,
): ActionAnswer {
  if (reply.type === "refused") return refusedAnswer(form, reply, requestId);
  const { response } = reply;
  if (form === "objects") {
    const { Body, ContentType = "application/xml" } = response;
    const body = typeof Body === "string" ? (decodedText(Body) ?? Body) : "";
    return { status: 200, headers: { "content-type": `${ContentType as string}` }, body };
  }
  const wrapped: PlainObject =
    form === "json"
      ? response
      : {
          [`${operation}Response`]: {
            ...(Object.keys(response).length === 0 ? {} : { [`${operation}Result`]: response }),
            ResponseMetadata: { RequestId: requestId },
          },
        };
  return {
    status: 200,
    headers: {
      "content-type": form === "json" ? "application/x-amz-json-1.0" : "application/json",
    },
    body: JSON.stringify(wrapped),
  };
}

function refusedAnswer(
  form: AskedOperation["form"],
  { code, message }: Extract<CallReply, { type: "refused" }>,
  RequestId: string,
): ActionAnswer {
  const isDenied = /^AccessDenied|^AuthorizationError$/.test(code);
  const isAbsent = form === "objects" && /^NoSuch/.test(code);
  const status = faults.test(code)
    ? code.startsWith("ServiceUnavailable")
      ? 503
      : 500
    : isAbsent
      ? 404
      : isDenied && form !== "json"
        ? 403
        : 400;
  const Type = status >= 500 ? "Receiver" : "Sender";
  const said: PlainObject =
    form === "json"
      ? { __type: code, message }
      : { Error: { Code: code, Message: message, Type }, RequestId };
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(said) };
}
