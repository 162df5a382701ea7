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
  /** Whether nobody looks at what that one answers. */
  readonly isUnread: boolean;
}

/** Which mappings of an integration come to the same for all requests that say the same. */
interface Constants {
  readonly request: boolean;
  /** Of the answer to an operation that was done, whatever it is. */
  readonly answer: boolean;
}

/** What is known of the requests with one head. */
interface Known {
  readonly integration: IntegrationSettings;
  readonly release: Release;
  readonly settings: RestApiSettings;
  readonly constants: Constants;
  /** By the body; `null`: nothing was kept so far. */
  mapped: WeakMap<Text, Mapped> | null;
  /** What was mapped last, which often comes many times in a row. */
  lastText: Text | null;
  lastMapped: Mapped | null;
  /** What {@link constantAnswerOf} says where it is the same for all; `undefined`: not yet known. */
  content: Content | null | undefined;
}

// Memos of pure functions: what they hold follows from their arguments alone.
const heads = new WeakMap<HttpHead, Known>();
const constants = new WeakMap<IntegrationSettings, Constants>();

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
    constants: constantsOf(integration),
    mapped: null,
    lastText: null,
    lastMapped: null,
    content: undefined,
  };
  if (made.constants.request || made.constants.answer) heads.set(input.http, made);
  return made;
}

/** A request as its integration gets it. */
export function mappedOf(open: OpenRequest, settings: RestApiSettings): Mapped {
  const known = knownOf(open, settings);
  if (!known.constants.request) return mapAnew(open, known);
  const { text } = open.input;
  if (known.lastText === text) return known.lastMapped!; // They are written together.
  known.mapped ??= new WeakMap();
  let mapped = known.mapped.get(text);
  if (mapped === undefined) known.mapped.set(text, (mapped = mapAnew(open, known)));
  known.lastText = text;
  known.lastMapped = mapped;
  return mapped;
}

/** Operations that refuse before they have done something, or not at all: those that read may find out as they answer. */
const refusesAtOnce = /^(?:Put|Send|Publish|Update|Delete|Start)[A-Z]/;

function mapAnew(open: OpenRequest, { integration, settings, constants }: Known): Mapped {
  const { target, method } = integration;
  const request = integrationRequestOf(open, integration, settings);
  const call =
    target?.type !== "action" || "type" in request
      ? null
      : actionCallOf(target, method, request, settings);
  const isUnread = call !== null && constants.answer && refusesAtOnce.test(call.operation);
  return { request, call, isUnread };
}

/**
 * What a client hears of an operation that was done; `null`: the API is not configured for it; `undefined`: that
 * depends on what the operation answered.
 */
export function constantAnswerOf(
  open: OpenRequest,
  settings: RestApiSettings,
): Content | null | undefined {
  const known = knownOf(open, settings);
  if (!known.constants.answer) return undefined;
  if (known.content === undefined) {
    const done = { selector: "200", status: 200, headers: {}, body: "" };
    known.content = mappedAnswerOf(done, open, settings);
  }
  return known.content;
}

function constantsOf(integration: IntegrationSettings): Constants {
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
