import { base64UrlOf, bytesOfBase64Url } from "@orrery/kernel";
import { isObject } from "../request/params.ts";
import type { PlainObject } from "../service/refusal.ts";
import { parseJson } from "../text/json.ts";
import { textOfUtf8, utf8Of } from "../text/utf8.ts";

// A memo of a pure function.
const known = new Map<string, PlainObject | null>();
const mostKnown = 1_000;

/** The claims of a JSON web token, with `Bearer` before it or not; `null`: it is none. */
export function decodedClaims(token: string): PlainObject | null {
  let claims = known.get(token);
  if (claims === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(token, (claims = decode(token)));
  }
  return claims;
}

function decode(token: string): PlainObject | null {
  const parts = token.replace(/^Bearer\s+/i, "").split(".");
  if (parts.length !== 3) return null;
  const bytes = bytesOfBase64Url(parts[1]!);
  const text = bytes === null ? null : textOfUtf8(bytes);
  const claims = text === null ? undefined : parseJson(text);
  return isObject(claims) ? claims : null;
}

/** A JSON web token with some claims, without a signature. */
export function unsignedToken(claims: PlainObject): string {
  const part = (value: PlainObject) => base64UrlOf(utf8Of(JSON.stringify(value)));
  return `${part({ alg: "none" })}.${part(claims)}.${part({})}`;
}
