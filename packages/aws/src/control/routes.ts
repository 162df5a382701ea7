import type { Caller } from "../service/caller.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { Ask, AskAll, Operation } from "../service/service-model.ts";
import type { ControlSettings } from "./state.ts";

/** Where calls with the same parameters go, for as long as no resource changes. */
interface Route {
  /** Stands for all resources as they were. */
  readonly resources: object;
  readonly settings: ControlSettings;
  readonly operation: Operation;
  /** Who was allowed to go there. */
  readonly caller: Caller;
  readonly ask: Ask | AskAll;
}

// A memo of a pure function: what it holds follows from the parameters, and from what it names.
const routes = new WeakMap<PlainObject, Route>();

/** Where a call goes that was made with the same parameters object before; `undefined`: to be found. */
export function knownRoute(
  params: PlainObject,
  resources: object,
  settings: ControlSettings,
  operation: Operation,
  caller: Caller,
): Ask | AskAll | undefined {
  const route = routes.get(params);
  return route !== undefined &&
    route.resources === resources &&
    route.settings === settings &&
    route.operation === operation &&
    route.caller === caller
    ? route.ask
    : undefined;
}

/** Keeps where a call goes, which was found in resources and parameters alone. */
export function keepRoute(params: PlainObject, route: Route): void {
  routes.set(params, route);
}
