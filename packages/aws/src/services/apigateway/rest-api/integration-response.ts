import type { IntegrationResponse, RestApiSettings } from "../config.ts";
import { TemplateError } from "../mapping-template/index.ts";
import { decodedText, encoded, isBinary } from "../../../gateway/binary.ts";
import { mappedResponseValue, render } from "./mapping.ts";
import type { Content } from "../../../gateway/proxy-answer.ts";
import type { OpenRequest } from "./state.ts";

/** What an integration answered. */
export interface IntegrationAnswer {
  /** What patterns are held against: a status, or the message of a function's error. */
  readonly selector: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

// A memo of a pure function.
const patterns = new Map<string, RegExp | null>();

function matches(pattern: string, text: string): boolean {
  let expression = patterns.get(pattern);
  if (expression === undefined) {
    if (patterns.size > 1_000) patterns.clear();
    try {
      expression = new RegExp(`^(?:${pattern})$`);
    } catch {
      expression = null;
    }
    patterns.set(pattern, expression);
  }
  return expression?.test(text) === true;
}

/** The first response whose pattern matches; else the one without a pattern. */
const responseFor = (
  responses: readonly IntegrationResponse[],
  selector: string,
): IntegrationResponse | undefined =>
  responses.find(({ pattern }) => pattern !== null && matches(pattern, selector)) ??
  responses.find(({ pattern }) => pattern === null);

/** What a client hears of what an integration answered; `null`: the API is not configured for it. */
export function mappedAnswerOf(
  answer: IntegrationAnswer,
  request: OpenRequest,
  settings: RestApiSettings,
): Content | null {
  const { route, input } = request;
  const response = responseFor(route.integration.responses, answer.selector);
  if (response === undefined || !route.statuses.includes(response.status)) return null;
  const accepted = (input.http.headers["accept"] ?? "application/json").split(/[,;]/)[0]!.trim();
  const entries = Object.entries(response.templates);
  const chosen =
    entries.find(([type]) => type.toLowerCase() === accepted.toLowerCase()) ?? entries[0];
  const headers: Record<string, string> = {};
  for (const [parameter, expression] of Object.entries(response.parameters)) {
    const name = parameter.split(".").slice(3).join(".").toLowerCase();
    const value = mappedResponseValue(expression, answer, request, settings);
    if (value !== undefined) headers[name] = value;
  }
  let { body } = answer;
  let status = Number(response.status);
  if (chosen !== undefined) {
    try {
      const rendered = render(chosen[1], answer.body, "response", request, settings);
      ({ body } = rendered);
      for (const [where, value] of Object.entries(rendered.overrides)) {
        if (where === "status") status = Number(value);
        else if (where.startsWith("header.")) headers[where.slice(7).toLowerCase()] = value;
      }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return null;
    }
  }
  headers["content-type"] ??= chosen?.[0] ?? "application/json";
  const isBytes = isBinary(accepted, settings.binaryTypes);
  if (response.contentHandling === "CONVERT_TO_BINARY") {
    const text = decodedText(body);
    if (text === null) return null;
    body = text;
  } else if (response.contentHandling === "CONVERT_TO_TEXT" && isBytes) body = encoded(body);
  if (!Number.isInteger(status) || status < 100 || status > 599) return null;
  return { status, headers, cookies: [], body, isBase64Encoded: false };
}
