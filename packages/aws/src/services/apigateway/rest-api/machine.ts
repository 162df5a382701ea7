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
import type { RestApiSettings } from "../config.ts";
import { hearVerdict } from "./authorizing.ts";
import { logOf } from "./access-log.ts";
import { flush } from "./caching.ts";
import { canonicalState } from "./canonical.ts";
import {
  metrics,
  ports,
  purposes,
  type gauges,
  type RestApi,
  type RestApiContext,
  type RestApiEffect,
  type RestApiInput,
} from "./declarations.ts";
import { answerInstead } from "./answering.ts";
import { hearIntegration } from "./integrating.ts";
import { afterAuthorization, receive } from "./serving.ts";
import { initialState, type RestApiState } from "./state.ts";
import type { Readings } from "../../../service/metric.ts";

/** The machine of REST APIs. */
export type RestApiMachine = Machine<RestApiSettings, RestApiState, RestApiInput, RestApiEffect>;

/** A REST API with its stages: takes requests of HTTP, and answers with what integrations say. */
export const restApiMachine = (entryOf: EntryOf): RestApiMachine => ({
  kind: "apigateway.restApi",
  stateVersion: 2,
  inputs: declare("httpRequest", "flushCache", "readLog", "settingsChanged", "replied"),
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
      case "flushCache": {
        if (input.what === "responses") flush(api, input.stage);
        else table.clear(api.verdicts);
        return [{ type: "reply", to: context.request, body: { type: "flushed" } }];
      }
      case "readLog": {
        const body = logReadOf(logOf(api, context.settings, context.now, input.of), input);
        return [{ type: "reply", to: context.request, body }];
      }
      case "settingsChanged":
        return settle(api, input.before, context);
      case "replied":
        return hear(api, input, context, entryOf);
      default:
        return unreachable(input);
    }
  },

  fingerprint: (input) => (input.type === "httpRequest" ? input.text.size : 0),

  canonical: canonicalState,
  canonicalTag: (_api, _port, tag) => slab.slotOf(tag as SlabId),

  gauges: ({ open, caches }, settings, now): Readings<typeof gauges> => ({
    RequestsOpen: slab.list(open).length,
    CacheBytes: slab.list(caches).reduce((sum, { bytes }) => sum + bytes, 0),
    CacheGigabyteHours: settings.stages.reduce((sum, { cache }) => {
      if (cache === null) return sum;
      const madeAt = Math.max(0, cache.since - settings.assumed.cacheCreation);
      return sum + (Number(cache.size) * Math.max(0, now - madeAt)) / 3.6e9;
    }, 0),
  }),
});

/** A cache that is taken away, or has another size, is empty. */
function settle(
  api: RestApi,
  before: RestApiSettings,
  { settings }: RestApiContext,
): readonly RestApiEffect[] {
  for (const { name, cache } of before.stages) {
    const now = settings.stages.find((stage) => stage.name === name)?.cache ?? null;
    if (cache !== null && now?.since !== cache.since) flush(api, name);
  }
  return noEffects;
}

function hear(
  api: RestApi,
  { tag, body }: Replied<Tagged>,
  context: RestApiContext,
  entryOf: EntryOf,
): readonly RestApiEffect[] {
  const open = slab.read(api.open, tag as SlabId)!; // The tag that it was sent with.
  slab.remove(api.open, tag as SlabId);
  if (open.phase === "integration") return hearIntegration(api, open, body, context, entryOf);
  if (body.type === "refused" || body.type === "lost") {
    return [answerInstead(api, open, "AUTHORIZER_FAILURE", context)];
  }
  const authorized = hearVerdict(api, open, body, entryOf, context);
  return afterAuthorization(api, open, authorized, context, entryOf);
}
