import { later, slab, type Invariants } from "@orrery/kernel";
import { deliveryInvariants } from "../../../delivery/deliveries.ts";
import type { Environment, FunctionState } from "./state.ts";

/** What holds of every function between any two inputs. */
export const functionInvariants: Invariants<FunctionState> = {
  ...deliveryInvariants,

  "counts exactly its environments by condition": ({ environments, ...counts }) => {
    const all = slab.list(environments);
    const are = (condition: Environment["condition"]) =>
      all.filter((environment) => environment.condition === condition).length;
    return (
      are("idle") === counts.idleCount &&
      are("shuttingDown") === counts.shuttingDownCount &&
      all.length - are("idle") - are("provisioned") - are("shuttingDown") === counts.runningCount
    );
  },

  "counts exactly its provisioned environments, and lists those that wait": (state) => {
    const all = slab.list(state.environments).filter(({ isProvisioned }) => isProvisioned);
    const waiting = all.filter(({ condition }) => condition === "provisioned").length;
    let listed = 0;
    for (let id = state.newestProvisioned; id !== -1 && listed <= waiting; listed += 1) {
      id = slab.read(state.environments, id)?.older ?? -1;
    }
    return (
      all.length === state.provisionedCount &&
      waiting === state.provisionedCount - state.provisionedBusy &&
      listed === waiting
    );
  },

  "lists every idle environment once, and no other": (state) => {
    const forth = idleFrom(state, state.newestIdle, "older");
    const back = idleFrom(state, state.oldestIdle, "newer").reverse();
    return (
      forth.length === state.idleCount &&
      new Set(forth).size === forth.length &&
      forth.every(
        (environment, place) => environment.condition === "idle" && environment === back[place],
      )
    );
  },

  "never lets an idle environment wait without an expiry timer": ({ environments }) =>
    slab
      .list(environments)
      .every(
        ({ condition, expiryAt, idleUntil, surplusUntil, ageUntil }) =>
          condition !== "idle" ||
          (expiryAt !== -1 && expiryAt <= later(idleUntil, surplusUntil) && expiryAt <= ageUntil),
      ),

  "keeps what runs only while it runs": ({ environments }) =>
    slab
      .list(environments)
      .every(
        ({ condition, payload, resumptions, timeoutIsSet }) =>
          restful.has(condition) === (payload === null) &&
          (payload !== null || (resumptions === null && !timeoutIsSet)),
      ),

  "keeps earlier settings exactly while an invocation goes by them": (state) =>
    (state.earlierSettings.length === 0) === (state.earlierCount === 0) && state.earlierCount >= 0,

  "keeps what is handed over until all who are told have answered": ({ handOvers }) =>
    slab.list(handOvers).every(({ left }) => left === 1 || left === 2),

  "waits for calls of environments that call, besides those given up": ({ environments, calls }) =>
    slab
      .list(environments)
      .filter(({ condition, execution }) => condition === "calling" && execution === null)
      .every(({ invocation }) => slab.list(calls).some((open) => open.invocation === invocation)),
};

const restful: ReadonlySet<Environment["condition"]> = new Set([
  "idle",
  "provisioned",
  "shuttingDown",
]);

function idleFrom(
  { environments, idleCount }: FunctionState,
  first: FunctionState["newestIdle"],
  next: "newer" | "older",
): Environment[] {
  const listed: Environment[] = [];
  // One step more than there can be ends a circle.
  for (let id = first; id !== -1 && listed.length <= idleCount;) {
    const environment = slab.read(environments, id);
    if (environment === undefined) return [];
    listed.push(environment);
    id = environment[next];
  }
  return listed;
}
