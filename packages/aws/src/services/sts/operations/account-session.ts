import { seconds, type Duration } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import type { Caller } from "../../../service/caller.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { stsLimits } from "../limits.ts";
import { credentialsOf } from "./credentials.ts";
import { sessionRequestOf } from "./session-request.ts";

/** Gives whoever calls from outside credentials that hold for a time. */
export function getSessionToken(params: PlainObject, plane: ControlPlane): Step {
  if (hasSession(plane.caller)) return noSession("GetSessionToken");
  const duration = durationOf(params, plane);
  return {
    type: "respond",
    response: { Credentials: credentialsOf(plane.caller, duration, plane) },
  };
}

/** Begins a session of somebody whom the account knows by a name, who may do what a policy of the session says. */
export function getFederationToken(params: PlainObject, plane: ControlPlane): Step {
  if (hasSession(plane.caller)) return noSession("GetFederationToken");
  const request = sessionRequestOf(params, plane);
  if ("type" in request) return request;
  const { accountId, partition, caller: own } = plane;
  const name = textOf(params["Name"])!; // Required.
  const { policies, policyArns } = request.facts;
  const principal = `arn:${partition}:sts::${accountId}:federated-user/${name}`;
  const caller: Caller = {
    ...own,
    principal,
    session: {
      ...request.facts,
      // Who has no policy may do what policies of resources say alone.
      policies: policies.length + policyArns.length === 0 ? [nothing] : policies,
    },
  };
  return {
    type: "respond",
    response: {
      Credentials: credentialsOf(caller, durationOf(params, plane), plane),
      FederatedUser: { FederatedUserId: `${accountId}:${name}`, Arn: principal },
      ...request.packed,
    },
  };
}

const nothing = '{"Version":"2012-10-17","Statement":[]}';

const hasSession = ({ role, session }: Caller): boolean =>
  role !== undefined || session !== undefined;

const noSession = (operation: string): Refused =>
  refused("AccessDenied", `Cannot call ${operation} with session credentials`);

/** The account itself has sessions of an hour at most, whatever it asks for. */
function durationOf(params: PlainObject, { caller }: ControlPlane): Duration {
  const said = numberOf(params["DurationSeconds"]);
  const asked = said === undefined ? stsLimits.token : seconds(said);
  return caller.principal.endsWith(":root") && asked > stsLimits.root ? stsLimits.root : asked;
}
