import { bodiless } from "../../../service/http.ts";
import type { UsualArrival } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { HttpApiSettings } from "../config.ts";

/** Routes that get a request each: more would fill a page. */
const most = 20;

/** A request to each route of the stage made first that lets everybody in. */
export function usualRequests({ settings }: Seen): readonly UsualArrival[] {
  const { stages } = settings as HttpApiSettings; // Of this kind.
  const stage = stages.find(({ name }) => name === "$default") ?? stages[0];
  if (stage === undefined) return [];
  const before = stage.name === "$default" ? "" : `/${stage.name}`;
  return stage.routes
    .filter(({ method, authorization }) => method !== "OPTIONS" && authorization.type === "NONE")
    .slice(0, most)
    .map(({ method: said, path }): UsualArrival => {
      const method = said === "ANY" ? "GET" : said;
      const request = { method, path: `${before}${(path ?? "/").replaceAll(/\{[^}]*\}/g, "1")}` };
      return bodiless.includes(method)
        ? { request }
        : { request, payload: { list: [{ id: "1" }] } };
    });
}
