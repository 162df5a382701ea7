import { slab, type Duration, type Plain } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import type { LogEvent } from "../../../service/log.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { RestApiSettings } from "../config.ts";
import type { RestApi, RestApiContext } from "./declarations.ts";
import { contextValue } from "./gateway-response.ts";
import { requestContextOf } from "./request-facts.ts";
import type { LogLine, LogPart, OpenRequest, RestApiState } from "./state.ts";
import { restLimits } from "../limits.ts";

/** Writes a line into the access log of the stage, in the format that it says. */
export function logLine(
  api: RestApi,
  request: OpenRequest,
  { status, body }: HttpAnswer,
  latency: Duration,
  { now, settings }: RestApiContext,
): void {
  const { stage, phase, askedAt } = request;
  if (stage.accessLog === null || api.log === null) return;
  const integrationLatency =
    phase === "integration" ? Math.round((now - askedAt) / 1_000) : ("-" satisfies Plain);
  const facts: PlainObject = {
    ...requestContextOf(request, settings),
    isCanaryRequest: request.isCanary,
    status,
    responseLatency: Math.round(latency / 1_000),
    responseLength: body.length,
    integrationLatency,
    integration: { latency: integrationLatency, status },
  };
  const text = stage.accessLog.replaceAll(
    /\$context\.([A-Za-z]+(?:\.[A-Za-z0-9_-]+)*)/g,
    (_all, path: string) => {
      const value = contextValue(facts, `context.${path}`);
      return value === "" ? "-" : value;
    },
  );
  const line: LogLine = {
    ...{ at: now, stage: stage.name, log: "access", isCanary: request.isCanary },
    text: text.slice(0, restLimits.logEvent),
  };
  slab.insert(api.log, line);
}

/** What a REST API has logged up to an instant, in one of its logs or in all; `null` where the run keeps no logs. */
export function logOf(
  { log }: Pick<RestApiState, "log">,
  { epochMilliseconds }: Pick<RestApiSettings, "epochMilliseconds">,
  until: number,
  of: LogPart | null = null,
): readonly LogEvent[] | null {
  if (log === null) return null;
  return slab.list(log).flatMap((line) =>
    line.at > until || !isIn(line, of)
      ? []
      : [
          {
            stream: line.stage,
            timestamp: Math.floor(wallClockAt(epochMilliseconds, line.at)),
            message: line.text,
          },
        ],
  );
}

const isIn = (line: LogLine, part: LogPart | null): boolean =>
  part === null ||
  (line.log === part.log && line.stage === part.stage && (!part.ofCanary || line.isCanary));
