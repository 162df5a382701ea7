import { base64Of, bytesOfBase64, type Instant } from "@orrery/kernel";
import { parseJson } from "../text/json.ts";
import { textOfUtf8, utf8Of } from "../text/utf8.ts";
import type { Caller } from "./caller.ts";

/** Whose credentials hold for a time. Plain data. */
export interface Session {
  readonly caller: Caller;
  /** From then on they are refused. */
  readonly expiresAt: Instant;
}

const beginning = "IQoJ";

/** The token of a session: all that is known of it, as AWS's tokens have it, so that nobody keeps sessions. */
export const sessionTokenOf = (session: Session): string =>
  beginning + base64Of(utf8Of(JSON.stringify(session)));

// A memo of a pure function: whoever signs with one token is one caller, about whom verdicts are kept.
const known = new Map<string, Session | null>();
const mostKnown = 1_000;

/** The session of a token; `null`: it is of none. */
export function sessionOf(token: string): Session | null {
  let session = known.get(token);
  if (session === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(token, (session = read(token)));
  }
  return session;
}

function read(token: string): Session | null {
  if (!token.startsWith(beginning)) return null;
  const bytes = bytesOfBase64(token.slice(beginning.length));
  const text = bytes === null ? null : textOfUtf8(bytes);
  const session = text === null ? undefined : parseJson(text);
  // Nobody else writes what begins so.
  return session === undefined ? null : (session as unknown as Session);
}
