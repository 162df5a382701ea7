/** Routes by the segments of their paths. */
export interface RouteNode<Route> {
  readonly fixed: Map<string, RouteNode<Route>>;
  parameter: { readonly name: string; readonly node: RouteNode<Route> } | null;
  greedy: { readonly name: string; readonly node: RouteNode<Route> } | null;
  readonly methods: Map<string, Route>;
}

/** The tree of routes that have paths. */
export function routeTree<Route extends { readonly method: string; readonly path: string }>(
  routes: readonly Route[],
): RouteNode<Route> {
  const root = newNode<Route>();
  for (const route of routes) {
    let node = root;
    for (const segment of route.path.split("/").filter((part) => part !== "")) {
      node = childOf(node, segment);
    }
    node.methods.set(route.method, route);
  }
  return root;
}

const newNode = <Route>(): RouteNode<Route> => ({
  fixed: new Map(),
  parameter: null,
  greedy: null,
  methods: new Map(),
});

function childOf<Route>(node: RouteNode<Route>, segment: string): RouteNode<Route> {
  const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
  if (name === undefined) {
    let child = node.fixed.get(segment);
    if (child === undefined) node.fixed.set(segment, (child = newNode()));
    return child;
  }
  if (plus === "+") return (node.greedy ??= { name, node: newNode() }).node;
  return (node.parameter ??= { name, node: newNode() }).node;
}

/** Where a path leads, with the values of its parameters. */
export interface FoundNode<Route> {
  readonly node: RouteNode<Route>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Where a path leads: to a node that will do; `null`: to none. */
export const findNode = <Route>(
  root: RouteNode<Route>,
  path: string,
  willDo: (node: RouteNode<Route>) => boolean,
): FoundNode<Route> | null =>
  findBehind(root, path.replace(/\/$/, "").split("/").slice(1), 0, {}, willDo);

/** What is written goes before a parameter, and that before one that takes the rest of a path. */
function findBehind<Route>(
  node: RouteNode<Route>,
  segments: readonly string[],
  at: number,
  parameters: Readonly<Record<string, string>>,
  willDo: (node: RouteNode<Route>) => boolean,
): FoundNode<Route> | null {
  const segment = segments[at];
  if (segment === undefined) return willDo(node) ? { node, parameters } : null;
  const fixed = node.fixed.get(decoded(segment));
  const found =
    fixed === undefined ? null : findBehind(fixed, segments, at + 1, parameters, willDo);
  if (found !== null) return found;
  if (node.parameter !== null && segment !== "") {
    const { name, node: next } = node.parameter;
    const more = { ...parameters, [name]: decoded(segment) };
    const behind = findBehind(next, segments, at + 1, more, willDo);
    if (behind !== null) return behind;
  }
  if (node.greedy === null || !willDo(node.greedy.node)) return null;
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
