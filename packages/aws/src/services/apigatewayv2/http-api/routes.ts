import { findNode, routeTree, type RouteNode } from "../../../gateway/route-tree.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { HttpApiSettings, HttpRoute, HttpStage } from "../config.ts";

/** Where a request goes in an API. A value: one for all requests with this head. */
export interface Match {
  readonly settings: HttpApiSettings;
  /** `null`: the API has no stage for it. */
  readonly stage: HttpStage | null;
  /** The path behind the stage's name. */
  readonly path: string;
  /** `null`: the stage has no route for it. */
  readonly route: HttpRoute | null;
  readonly pathParameters: Readonly<Record<string, string>>;
}

// A memo of a pure function: what it holds follows from its arguments alone.
const matches = new WeakMap<HttpHead, Match>();

/** The stage that is named, else `$default`; and the route. */
export function matchOf(settings: HttpApiSettings, http: HttpHead): Match {
  const known = matches.get(http);
  if (known?.settings === settings) return known;
  const match = findMatch(settings, http);
  matches.set(http, match);
  return match;
}

function findMatch(settings: HttpApiSettings, http: HttpHead): Match {
  const [, first = ""] = /^\/([^/]*)/.exec(http.path) ?? [];
  const named = settings.stages.find(({ name }) => name === first);
  const stage = named ?? settings.stages.find(({ name }) => name === "$default") ?? null;
  const rest = named === undefined ? http.path : http.path.slice(first.length + 1);
  const path = rest === "" ? "/" : rest;
  if (stage === null) return { settings, stage, path, route: null, pathParameters: {} };
  return { settings, stage, path, ...routeIn(stage, http.method, path) };
}

/** What can be found by a path, and what is left for all else. */
interface RouteTable {
  readonly tree: RouteNode<PathRoute>;
  readonly usual: HttpRoute | null;
}

type PathRoute = HttpRoute & { readonly path: string };

// Likewise: what is deployed is compiled once.
const tables = new WeakMap<HttpStage["routes"], RouteTable>();

function tableOf({ routes }: HttpStage): RouteTable {
  let found = tables.get(routes);
  if (found === undefined) {
    const withPaths = routes.filter((route): route is PathRoute => route.path !== null);
    const usual = routes.find(({ path }) => path === null) ?? null;
    tables.set(routes, (found = { tree: routeTree(withPaths), usual }));
  }
  return found;
}

function routeIn(
  stage: HttpStage,
  method: string,
  path: string,
): Pick<Match, "route" | "pathParameters"> {
  const { tree, usual } = tableOf(stage);
  const found = findNode(tree, path, ({ methods }) => methods.has(method) || methods.has("ANY"));
  if (found === null) return { route: usual, pathParameters: {} };
  const { methods } = found.node;
  return {
    route: methods.get(method) ?? methods.get("ANY") ?? null,
    pathParameters: found.parameters,
  };
}
