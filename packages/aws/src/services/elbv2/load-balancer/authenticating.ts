import {
  base64UrlOf,
  bytesOfBase64Url,
  compileDistribution,
  noTime,
  type Duration,
} from "@orrery/kernel";
import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import type { Authentication, Callers } from "../config.ts";
import { signInTime } from "../limits.ts";
import { metrics, purposes, type BalancerContext } from "./declarations.ts";
import { ownAnswer } from "./own-answer.ts";
import type { Routed } from "./routing.ts";

/** What a load balancer answers in place of a rule's action, and how long that takes beside. */
export interface Authenticated {
  readonly answer: HttpAnswer;
  readonly takes: Duration;
}

type Session = Extract<Authentication, { readonly type: "session" }>;

/** Where providers send users back to. */
const signInPath = "/oauth2/idpresponse";

const usual: Callers = {
  signedIn: 0,
  latency: signInTime,
  denied: 0,
  errors: 0,
  unreachable: 0,
  keyFailures: 0,
  idle: 0,
};

const at = (status: number): Authenticated => ({ answer: ownAnswer(status), takes: noTime });

/** What is answered since nobody knows who a caller is, or a sign-in comes back; `null`: the rule's action decides. */
export function authenticated(
  { listener, rule: { authentication } }: Routed,
  http: HttpHead,
  context: BalancerContext,
): Authenticated | null {
  const { callers = usual } = context.settings;
  if (http.path === signInPath) {
    const session = sessionOf(listener);
    if (session !== null) return signedIn(session, http, callers, context);
  }
  if (authentication === undefined) return null;
  const isKnown =
    isSaid(authentication, http) ||
    (callers.signedIn > 0 && context.random(purposes.signedIn) < callers.signedIn);
  if (!isKnown) context.observe(metrics.UnauthenticatedRequests, 1);
  if (authentication.type === "token") {
    if (!isKnown) return at(401);
    const { keyFailures } = callers;
    return keyFailures > 0 && context.random(purposes.keys) < keyFailures ? at(562) : null;
  }
  if (isKnown || authentication.onUnauthenticated === "allow") return null;
  if (authentication.onUnauthenticated === "deny") return at(401);
  // Where to send them back to, a request of old versions need not say.
  const isOld = http.version === "1.0" || http.version === "0.9";
  if (isOld && http.headers["host"] === undefined) return at(401);
  const host = http.headers["host"] ?? context.settings.dnsName;
  return { answer: redirected(authentication, listener.protocol, host, http), takes: noTime };
}

/** Whether the headers of a request have a session, or a token. */
function isSaid(authentication: Authentication, { headers }: HttpHead): boolean {
  if (authentication.type === "token") {
    return /^bearer [^.\s]+\.[^.\s]+\.[^.\s]*$/i.test(headers["authorization"] ?? "");
  }
  const { cookie } = authentication;
  return (headers["cookie"] ?? "")
    .split(";")
    .some((each) => each.trim().startsWith(`${cookie}-`) || each.trim().startsWith(`${cookie}=`));
}

// A memo of a pure function: one answer for all sign-ins of a listener.
const sessions = new WeakMap<Routed["listener"], { readonly session: Session | null }>();

/** How users of a listener sign in, by the first rule that has them do so; `null`: they do not. */
function sessionOf(listener: Routed["listener"]): Session | null {
  let known = sessions.get(listener);
  if (known === undefined) {
    const all = listener.rules.map(({ authentication }) => authentication);
    const session = all.find((each): each is Session => each?.type === "session") ?? null;
    known = { session };
    sessions.set(listener, known);
  }
  return known.session;
}

/** Sends a user to the provider, which sends them back to where they wanted to go. */
function redirected(
  { signInAt }: Session,
  protocol: string,
  host: string,
  { path, query }: HttpHead,
): HttpAnswer {
  const back = encodeURIComponent(`${protocol.toLowerCase()}://${host}${signInPath}`);
  const state = base64UrlOf(utf8Of(query === "" ? path : `${path}?${query}`));
  return elsewhere(`${signInAt}&redirect_uri=${back}&state=${state}`, []);
}

function elsewhere(location: string, cookies: readonly string[]): HttpAnswer {
  const own = ownAnswer(302);
  return { ...own, headers: { ...own.headers, location }, cookies };
}

/** Asks the provider who somebody is that it sent back. */
function signedIn(
  { cookie }: Session,
  { query }: HttpHead,
  callers: Callers,
  context: BalancerContext,
): Authenticated {
  const said = new Map(
    query.split("&").map((pair) => {
      const [name = "", ...value] = pair.split("=");
      return [name, value.join("=")] as const;
    }),
  );
  if (said.has("error")) {
    context.observe(metrics.ELBAuthFailure, 1);
    return at(401);
  }
  if (!said.has("code") || !said.has("state")) {
    context.observe(metrics.ELBAuthError, 1);
    return at(401);
  }
  const draw = context.random(purposes.signIn);
  const sampled = compileDistribution(callers.latency)(() =>
    context.random(purposes.signInLatency),
  );
  const takes = Math.max(0, Math.round(sampled)) as Duration;
  context.observe(metrics.ELBAuthLatency, takes);
  const { unreachable, errors, denied } = callers;
  const failing = draw < unreachable ? 500 : draw < unreachable + errors ? 561 : 401;
  if (draw < unreachable + errors + denied) {
    context.observe(failing === 401 ? metrics.ELBAuthFailure : metrics.ELBAuthError, 1);
    return { answer: ownAnswer(failing), takes };
  }
  context.observe(metrics.ELBAuthSuccess, 1);
  const session = `${cookie}-0=${said.get("code")!}; Path=/; Secure; HttpOnly; SameSite=None`;
  return { answer: elsewhere(wantedIn(said.get("state")!), [session]), takes };
}

/** Where somebody wanted to go, as the state says that a load balancer gave them; a state of others leads to the root. */
function wantedIn(state: string): string {
  const bytes = bytesOfBase64Url(state);
  const wanted = bytes === null ? null : textOfUtf8(bytes);
  return wanted?.startsWith("/") === true ? wanted : "/";
}
