import { formatDuration } from "@orrery/kernel";
import type { Warnings } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import type { RestApiSettings } from "../config.ts";

const settingsOf = ({ settings }: Seen): RestApiSettings => settings as RestApiSettings; // Of this kind.

/** What a REST API warns about. */
export const restApiWarnings: Warnings = {
  fit: (all, run) =>
    all.flatMap((api) => {
      const { stages } = settingsOf(api);
      if (stages.length === 0 && api.sum("Count") > 0) {
        return [`${api.name} has no stage: it answers 403 to everybody.`];
      }
      const said = stages.flatMap(({ name: stage, release }) =>
        release.routes.flatMap(({ name, integration }) => {
          const { target, timeout } = integration;
          if (target?.type === "wrong") {
            return [`${name} of ${api.name}, stage ${stage}, cannot be reached: ${target.why}.`];
          }
          if (target?.type !== "function") return [];
          const fn = run.at(target.arn);
          const own = (fn?.settings as { readonly timeout?: number } | undefined)?.timeout;
          return own === undefined || own <= timeout
            ? []
            : [
                `${name} of ${api.name} waits ${formatDuration(timeout)} for ${fn!.name}, which may run ${formatDuration(own as typeof timeout)}: callers hear 504, and it goes on.`,
              ];
        }),
      );
      return [...new Set(said)];
    }),
  waste: (all) =>
    all.flatMap((api) => {
      const isCached = settingsOf(api).stages.some(({ cache }) => cache !== null);
      const asked = api.sum("CacheHitCount") + api.sum("CacheMissCount");
      return isCached && asked === 0 && api.sum("Count") > 0
        ? [`${api.name} pays for a cache that no method uses: caching is set by method.`]
        : [];
    }),
};
