import {
  declare,
  noEffects,
  slab,
  table,
  unreachable,
  type Machine,
  type Replied,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { EntryOf } from "../../../service/entry.ts";
import { logReadOf } from "../../../service/log.ts";
import type { Readings } from "../../../service/metric.ts";
import type { HttpApiSettings } from "../config.ts";
import { logOf } from "./access-log.ts";
import { answered, answerOwn } from "./answering.ts";
import { authorize, hearVerdict } from "./authorizing.ts";
import { canonicalState } from "./canonical.ts";
import {
  metrics,
  ports,
  purposes,
  type gauges,
  type HttpApi,
  type HttpApiContext,
  type HttpApiEffect,
  type HttpApiInput,
} from "./declarations.ts";
import { hearIntegration } from "./integrating.ts";
import { ownAnswers } from "./own-answer.ts";
import { afterAuthorization, receive } from "./serving.ts";
import { askIssuer, hearIssuer } from "./signing-keys.ts";
import { initialState, type HttpApiState } from "./state.ts";

/** The machine of HTTP APIs. */
export type HttpApiMachine = Machine<HttpApiSettings, HttpApiState, HttpApiInput, HttpApiEffect>;

/** An HTTP API with its stages: takes requests of HTTP, and answers with what integrations say. */
export const httpApiMachine = (entryOf: EntryOf): HttpApiMachine => ({
  kind: "apigatewayv2.httpApi",
  stateVersion: 1,
  inputs: declare("httpRequest", "forgetVerdicts", "readLog", "settingsChanged", "replied"),
  timers: declare(),
  ports,
  purposes,
  choices: declare(),
  metrics,

  initialState: ({ keepsLogs }) => initialState(keepsLogs),

  transition(api, input, context) {
    switch (input.type) {
      case "httpRequest":
        return receive(api, input, context, entryOf);
      case "forgetVerdicts":
        forget(api, input.stage);
        return [{ type: "reply", to: context.request, body: { type: "forgotten" } }];
      case "readLog": {
        const body = logReadOf(logOf(api, context.settings, context.now), input);
        return [{ type: "reply", to: context.request, body }];
      }
      case "settingsChanged":
        return noEffects;
      case "replied":
        return hear(api, input, context, entryOf);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "httpRequest" ? input.text.size : 0),

  canonical: canonicalState,
  canonicalTag: (_api, _port, tag) => slab.slotOf(tag as SlabId),

  gauges: ({ open }): Readings<typeof gauges> => ({ RequestsOpen: slab.list(open).length }),
});

/** Forgets what authorizers said of the requests of a stage. */
function forget({ verdicts }: HttpApi, stage: string): void {
  for (const [key, kept] of table.list(verdicts)) {
    if (kept.stage === stage) table.remove(verdicts, key);
  }
}

function hear(
  api: HttpApi,
  { tag, body }: Replied<Tagged>,
  context: HttpApiContext,
  entryOf: EntryOf,
): readonly HttpApiEffect[] {
  const open = slab.read(api.open, tag as SlabId)!; // The tag that it was sent with.
  slab.remove(api.open, tag as SlabId);
  if (open.phase === "integration") return hearIntegration(api, open, body, context, entryOf);
  const { authorization } = open.route;
  if (authorization.type === "JWT" && authorization.keys !== null) {
    const answer = hearIssuer(api, open, authorization, body, context);
    if (answer !== null) return [answerOwn(api, answered(open), answer, context)];
    return open.phase === "discovery"
      ? [askIssuer(api, open, "keys", authorization.keys, context)]
      : afterAuthorization(api, open, authorize(api, open, context), context, entryOf);
  }
  if (body.type === "refused" || body.type === "lost") {
    return [answerOwn(api, answered(open), ownAnswers.failed, context)];
  }
  const authorized = hearVerdict(api, open, body, entryOf, context);
  return afterAuthorization(api, open, authorized, context, entryOf);
}
