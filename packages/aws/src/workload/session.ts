import {
  checkDistribution,
  ConfigError,
  own,
  shownValue,
  withinBounds,
  type Distribution,
  type Plain,
} from "@orrery/kernel";
import type { Entry, Text } from "../service/entry.ts";
import type { HttpAnswer } from "../service/http.ts";
import { withNearest } from "../text/nearest.ts";
import { resolveRequestMix, type MixedRequest } from "./http-request.ts";
import { callerBounds } from "./limits.ts";
import { headFrom, type Distance } from "./location.ts";
import { routeName } from "./routes.ts";
import {
  holesIn,
  holesOf,
  requestTemplateOf,
  templateOf,
  type BodyTemplate,
  type RequestTemplate,
  type SessionValues,
} from "./session-template.ts";

/** A request of a session: what one user sends after the answer to the one before. */
export interface SessionStep extends Omit<MixedRequest, "weight"> {
  /** What the report calls it. @defaultValue its method and its path */
  readonly name?: string;
  /** Whether values come into the strings of a body in JSON. @defaultValue false */
  readonly isJson?: boolean;
  /** How long the user thinks before it, in microseconds. @defaultValue not at all */
  readonly think?: Distribution;
  /** The part of sessions that have it; the others go on with the next. @defaultValue all */
  readonly share?: number;
  /** How often it comes, 1 to 1,000. @defaultValue once */
  readonly times?: number;
  /** Values of the answer that later requests have, by name: `body.token`, `headers.location`, `cookies.sid`, `status`. */
  readonly keep?: Readonly<Record<string, string>>;
  /** Whether the session goes on where it fails. @defaultValue the user leaves */
  readonly continues?: boolean;
}

/** A step, complete and checked. */
export interface StepSettings {
  readonly name: string;
  readonly request: RequestTemplate;
  /** `null`: it has the workload's payload. */
  readonly body: Text | BodyTemplate | null;
  /** `null`: none. */
  readonly think: Distribution | null;
  readonly share: number;
  readonly times: number;
  readonly keep: readonly KeptValue[];
  readonly continues: boolean;
}

/** A value of an answer, and the name it is kept under. */
export interface KeptValue {
  readonly name: string;
  /** As the scenario says it. */
  readonly from: string;
  readonly path: readonly string[];
}

/** The values that every session has: its own number. */
export const ownValue = "session";

/** The steps of a session. @throws ConfigError about `path` */
export function resolveSession(
  path: string,
  said: readonly SessionStep[] | undefined,
  entry: Pick<Entry, "http">,
  noun: string,
  header?: Distance["header"],
): readonly StepSettings[] | null {
  if (said === undefined) return null;
  const mix = resolveRequestMix(path, said.map(requestIn), entry, noun)!; // It was said.
  const known = new Set([ownValue]);
  return said.map((step, place) => {
    const at = `${path}[${place}]`;
    const { head, body } = mix.requests[place]!;
    const request = requestTemplateOf(headFrom(head, header));
    const bodyTemplate = body === null ? [] : templateOf(body.body);
    const holes = [...holesOf(request), ...holesIn(bodyTemplate)];
    for (const name of holes) {
      if (known.has(name)) continue;
      const expected = "values that a request before it keeps, or session";
      throw new ConfigError(at, expected, withNearest(name, [...known]));
    }
    const { keep = {}, think, share = 1, times = 1 } = step;
    if (!(share > 0 && share <= 1)) {
      throw new ConfigError(`${at}.share`, "a share above 0%, up to 100%", shownValue(share));
    }
    if (think !== undefined) checkDistribution(`${at}.think`, think);
    const kept = Object.entries(keep).map(([name, from]) => keptValue(`${at}.keep`, name, from));
    for (const { name } of kept) known.add(name);
    return {
      name: step.name ?? routeName({ method: head.method, path: step.path ?? "/" }),
      request,
      body:
        body === null || holesIn(bodyTemplate).length === 0
          ? body
          : { text: bodyTemplate, isJson: step.isJson ?? false },
      think: think ?? null,
      share,
      times: withinBounds(`${at}.times`, times, callerBounds.times),
      keep: kept,
      continues: step.continues ?? false,
    };
  });
}

const requestIn = ({ method, path, query, headers, body }: SessionStep): MixedRequest => ({
  ...(method === undefined ? {} : { method }),
  ...(path === undefined ? {} : { path }),
  ...(query === undefined ? {} : { query }),
  ...(headers === undefined ? {} : { headers }),
  ...(body === undefined ? {} : { body }),
});

const places = ["body", "headers", "cookies", "status"];

function keptValue(path: string, name: string, from: string): KeptValue {
  if (!/^[A-Za-z]\w*$/.test(name) || name === ownValue) {
    throw new ConfigError(path, `names of letters and digits but ${ownValue}`, shownValue(name));
  }
  const parts = from.split(".");
  const isWhole =
    parts[0] === "status" ? parts.length === 1 : parts[0] === "body" || parts.length > 1;
  if (!places.includes(parts[0]!) || !isWhole || parts.includes("")) {
    const expected = "a place such as body.token, headers.location, cookies.sid or status";
    throw new ConfigError(`${path}.${name}`, expected, shownValue(from));
  }
  return { name, from, path: parts };
}

/** The values of a session after an answer; a text: the value of this place is not in it. */
export function valuesAfter(
  values: SessionValues,
  keep: readonly KeptValue[],
  answer: HttpAnswer,
): SessionValues | string {
  if (keep.length === 0) return values;
  const more: Record<string, string> = { ...values };
  for (const { name, path, from } of keep) {
    const value = valueAt(path, answer);
    if (value === undefined) return from;
    more[name] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return more;
}

function valueAt([first, ...rest]: readonly string[], answer: HttpAnswer): Plain | undefined {
  switch (first) {
    case "status":
      return answer.status;
    case "headers":
      return own(answer.headers, rest.join(".").toLowerCase());
    case "cookies": {
      const start = `${rest.join(".")}=`;
      const cookie = answer.cookies.find((each) => each.startsWith(start));
      return cookie?.slice(start.length).split(";")[0];
    }
    default:
      return rest.length === 0 ? answer.body : memberAt(jsonIn(answer), rest);
  }
}

function memberAt(value: Plain | undefined, path: readonly string[]): Plain | undefined {
  let at = value;
  for (const name of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = own(at as Readonly<Record<string, Plain>>, name); // Of a list, too, by its number.
  }
  return at;
}

function jsonIn({ body }: HttpAnswer): Plain | undefined {
  try {
    return JSON.parse(body) as Plain;
  } catch {
    return undefined;
  }
}
