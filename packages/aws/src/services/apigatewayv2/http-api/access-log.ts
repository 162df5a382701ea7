import { slab, type Duration, type Plain } from "@orrery/kernel";
import { memberOf, spelled } from "../../../request/params.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { LogEvent } from "../../../service/log.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { HttpApiSettings } from "../config.ts";
import { httpApiLimits } from "../limits.ts";
import type { HttpApi, HttpApiContext } from "./declarations.ts";
import { contextOfFormat2 } from "./request-events.ts";
import type { HttpApiState, OpenRequest } from "./state.ts";

/** Writes a line into the access log of the stage, in the format that it says. */
export function logLine(
  api: HttpApi,
  request: OpenRequest,
  { status, body }: HttpAnswer,
  latency: Duration,
  { now, settings }: HttpApiContext,
): void {
  const { stage, phase, askedAt } = request;
  if (stage.accessLog === null || api.log === null) return;
  const waited: Plain = phase === "integration" ? Math.round((now - askedAt) / 1_000) : "-";
  const context = contextOfFormat2(request, settings);
  const { http, time, timeEpoch } = context;
  const facts: PlainObject = {
    ...context,
    identity: {
      sourceIp: memberOf(http, "sourceIp") ?? "-",
      userAgent: memberOf(http, "userAgent") ?? "-",
    },
    httpMethod: memberOf(http, "method") ?? "-",
    path: memberOf(http, "path") ?? "-",
    protocol: memberOf(http, "protocol") ?? "-",
    requestTime: time!,
    requestTimeEpoch: timeEpoch!,
    status,
    responseLatency: Math.round(latency / 1_000),
    responseLength: body.length,
    dataProcessed: request.input.text.size + body.length,
    integrationLatency: waited,
    integrationStatus: status,
    integration: { latency: waited, status },
  };
  const text = stage.accessLog.replaceAll(
    /\$context\.([A-Za-z]+(?:\.[A-Za-z0-9_-]+)*)/g,
    (_all, path: string) => {
      let value: Plain | undefined = facts;
      for (const name of path.split(".")) value = memberOf(value, name);
      return value === undefined || value === null ? "-" : spelled(value);
    },
  );
  slab.insert(api.log, { at: now, stage: stage.name, text: text.slice(0, httpApiLimits.logEvent) });
}

/** What an HTTP API has logged up to an instant; `null` where the run keeps no logs. */
export function logOf(
  { log }: Pick<HttpApiState, "log">,
  { epochMilliseconds }: Pick<HttpApiSettings, "epochMilliseconds">,
  until: number,
): readonly LogEvent[] | null {
  if (log === null) return null;
  return slab
    .list(log)
    .filter(({ at }) => at <= until)
    .map(({ at, stage, text }) => ({
      stream: stage,
      timestamp: Math.floor(wallClockAt(epochMilliseconds, at)),
      message: text,
    }));
}
