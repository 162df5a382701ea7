import type { HttpHead } from "../../../service/http.ts";
import type { CacheBehavior, NamesTaken } from "../config.ts";

// A memo of a pure function: requests of a workload are one object.
const known = new WeakMap<HttpHead, { readonly behavior: CacheBehavior; readonly key: string }>();

/** Which object a request is for: its path, and what of it the cache policy takes. */
export function cacheKeyOf(behavior: CacheBehavior, http: HttpHead): string {
  const before = known.get(http);
  if (before?.behavior === behavior) return before.key;
  const key = keyOf(behavior, http);
  known.set(http, { behavior, key });
  return key;
}

function keyOf(
  { key, pattern }: CacheBehavior,
  { method, path, query, headers }: HttpHead,
): string {
  const parts = [
    // A HEAD is answered by what a GET brought.
    method === "HEAD" ? "GET" : method,
    pattern,
    path,
    pairsTaken(key.queries, pairsOf(query, "&")).join("&"),
  ];
  for (const name of key.headers) parts.push(`${name}:${headers[name] ?? ""}`);
  const cookies = pairsTaken(key.cookies, pairsOf(headers["cookie"] ?? "", ";"));
  if (cookies.length > 0) parts.push(cookies.join(";"));
  const encoding = encodingOf(key, headers["accept-encoding"] ?? "");
  if (encoding !== null) parts.push(encoding);
  return parts.join("\n");
}

/** The encoding that an object is asked for in, as CloudFront makes it out; `null`: it is not looked at. */
export function encodingOf(
  { gzip, brotli }: Pick<CacheBehavior["key"], "gzip" | "brotli">,
  accepted: string,
): "br" | "gzip" | null {
  if (brotli && /\bbr\b/.test(accepted)) return "br";
  return gzip && /\bgzip\b/.test(accepted) ? "gzip" : null;
}

/** Pairs of names and values as they are written. */
export const pairsOf = (text: string, between: string): readonly string[] =>
  text === "" ? [] : text.split(between).map((pair) => pair.trim());

/** Those whose names are taken. */
export function pairsTaken(taken: NamesTaken, pairs: readonly string[]): readonly string[] {
  switch (taken.take) {
    case "none":
      return [];
    case "all":
      return pairs;
    case "those":
      return pairs.filter((pair) => taken.names.includes(pair.split("=")[0]!));
    case "others":
      return pairs.filter((pair) => !taken.names.includes(pair.split("=")[0]!));
  }
}
