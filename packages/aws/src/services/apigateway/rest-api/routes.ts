import { findNode, routeTree, type RouteNode } from "../../../gateway/route-tree.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { Release, RestApiSettings, RouteSettings, StageSettings } from "../config.ts";

/** Where a request goes in an API. A value: one for all requests with this head. */
export interface Match {
  readonly settings: RestApiSettings;
  /** `null`: the API has no stage. */
  readonly stage: StageSettings | null;
  /** The path behind the stage's name. */
  readonly path: string;
  readonly found: FoundRoute | null;
}

/** A method that a request is for. */
export interface FoundRoute {
  readonly route: RouteSettings;
  readonly pathParameters: Readonly<Record<string, string>>;
}

// A memo of a pure function: what it holds follows from its arguments alone.
const matches = new WeakMap<HttpHead, Match>();

/**
 * The stage and the method that a request is for. A path may begin with a stage's name; else it is for the one made first,
 * past the one that SAM makes beside its own.
 */
export function matchOf(settings: RestApiSettings, http: HttpHead): Match {
  const known = matches.get(http);
  if (known?.settings === settings) return known;
  const match = findMatch(settings, http);
  matches.set(http, match);
  return match;
}

/** The name of a stage that SAM makes with a deployment, and nobody uses. */
const samStage = "Stage";

/** The stage of requests whose path begins with the name of none; `undefined`: the API has no stage. */
export const usualStage = ({ stages }: RestApiSettings): StageSettings | undefined =>
  stages.find(({ name }) => name !== samStage) ?? stages[0];

function findMatch(settings: RestApiSettings, http: HttpHead): Match {
  const [, first = ""] = /^\/([^/]*)/.exec(http.path) ?? [];
  const named = settings.stages.find(({ name }) => name === first);
  const stage = named ?? usualStage(settings);
  if (stage === undefined) return { settings, stage: null, path: http.path, found: null };
  const rest = named === undefined ? http.path : http.path.slice(first.length + 1);
  const path = rest === "" ? "/" : rest;
  return { settings, stage, path, found: routeIn(stage.release, http.method, path) };
}

/** The method of a deployment that a path is for; `null`: it has none. */
export function routeIn(release: Release, method: string, path: string): FoundRoute | null {
  const found = findNode(treeOf(release), path, ({ methods }) => methods.size > 0);
  if (found === null) return null;
  const route = found.node.methods.get(method) ?? found.node.methods.get("ANY");
  return route === undefined ? null : { route, pathParameters: found.parameters };
}

// Likewise: a deployment is compiled once.
const trees = new WeakMap<Release, RouteNode<RouteSettings>>();

function treeOf(release: Release): RouteNode<RouteSettings> {
  let root = trees.get(release);
  if (root === undefined) trees.set(release, (root = routeTree(release.routes)));
  return root;
}
