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
  const segments = path.replace(/\/$/, "").split("/").slice(1);
  const found = findNode(treeOf(release), segments, 0, {});
  if (found === null) return null;
  const route = found.node.methods.get(method) ?? found.node.methods.get("ANY");
  return route === undefined ? null : { route, pathParameters: found.parameters };
}

/** Resources by the segments of their paths. */
interface RouteNode {
  readonly fixed: Map<string, RouteNode>;
  parameter: { readonly name: string; readonly node: RouteNode } | null;
  greedy: { readonly name: string; readonly node: RouteNode } | null;
  readonly methods: Map<string, RouteSettings>;
}

// Likewise: a deployment is compiled once.
const trees = new WeakMap<Release, RouteNode>();

function treeOf(release: Release): RouteNode {
  let root = trees.get(release);
  if (root !== undefined) return root;
  root = newNode();
  for (const route of release.routes) {
    let node = root;
    for (const segment of route.path.split("/").filter((part) => part !== "")) {
      node = childOf(node, segment);
    }
    node.methods.set(route.method, route);
  }
  trees.set(release, root);
  return root;
}

const newNode = (): RouteNode => ({
  fixed: new Map(),
  parameter: null,
  greedy: null,
  methods: new Map(),
});

function childOf(node: RouteNode, segment: string): RouteNode {
  const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
  if (name === undefined) {
    let child = node.fixed.get(segment);
    if (child === undefined) node.fixed.set(segment, (child = newNode()));
    return child;
  }
  if (plus === "+") return (node.greedy ??= { name, node: newNode() }).node;
  return (node.parameter ??= { name, node: newNode() }).node;
}

interface FoundNode {
  readonly node: RouteNode;
  readonly parameters: Readonly<Record<string, string>>;
}

/** What is written goes before a parameter, and that before one that takes the rest of a path. */
function findNode(
  node: RouteNode,
  segments: readonly string[],
  at: number,
  parameters: Readonly<Record<string, string>>,
): FoundNode | null {
  const segment = segments[at];
  if (segment === undefined) return node.methods.size === 0 ? null : { node, parameters };
  const fixed = node.fixed.get(decoded(segment));
  const found = fixed === undefined ? null : findNode(fixed, segments, at + 1, parameters);
  if (found !== null) return found;
  if (node.parameter !== null && segment !== "") {
    const { name, node: next } = node.parameter;
    const more = { ...parameters, [name]: decoded(segment) };
    const behind = findNode(next, segments, at + 1, more);
    if (behind !== null) return behind;
  }
  if (node.greedy === null) return null;
  const rest = segments.slice(at).map(decoded).join("/");
  return { node: node.greedy.node, parameters: { ...parameters, [node.greedy.name]: rest } };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
