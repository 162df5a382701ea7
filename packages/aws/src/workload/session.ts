import {
  checkDistribution,
  ConfigError,
  own,
  shownValue,
  withinBounds,
  type Distribution,
  type Plain,
  type Tagged,
} from "@orrery/kernel";
import type { Entry, EventDoor, RequestDoor, Text } from "../service/entry.ts";
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
  /** The logical id of what it goes to. @defaultValue what the workload is to */
  readonly to?: string;
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
  /** Which of the targets it goes to: 0 is the workload's own. */
  readonly to: number;
  /** `null`: it is no request of HTTP. */
  readonly request: RequestTemplate | null;
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

/** What a step goes to. */
export interface StepTarget {
  readonly to: number;
  readonly entry: Pick<Entry, "http">;
  readonly noun: string;
  readonly header?: Distance["header"];
}

/** The steps of a session; `targetOf` says what each goes to. @throws ConfigError about `path` */
export function resolveSession(
  path: string,
  said: readonly SessionStep[] | undefined,
  targetOf: (step: SessionStep, place: number) => StepTarget,
): readonly StepSettings[] | null {
  if (said === undefined) return null;
  const known = new Set([ownValue]);
  return said.map((step, place) => {
    const at = `${path}[${place}]`;
    const { to, ...target } = targetOf(step, place);
    const { request, body, name } = requestOf(at, step, target);
    const bodyTemplate = body === null ? [] : templateOf(body.body);
    const holes = [...(request === null ? [] : holesOf(request)), ...holesIn(bodyTemplate)];
    for (const hole of holes) {
      if (known.has(hole)) continue;
      const expected = "values that a request before it keeps, or session";
      throw new ConfigError(at, expected, withNearest(hole, [...known]));
    }
    const { keep = {}, think, share = 1, times = 1 } = step;
    if (!(share > 0 && share <= 1)) {
      throw new ConfigError(`${at}.share`, "a share above 0%, up to 100%", shownValue(share));
    }
    if (think !== undefined) checkDistribution(`${at}.think`, think);
    const kept = Object.entries(keep).map(([value, from]) => keptValue(`${at}.keep`, value, from));
    for (const each of kept) known.add(each.name);
    return {
      name: step.name ?? name,
      to,
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

/** What a step sends, and how it is called where it has no name. */
function requestOf(
  path: string,
  step: SessionStep,
  { entry, noun, header }: Omit<StepTarget, "to">,
): Pick<StepSettings, "request" | "name"> & { readonly body: Text | null } {
  const said = requestIn(step);
  if (entry.http === undefined) {
    const [other] = Object.keys(said).filter((name) => name !== "body");
    if (other === undefined)
      return { request: null, body: step.body ?? null, name: step.to ?? noun };
    throw new ConfigError(`${path}.${other}`, `none for a ${noun}, which takes no HTTP`, "one");
  }
  const mix = resolveRequestMix(path, [said], entry, noun)!; // It was said.
  const { head, body } = mix.requests[0]!;
  const name = routeName({ method: head.method, path: step.path ?? "/" });
  return { request: requestTemplateOf(headFrom(head, header)), body, name };
}

const requestIn = ({ method, path, query, headers, version, body }: SessionStep): MixedRequest => ({
  ...(method === undefined ? {} : { method }),
  ...(path === undefined ? {} : { path }),
  ...(query === undefined ? {} : { query }),
  ...(headers === undefined ? {} : { headers }),
  ...(version === undefined ? {} : { version }),
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
  answer: Tagged,
  door: EventDoor | RequestDoor,
): SessionValues | string {
  if (keep.length === 0) return values;
  const more: Record<string, string> = { ...values };
  const isHttp = typeof (answer as Partial<HttpAnswer>).status === "number";
  for (const { name, path, from } of keep) {
    const value = isHttp
      ? valueAt(path, answer as HttpAnswer)
      : path[0] === "body"
        ? memberAt(valueIn(answer, door), path.slice(1))
        : undefined;
    if (value === undefined) return from;
    more[name] = typeof value === "string" ? value : JSON.stringify(value);
  }
  return more;
}

/** What an answer says that is none of HTTP. */
function valueIn(answer: Tagged, door: EventDoor | RequestDoor): Plain | undefined {
  if (!("hasFailed" in door)) return undefined;
  return door.saidIn === undefined ? door.work?.outcomeOf(answer).value : door.saidIn(answer);
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
