import type { Plain } from "@orrery/kernel";
import { parseJson } from "../../../text/json.ts";
import type { IntegrationSettings, RestApiSettings } from "../config.ts";
import { TemplateError } from "../mapping-template/index.ts";
import { decodedText, encoded, isBinary } from "../../../gateway/binary.ts";
import type { GatewayResponseType } from "./gateway-response.ts";
import { mappedValue, render, type MappedRequest } from "./mapping.ts";

/** A request as an integration gets it. */
export interface IntegrationRequest {
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
}

/** Why there is none. */
export interface Unmapped {
  readonly type: "unmapped";
  readonly response: GatewayResponseType;
}

const unmapped = (response: GatewayResponseType): Unmapped => ({ type: "unmapped", response });

/** Maps a request to what an integration takes. */
export function integrationRequestOf(
  request: MappedRequest,
  integration: IntegrationSettings,
  settings: RestApiSettings,
): IntegrationRequest | Unmapped {
  const { input } = request;
  const { http, text } = input;
  const type = (http.headers["content-type"] ?? "application/json").split(";")[0]!.trim();
  const given = bodyAs(text.body, isBinary(type, settings.binaryTypes), integration);
  if (given === null) return unmapped("API_CONFIGURATION_ERROR");
  const isProxy = integration.type === "HTTP_PROXY";
  const template = isProxy ? undefined : templateFor(integration.templates, type);
  if (template === undefined && !isProxy && !mayPass(integration)) {
    return unmapped("UNSUPPORTED_MEDIA_TYPE");
  }
  const headers: Record<string, string> = {};
  const path: Record<string, string> = {};
  const querystring: Record<string, string> = {};
  const places = { header: headers, path, querystring };
  const put = (place: string, name: string, value: string): void => {
    if (!(place in places)) return;
    places[place as keyof typeof places][place === "header" ? name.toLowerCase() : name] = value;
  };
  for (const [parameter, expression] of Object.entries(integration.parameters)) {
    const [, , place = "", ...name] = parameter.split(".");
    const value = mappedValue(expression, request, settings);
    if (value !== undefined) put(place, name.join("."), value);
  }
  if (template === undefined) return { body: given, headers, path, querystring };
  try {
    const { body, overrides } = render(template, given, "request", request, settings);
    for (const [where, value] of Object.entries(overrides)) {
      const [place = "", ...name] = where.split(".");
      put(place, name.join("."), value);
    }
    return { body, headers, path, querystring };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return unmapped("API_CONFIGURATION_ERROR");
  }
}

/** A body as an integration is to have it; `null`: it cannot be made so. */
function bodyAs(
  body: string,
  isBytes: boolean,
  { contentHandling }: IntegrationSettings,
): string | null {
  if (contentHandling === "CONVERT_TO_TEXT" && isBytes) return encoded(body);
  if (contentHandling === "CONVERT_TO_BINARY" && !isBytes && body !== "") return decodedText(body);
  return body;
}

const templateFor = (
  templates: IntegrationSettings["templates"],
  type: string,
): string | undefined =>
  Object.entries(templates).find(([each]) => each.toLowerCase() === type.toLowerCase())?.[1];

/** Whether a body of a type that no template is for goes on as it is. */
function mayPass({ passthrough, templates }: IntegrationSettings): boolean {
  if (passthrough === "NEVER") return false;
  return passthrough === "WHEN_NO_MATCH" || Object.keys(templates).length === 0;
}

/** The status that a template of a MOCK integration says; `null`: it says none. */
export function mockStatusIn(body: string): string | null {
  const value = looselyParsed(body);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const status = (value as { readonly [key: string]: Plain })["statusCode"];
  return typeof status === "number" && Number.isInteger(status) ? `${status}` : null;
}

/** A template of a mock is read leniently: names may stand without quotes, as the guide's examples have them. */
function looselyParsed(body: string): Plain | undefined {
  return (
    parseJson(body) ??
    parseJson(
      body.replaceAll(/([{,]\s*)'?([A-Za-z_]\w*)'?\s*:/g, '$1"$2":').replaceAll(/,(\s*})/g, "$1"),
    )
  );
}
