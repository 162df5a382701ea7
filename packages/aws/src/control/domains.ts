import { table, type Tagged } from "@orrery/kernel";
import type { BegunCall, CallReply } from "../service/call.ts";
import { statusOfRefusal, type Entry } from "../service/entry.ts";
import type { HttpAnswer } from "../service/http.ts";
import type { Kinds } from "../service/kinds.ts";
import type { Refused } from "../service/refusal.ts";
import type { Resource } from "../service/resource.ts";
import type { Ask } from "../service/service-model.ts";
import type { ControlState } from "./state.ts";

// A memo of a pure function: a version stands for all resources as they are.
const known = new WeakMap<object, ReadonlyMap<string, Resource>>();

/** The resource that takes requests of HTTP under a name in DNS; `undefined`: none does. */
export function resourceAt(
  domain: string,
  { version, resources }: Pick<ControlState, "version" | "resources">,
  kinds: Kinds,
): Resource | undefined {
  let domains = known.get(version);
  if (domains === undefined) {
    const found = new Map<string, Resource>();
    for (const [, resource] of table.list(resources)) {
      const own = kinds.get(resource.kind)?.domainOf?.(resource);
      if (own !== undefined && !found.has(own)) found.set(own, resource);
    }
    known.set(version, (domains = found));
  }
  return domains.get(domain);
}

/** Who is asked for a request of HTTP, and what; `null`: nothing that is simulated has its name. */
export function askedByHttp(
  { http, trail }: BegunCall,
  control: ControlState,
  kinds: Kinds,
): Ask | null {
  if (http === undefined) return null;
  const { domain, head, text } = http;
  const found = resourceAt(domain, control, kinds);
  const door = entryOf(found, kinds)?.doors.request;
  if (found === undefined || door === undefined) return null;
  const input = door.inputOf({ text, group: null, deduplicationId: null, http: head, trail });
  return { type: "ask", resource: found.number, input };
}

/** What a front door says to a request of HTTP: what it refuses is an answer, too. */
export function httpReply(
  body: Tagged,
  { http }: BegunCall,
  control: ControlState,
  kinds: Kinds,
): CallReply {
  if (body.type !== "refused") return answered(body as HttpAnswer); // A front gives no other.
  const refusal = body as Refused; // It is called so.
  const said = refusal.details as Partial<HttpAnswer> | undefined;
  const entry = entryOf(resourceAt(http!.domain, control, kinds), kinds); // It was asked.
  return answered({
    type: "answered",
    status: statusOfRefusal(entry?.http, refusal),
    headers: said?.headers ?? {},
    cookies: [],
    body: said?.body ?? "",
    isBase64Encoded: false,
  });
}

const entryOf = (resource: Resource | undefined, kinds: Kinds): Entry | undefined =>
  resource === undefined ? undefined : kinds.get(resource.kind)?.entry;

const answered = (http: HttpAnswer): CallReply => ({ type: "called", response: {}, http });
