import type { Tagged } from "@orrery/kernel";
import { decodedClaims } from "../../../gateway/claims.ts";
import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import type { PoolAnswer, UserRequest } from "../protocol.ts";
import { beginnings } from "../user-pool/operations.ts";
import { invalidAccessToken, invalidRefreshToken } from "../user-pool/refusals.ts";
import { isRefused, noClient, poolOf, poolOfClient, poolRecordOf, type Checked } from "./kept.ts";

/** The pool that a request is about: it names it, or a client of it, or bears a token of it. */
function poolAsked(params: PlainObject, plane: ControlPlane): Checked<Resource> {
  const id = textOf(params["UserPoolId"]);
  const clientId = textOf(params["ClientId"]);
  if (id !== undefined) {
    const pool = poolOf(id, plane);
    if (isRefused(pool) || clientId === undefined) return pool;
    const isThere = poolRecordOf(pool).clients.some(({ ClientId }) => ClientId === clientId);
    return isThere ? pool : noClient(clientId);
  }
  if (clientId !== undefined) return poolOfClient(clientId, plane);
  const token = textOf(params["AccessToken"]);
  if (token === undefined) return invalidRefreshToken;
  const issuer = textOf(decodedClaims(token)?.["iss"]);
  const pool = issuer === undefined ? invalidAccessToken : poolOf(issuer.split("/").at(-1)!, plane);
  return isRefused(pool) ? invalidAccessToken : pool;
}

const signsIn: ReadonlySet<string> = new Set(["InitiateAuth", "AdminInitiateAuth"]);

function begin(operation: string, params: PlainObject, plane: ControlPlane): Step {
  const pool = poolAsked(params, plane);
  if (isRefused(pool)) return pool;
  if (signsIn.has(operation)) {
    if (poolRecordOf(pool).shown["MfaConfiguration"] === "ON") {
      return { type: "notModeled", what: "Sign-ins with a second factor are not modeled." };
    }
    if (params["AuthFlow"] === "USER_AUTH") {
      return { type: "notModeled", what: "Sign-ins by USER_AUTH are not modeled." };
    }
  }
  const input: UserRequest = { type: "userRequest", operation, params, trail: plane.trail };
  return { type: "ask", resource: pool.number, input };
}

const respond = (body: Tagged): PlainObject => (body as PoolAnswer).response; // It gives no other but refusals.

/** Operations on users, which the pool's machine carries out. */
export const userOperations: Operations = Object.fromEntries(
  Object.keys(beginnings).map((operation): readonly [string, Operation] => [
    operation,
    { begin: (params, plane) => begin(operation, params, plane), respond },
  ]),
);
