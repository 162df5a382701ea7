import type { Text } from "../../../service/entry.ts";
import type { HttpHead } from "../../../service/http.ts";
import type {
  IntegrationResponse,
  IntegrationSettings,
  Release,
  RestApiSettings,
} from "../config.ts";
import type { Content } from "../../../gateway/proxy-answer.ts";
import { actionCallOf, type ActionCall } from "./aws-action.ts";
import {
  integrationRequestOf,
  type IntegrationRequest,
  type Unmapped,
} from "./integration-request.ts";
import { mappedAnswerOf } from "./integration-response.ts";
import type { OpenRequest } from "./state.ts";

// Most mappings come to the same for all requests that say the same: nothing in them tells one request from the
// next, as its number, its time and its headers of X-Ray do. Those are mapped once.

/** What a request comes to behind its mapping. */
export interface Mapped {
  readonly request: IntegrationRequest | Unmapped;
  /** The operation that is asked for; `null`: none, or the integration asks for something else. */
  readonly call: ActionCall | null;
}

/** What is known of the requests with one head. */
interface Known {
  readonly integration: IntegrationSettings;
  readonly release: Release;
  readonly settings: RestApiSettings;
  /** By the body. */
  readonly mapped: WeakMap<Text, Mapped>;
  /** What {@link constantAnswerOf} says; `undefined`: not yet known. */
  content: Content | null | undefined;
}

// Memos of pure functions: what they hold follows from their arguments alone.
const heads = new WeakMap<HttpHead, Known>();
const constants = new WeakMap<IntegrationSettings, { request: boolean; answer: boolean }>();

function knownOf({ release, route, input }: OpenRequest, settings: RestApiSettings): Known {
  const { integration } = route;
  const known = heads.get(input.http);
  if (
    known?.integration === integration &&
    known.release === release &&
    known.settings === settings
  ) {
    return known;
  }
  const made: Known = {
    integration,
    release,
    settings,
    mapped: new WeakMap(),
    content: undefined,
  };
  heads.set(input.http, made);
  return made;
}

/** A request as its integration gets it. */
export function mappedOf(open: OpenRequest, settings: RestApiSettings): Mapped {
  if (!constantsOf(open.route.integration).request) return mapAnew(open, settings);
  const known = knownOf(open, settings).mapped;
  const { text } = open.input;
  let mapped = known.get(text);
  if (mapped === undefined) known.set(text, (mapped = mapAnew(open, settings)));
  return mapped;
}

function mapAnew(open: OpenRequest, settings: RestApiSettings): Mapped {
  const { integration } = open.route;
  const { target, method } = integration;
  const request = integrationRequestOf(open, integration, settings);
  const call =
    target?.type !== "action" || "type" in request
      ? null
      : actionCallOf(target, method, request, settings);
  return { request, call };
}

/** Whether callers hear the same whatever an operation answers that was done. */
export const answersAlike = ({ route }: OpenRequest): boolean =>
  constantsOf(route.integration).answer;

/** What a client hears of an operation that was done, where {@link answersAlike}; `null`: the API is not configured for it. */
export function constantAnswerOf(open: OpenRequest, settings: RestApiSettings): Content | null {
  const known = knownOf(open, settings);
  if (known.content === undefined) {
    const done = { selector: "200", status: 200, headers: {}, body: "" };
    known.content = mappedAnswerOf(done, open, settings);
  }
  return known.content;
}

function constantsOf(integration: IntegrationSettings): { request: boolean; answer: boolean } {
  let known = constants.get(integration);
  if (known === undefined) {
    const { parameters, templates, responses } = integration;
    known = {
      request:
        Object.values(parameters).every((expression) => !expression.startsWith("context.")) &&
        Object.values(templates).every((template) => !readsRequest.test(template)),
      answer: responses.every(isConstant),
    };
    constants.set(integration, known);
  }
  return known;
}

/** What a template may read of one request alone is behind these names; what it evaluates may have any. */
const readsRequest = /context|params|evaluate/;

function isConstant({ parameters, templates }: IntegrationResponse): boolean {
  const texts = Object.values(templates);
  return (
    texts.length > 0 &&
    texts.every((text) => !readsRequest.test(text) && !text.includes("input")) &&
    Object.values(parameters).every((expression) =>
      /^(?:'|stageVariables\.|method\.request\.)/.test(expression),
    )
  );
}
