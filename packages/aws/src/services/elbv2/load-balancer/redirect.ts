import type { HttpAnswer, HttpHead } from "../../../service/http.ts";
import type { Action, ListenerSettings, LoadBalancerSettings } from "../config.ts";
import { ownAnswer } from "./own-answer.ts";

type Redirect = Extract<Action, { readonly type: "redirect" }>;

/** The answer that sends a client elsewhere, with `#{host}` and the like put in. */
export function redirectAnswer(
  action: Redirect,
  { method: _, path, query, headers }: HttpHead,
  { port, protocol }: Pick<ListenerSettings, "port" | "protocol">,
  { dnsName }: Pick<LoadBalancerSettings, "dnsName">,
): HttpAnswer {
  const host = (headers["host"] ?? dnsName).replace(/:\d+$/, "");
  const values: Readonly<Record<string, string>> = {
    protocol: protocol.toLowerCase(),
    host,
    port: `${port}`,
    path: path.replace(/^\//, ""),
    query,
  };
  const filled = (text: string): string =>
    text.replaceAll(/#\{(protocol|host|port|path|query)\}/g, (_all, name: string) => values[name]!);
  const to = filled(action.protocol).toLowerCase();
  const asked = filled(action.query);
  // Whichever port is said is written, also the usual one.
  const location = `${to}://${filled(action.host)}:${filled(action.port)}${filled(action.path)}${asked === "" ? "" : `?${asked}`}`;
  const own = ownAnswer(action.status);
  return { ...own, headers: { ...own.headers, location } };
}
