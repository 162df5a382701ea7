import { parseWallClock } from "../../../text/wall-clock.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { CacheBehavior } from "../config.ts";
import { cloudfrontLimits } from "../limits.ts";

/** How long an answer is kept, in seconds. */
export interface Lifetime {
  /** 0: it is not kept. */
  readonly fresh: number;
  /** For how long it is then served while it is renewed. */
  readonly renewed: number;
  /** For how long it is then served where the origin fails; `null`: for as long as that does. */
  readonly spare: number | null;
  /** The origin says that it is nobody else's. */
  readonly isPrivate: boolean;
}

/** What an origin says of caching. */
interface Directives {
  readonly maxAge: number | null;
  readonly shared: number | null;
  readonly isPrivate: boolean;
  readonly renewed: number | null;
  readonly spare: number | null;
}

// A memo of a pure function: origins say the same texts again and again.
const known = new Map<string, Directives>();
const mostKnown = 1_000;

function directivesOf(text: string): Directives {
  let directives = known.get(text);
  if (directives === undefined) {
    if (known.size >= mostKnown) known.clear();
    known.set(text, (directives = read(text)));
  }
  return directives;
}

function read(text: string): Directives {
  const of = (name: string): number | null => {
    const said = new RegExp(`(?:^|[\\s,])${name}\\s*=\\s*"?(\\d+)`, "i").exec(text)?.[1];
    return said === undefined ? null : Math.min(Number(said), cloudfrontLimits.ceilingTtl);
  };
  return {
    maxAge: of("max-age"),
    shared: of("s-maxage"),
    isPrivate: /(?:^|[\s,])(?:no-cache|no-store|private)\b/i.test(text),
    renewed: of("stale-while-revalidate"),
    spare: of("stale-if-error"),
  };
}

type Ttl = CacheBehavior["ttl"];

const clamped = (value: number, { min, max }: Ttl): number =>
  Math.min(Math.max(value, min), Math.max(max, min));

/** What an answer says of its own lifetime; `null`: nothing. `now`: milliseconds since 1970. */
function saidBy({ headers }: HttpAnswer, now: number): number | null {
  const { maxAge, shared } = directivesOf(headers["cache-control"] ?? "");
  const said = shared ?? maxAge;
  if (said !== null) return said;
  const expires = headers["expires"];
  if (expires === undefined) return null;
  const at = millisecondsOf(expires);
  return at === null ? 0 : Math.max(0, (at - now) / 1_000);
}

/** How long an object is kept. */
export function lifetimeOf(answer: HttpAnswer, ttl: Ttl, now: number): Lifetime {
  const { isPrivate, renewed, spare } = directivesOf(answer.headers["cache-control"] ?? "");
  const most = (value: number) => Math.min(value, ttl.max);
  const stale = {
    renewed: renewed === null ? 0 : most(renewed),
    spare: spare === null ? null : most(spare),
    isPrivate,
  };
  if (isPrivate) return { fresh: ttl.min, ...stale };
  const said = saidBy(answer, now);
  const fresh = said === null ? Math.max(ttl.min, ttl.usual) : clamped(said, ttl);
  return { fresh: ttl.max === 0 ? 0 : fresh, ...stale };
}

/** Statuses of errors that are always kept, and those that are where the origin says for how long. */
const always = new Set([404, 414, 500, 501, 502, 503, 504]);
const where = new Set([400, 403, 405, 412, 415]);

/** How long an error is kept, in seconds; 0: it is not. `least`: the distribution's minimum for its status. */
export function errorLifetimeOf(answer: HttpAnswer, ttl: Ttl, least: number): number {
  const { maxAge, shared, isPrivate } = directivesOf(answer.headers["cache-control"] ?? "");
  const said = isPrivate ? null : (shared ?? maxAge);
  if (always.has(answer.status))
    return Math.min(Math.max(least, said ?? 0), Math.max(ttl.max, least));
  if (!where.has(answer.status) || said === null) return 0;
  return Math.min(Math.max(least, said), Math.max(ttl.max, least));
}

/** Whether an answer forbids that others wait for it. */
export function forbidsSharing(answer: HttpAnswer, ttl: Ttl): boolean {
  if (ttl.min > 0) return false;
  const { isPrivate, maxAge, shared } = directivesOf(answer.headers["cache-control"] ?? "");
  return isPrivate || (shared ?? maxAge) === 0;
}

const monthNames = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Milliseconds since 1970 of a date of HTTP, such as `Thu, 01 Jan 2026 00:00:00 GMT`; `null`: it is none. */
export function millisecondsOf(date: string): number | null {
  const [, day, month, year, time] =
    /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT$/.exec(date) ?? [];
  const number = monthNames.indexOf(month ?? "") + 1;
  if (day === undefined || number === 0) return null;
  return parseWallClock("expires", `${year}-${`${number}`.padStart(2, "0")}-${day}T${time}Z`);
}

/** A date of HTTP. */
export function dateOf(wallClock: string): string {
  const [date = "", time = ""] = wallClock.split("T");
  const [year, month, day] = date.split("-");
  return `Thu, ${day} ${monthNames[Number(month) - 1]} ${year} ${time.slice(0, 8)} GMT`;
}
