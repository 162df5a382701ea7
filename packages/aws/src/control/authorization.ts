import { invariant } from "@orrery/kernel";
import type { Authorize, Caller } from "../service/caller.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { ServiceModel } from "../service/service-model.ts";
import { isAllowed } from "./permission.ts";

/** Authorizes what callers ask of some services, which refuse in their own words. */
export function authorizeIn(
  services: readonly Pick<ServiceModel, "service" | "access">[],
): Authorize {
  const accesses = new Map(
    services.map(({ service, access }) => [access.prefix ?? service, access]),
  );
  return (caller, action, arn) => {
    if (isAllowed(caller, action, arn, conditionsOf(caller))) return null;
    const access = accesses.get(action.slice(0, action.indexOf(":")));
    invariant(access !== undefined, `${action} is an action of no service`);
    return access.denied({ caller, action, arn });
  };
}

const none: PlainObject = Object.freeze({});
// A memo of a pure function.
const known = new WeakMap<Caller, PlainObject>();

/** The condition keys of a call: a service says for which resource it asks. */
function conditionsOf(caller: Caller): PlainObject {
  const { principal, source, account } = caller;
  if (source === null || principal.startsWith("arn:")) return none;
  let conditions = known.get(caller);
  if (conditions === undefined) {
    conditions = { "aws:SourceArn": source, "aws:SourceAccount": account };
    known.set(caller, conditions);
  }
  return conditions;
}
