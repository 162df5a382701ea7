import { seconds, type Duration } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import { roleCaller } from "../../../service/caller.ts";
import { roleIdOf } from "../../../service/identity.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { stsLimits } from "../limits.ts";
import { credentialsOf } from "./credentials.ts";
import { sessionRequestOf } from "./session-request.ts";

/** Begins a session of a role, whose trust policy was asked before. */
export function assumeRole(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["RoleArn"])!; // Required.
  const name = textOf(params["RoleSessionName"])!; // Likewise.
  const duration = durationOf(params, arn, plane);
  if (typeof duration !== "number") return duration;
  const request = sessionRequestOf(params, plane);
  if ("type" in request) return request;
  const { source } = plane.caller;
  const role = roleCaller(arn, name, source ?? arn, plane);
  const caller = { ...role, source, session: request.facts };
  const { sourceIdentity } = request.facts;
  return {
    type: "respond",
    response: {
      Credentials: credentialsOf(caller, duration, plane),
      AssumedRoleUser: {
        AssumedRoleId: `${roleIdOf(arn.slice(arn.lastIndexOf("/") + 1))}:${name}`,
        Arn: caller.principal,
      },
      ...request.packed,
      ...(sourceIdentity === null ? {} : { SourceIdentity: sourceIdentity }),
    },
  };
}

/** For how long a role is assumed. */
function durationOf(
  params: PlainObject,
  arn: string,
  { caller, identities }: ControlPlane,
): Duration | Refused {
  const said = numberOf(params["DurationSeconds"]);
  if (said === undefined) return stsLimits.session;
  const duration = seconds(said);
  // A session of a role that becomes another one.
  if (caller.role !== undefined && duration > stsLimits.chained) {
    return tooLong(
      "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
    );
  }
  const role = identities.at(arn);
  const most = role?.type === "role" ? numberOf(role.shown["MaxSessionDuration"]) : undefined;
  return most !== undefined && said > most
    ? tooLong("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
    : duration;
}

const tooLong = (message: string): Refused => refused("ValidationError", message);
