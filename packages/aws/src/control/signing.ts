import type { Instant } from "@orrery/kernel";
import type { ApiModel } from "../request/api-model.ts";
import type { BegunCall } from "../service/call.ts";
import type { Caller } from "../service/caller.ts";
import { refused, type Refused } from "../service/refusal.ts";
import { sessionOf } from "../service/session-token.ts";

/** Who makes a call: its own caller, or the session whose credentials sign it. */
export type Signer =
  { readonly type: "own" } | { readonly type: "session"; readonly caller: Caller } | Refused;

const own: Signer = Object.freeze({ type: "own" });

/** Who signs a call; a refusal where the credentials are none, or hold no more. */
export function signerOf(
  { sessionToken }: BegunCall,
  model: ApiModel | undefined,
  now: Instant,
): Signer {
  if (sessionToken === undefined) return own;
  const protocol = model?.facts.protocol ?? "json";
  const session = sessionOf(sessionToken);
  if (session === null)
    return refused(invalidCodes[protocol] ?? "UnrecognizedClientException", invalid);
  if (now >= session.expiresAt)
    return refused(expiredCodes[protocol] ?? "ExpiredTokenException", expired);
  return { type: "session", caller: session.caller };
}

const invalid = "The security token included in the request is invalid.";
const expired = "The security token included in the request is expired";
/** What is said by services whose protocols are older than JSON. */
const invalidCodes: Readonly<Record<string, string>> = {
  query: "InvalidClientTokenId",
  "rest-xml": "InvalidToken",
};
const expiredCodes: Readonly<Record<string, string>> = {
  query: "ExpiredToken",
  "rest-xml": "ExpiredToken",
};
