import { matchesPattern } from "../../../gateway/wildcards.ts";
import type { HttpHead } from "../../../service/http.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { cloudfrontLimits } from "../limits.ts";
import type { CacheBehavior, DistributionSettings } from "../config.ts";
import type { DistributionContext } from "./declarations.ts";

/** What is to be said of a request before anybody is asked. */
export interface Judged {
  /** Which behavior it comes to. */
  readonly behavior: number;
  /** The status that it is refused with; `null`: none. */
  readonly status: number | null;
  /** Where the same is under HTTPS; `null`: it need not go there. */
  readonly redirect: string | null;
}

type Behaviors = DistributionSettings["behaviors"];

// A memo of a pure function: requests of a workload are one object.
const known = new WeakMap<
  HttpHead,
  { readonly of: DistributionSettings; readonly judged: Judged }
>();

/** Looks at a request's line and headers. */
export function judge(settings: DistributionSettings, http: HttpHead): Judged {
  const before = known.get(http);
  if (before?.of === settings) return before.judged;
  const judged = judgedNew(settings, http);
  known.set(http, { of: settings, judged });
  return judged;
}

/** Whether a request comes by HTTP, and not by HTTPS. */
export const isPlainHttp = ({ headers }: HttpHead): boolean =>
  headers["cloudfront-forwarded-proto"] === "http";

function judgedNew(settings: DistributionSettings, http: HttpHead): Judged {
  const { method, path, query, headers } = http;
  const behavior = behaviorOf(settings.behaviors, path);
  const said = settings.behaviors[behavior]!;
  const refusedBy = (status: number): Judged => ({ behavior, status, redirect: null });
  const url = settings.domainName.length + path.length + query.length + 10;
  if (url > cloudfrontLimits.url) return refusedBy(414);
  let head = method.length + path.length + query.length;
  for (const [name, value] of Object.entries(headers)) head += name.length + value.length + 4;
  if (head > cloudfrontLimits.requestHead) return refusedBy(413);
  if (!settings.isEnabled) return refusedBy(403);
  // Each distribution on the way says that a request went through it.
  const passed = (headers["via"] ?? "").split("cloudfront.net").length - 1;
  if (passed >= cloudfrontLimits.chained) return refusedBy(403);
  if (isFirewalled(settings, http)) return refusedBy(403);
  if (isPlainHttp(http) && said.protocol === "https-only") return refusedBy(403);
  if (isPlainHttp(http) && said.protocol === "redirect-to-https") {
    const asked = query === "" ? path : `${path}?${query}`;
    return {
      behavior,
      status: null,
      redirect: `https://${headers["host"] ?? settings.domainName}${asked}`,
    };
  }
  return said.methods.includes(method)
    ? { behavior, status: null, redirect: null }
    : refusedBy(403);
}

function isFirewalled({ hasFirewall, audience }: DistributionSettings, http: HttpHead): boolean {
  const { blockedHeader } = audience;
  return (
    hasFirewall &&
    blockedHeader !== null &&
    (http.headers[blockedHeader.name] ?? "").includes(blockedHeader.text)
  );
}

/** The first behavior whose pattern a path is like. */
export function behaviorOf(behaviors: Behaviors, path: string): number {
  const place = behaviors.findIndex(
    ({ pattern }) =>
      pattern === "*" ||
      matchesPattern(pattern.startsWith("/") ? pattern : `/${pattern}`, path, true),
  );
  return place < 0 ? behaviors.length - 1 : place;
}

/** Whether a request of a country is let in. */
export const isAdmitted = (
  { type, countries }: DistributionSettings["geography"],
  country: string,
): boolean => type === "none" || countries.includes(country) === (type === "whitelist");

/** Whether a request says that it was signed, and for how long. Nobody looks at the signature itself. */
export function isSigned(
  { isSigned: mustBe }: CacheBehavior,
  { query, headers }: HttpHead,
  { settings, now }: Pick<DistributionContext, "settings" | "now">,
): boolean {
  if (!mustBe) return true;
  const said = new Map(
    [...query.split("&"), ...(headers["cookie"] ?? "").split(";")].map((pair) => {
      const [name = "", ...value] = pair.trim().split("=");
      return [name.replace(/^CloudFront-/, ""), value.join("=")];
    }),
  );
  if (!said.has("Signature") || !said.has("Key-Pair-Id")) return false;
  const expires = said.get("Expires");
  if (expires === undefined) return said.has("Policy");
  return Number(expires) * 1_000 > wallClockAt(settings.epochMilliseconds, now);
}
