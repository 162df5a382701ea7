import { isLike } from "../../../policy/wildcard.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { DomainRule, DomainSettings, DomainTarget } from "./settings.ts";

/** Where a request goes, and what it is there. */
export interface Destination {
  readonly target: DomainTarget;
  readonly http: HttpHead;
}

interface Found {
  readonly settings: DomainSettings;
  readonly destination: Destination | null;
}

// A memo of a pure function: what it holds follows from its arguments alone.
const known = new WeakMap<HttpHead, Found>();

/** The API that a request to a domain is for; `null`: it is for none. */
export function destinationOf(settings: DomainSettings, http: HttpHead): Destination | null {
  const before = known.get(http);
  if (before?.settings === settings) return before.destination;
  const destination = found(settings, http);
  known.set(http, { settings, destination });
  return destination;
}

function found(settings: DomainSettings, http: HttpHead): Destination | null {
  const { mode, rules, mappings } = settings;
  if (mode !== "API_MAPPING_ONLY") {
    for (const rule of rules) {
      const path = pathOf(rule, http);
      if (path !== null) return at(rule, rule.stripsPath ? path : "", settings, http);
    }
    if (mode === "ROUTING_RULE_ONLY") return null;
  }
  const mapping = mappings.find(({ path }) => isBefore(path, http.path));
  return mapping === undefined ? null : at(mapping, mapping.path, settings, http);
}

/** Whether a path lies in a base path. */
const isBefore = (base: string, path: string): boolean =>
  base === "" || path === `/${base}` || path.startsWith(`/${base}/`);

/** The base path by which a rule holds; `null`: it does not. */
function pathOf({ headers, paths }: DomainRule, http: HttpHead): string | null {
  const hold = headers.every((any) =>
    any.some(({ name, pattern }) => {
      const value = http.headers[name];
      return value !== undefined && isLike(pattern, value);
    }),
  );
  if (!hold) return null;
  if (paths.length === 0) return "";
  return paths.find((path) => isBefore(path, http.path)) ?? null;
}

function at(
  target: DomainTarget,
  basePath: string,
  { name, isMutual }: DomainSettings,
  http: HttpHead,
): Destination {
  const rest = basePath === "" ? http.path : http.path.slice(basePath.length + 1);
  const path = rest === "" ? "/" : rest;
  const stage = target.stage === null || target.stage === "$default" ? "" : `/${target.stage}`;
  return {
    target,
    http: {
      ...http,
      path: stage !== "" && path === "/" ? stage : `${stage}${path}`,
      domain: { name, basePath, ...(isMutual ? { isMutual } : {}) },
    },
  };
}
