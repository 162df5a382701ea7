import { formatDuration } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { numberOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { cognitoLimits } from "../limits.ts";
import { clientIdOf, clientSecretOf } from "../names.ts";
import { invalidParameter } from "../user-pool/refusals.ts";
import {
  isRefused,
  limitExceeded,
  noClient,
  poolOf,
  poolRecordOf,
  respond,
  secondsAt,
  without,
} from "./kept.ts";
import { changePool, validitiesOf } from "./pool-settings.ts";

/** Operations on app clients. */
export const clientOperations: Operations = {
  CreateUserPoolClient: { begin: create },
  DescribeUserPoolClient: {
    begin: (params, plane) =>
      onClient(params, plane, (UserPoolClient) => respond({ UserPoolClient })),
  },
  UpdateUserPoolClient: { begin: update },
  DeleteUserPoolClient: {
    begin: (params, plane) =>
      onClient(params, plane, ({ ClientId }, pool) => {
        const clients = poolRecordOf(pool).clients.filter((each) => each["ClientId"] !== ClientId);
        changePool(pool, { clients }, plane);
        return respond();
      }),
  },
  ListUserPoolClients: { begin: list },
};

const settable = [
  "RefreshTokenValidity",
  "AccessTokenValidity",
  "IdTokenValidity",
  "TokenValidityUnits",
  "ReadAttributes",
  "WriteAttributes",
  "ExplicitAuthFlows",
  "SupportedIdentityProviders",
  "CallbackURLs",
  "LogoutURLs",
  "DefaultRedirectURI",
  "AllowedOAuthFlows",
  "AllowedOAuthScopes",
  "AllowedOAuthFlowsUserPoolClient",
  "AnalyticsConfiguration",
  "PreventUserExistenceErrors",
  "EnableTokenRevocation",
  "EnablePropagateAdditionalUserContextData",
  "AuthSessionValidity",
  "RefreshTokenRotation",
] as const;

const saidIn = (params: PlainObject): PlainObject =>
  without({
    RefreshTokenValidity: 30,
    EnableTokenRevocation: true,
    EnablePropagateAdditionalUserContextData: false,
    AllowedOAuthFlowsUserPoolClient: false,
    AuthSessionValidity: 3,
    ...without(Object.fromEntries(settable.map((name) => [name, params[name]]))),
  });

/** What stands against a client; `null`: nothing. */
function wrongClient(client: PlainObject): Refused | null {
  const flows = textsOf(client["ExplicitAuthFlows"]);
  const older = flows.filter((flow) => !flow.startsWith("ALLOW_"));
  if (older.length > 0 && older.length < flows.length) {
    return invalidParameter(
      "Cannot specify both legacy and ALLOW_ prefixed auth flows in ExplicitAuthFlows.",
    ); // Assumed: the words.
  }
  const { access, idToken, refresh } = validitiesOf(client);
  const { tokenValidity, refreshValidity } = cognitoLimits;
  const checks = [
    ["AccessTokenValidity", access, tokenValidity],
    ["IdTokenValidity", idToken, tokenValidity],
    ["RefreshTokenValidity", refresh, refreshValidity],
  ] as const;
  for (const [name, value, { min, max }] of checks) {
    if (value < min || value > max) {
      return invalidParameter(
        `Invalid range for token validity: ${name} must be between ${formatDuration(min)} and ${formatDuration(max)}.`,
      ); // Likewise.
    }
  }
  const longest = Math.max(access, idToken);
  return longest > refresh
    ? invalidParameter("Access and ID token validity must not be above that of refresh tokens.") // Likewise.
    : null;
}

function create(params: PlainObject, plane: ControlPlane): Step {
  const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
  if (isRefused(pool)) return pool;
  const { clients, shown } = poolRecordOf(pool);
  if (clients.length >= plane.quota("cognito-idp.clientsPerUserPool")) {
    return limitExceeded("Client limit exceeded for this user pool."); // Likewise.
  }
  const ClientName = textOf(params["ClientName"]) ?? "";
  const poolId = textOf(shown["Id"]) ?? "";
  let made = 0;
  const isTaken = (id: string) => clients.some(({ ClientId }) => ClientId === id);
  while (isTaken(clientIdOf(poolId, ClientName, made))) made += 1;
  const ClientId = clientIdOf(poolId, ClientName, made);
  const now = secondsAt(plane);
  const client: PlainObject = {
    UserPoolId: poolId,
    ClientName,
    ClientId,
    ...(params["GenerateSecret"] === true ? { ClientSecret: clientSecretOf(ClientId) } : {}),
    LastModifiedDate: now,
    CreationDate: now,
    ...saidIn(params),
  };
  const wrong = wrongClient(client);
  if (wrong !== null) return wrong;
  changePool(pool, { clients: [...clients, client] }, plane);
  return respond({ UserPoolClient: client });
}

type Pool = Exclude<ReturnType<typeof poolOf>, Refused>;

function onClient(
  params: PlainObject,
  plane: ControlPlane,
  act: (client: PlainObject, pool: Pool) => Step,
): Step {
  const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
  if (isRefused(pool)) return pool;
  const { ClientId } = params;
  const client = poolRecordOf(pool).clients.find((each) => each["ClientId"] === ClientId);
  return client === undefined ? noClient(textOf(ClientId) ?? "") : act(client, pool);
}

function update(params: PlainObject, plane: ControlPlane): Step {
  return onClient(params, plane, (before, pool) => {
    // What a request leaves out goes back to its default.
    const kept = Object.fromEntries(
      Object.entries(before).filter(
        ([name]) => !settable.includes(name as (typeof settable)[number]),
      ),
    );
    const name = textOf(params["ClientName"]);
    const client: PlainObject = {
      ...kept,
      ...saidIn(params),
      ...(name === undefined ? {} : { ClientName: name }),
      LastModifiedDate: secondsAt(plane),
    };
    const wrong = wrongClient(client);
    if (wrong !== null) return wrong;
    const clients = poolRecordOf(pool).clients.map((each) => (each === before ? client : each));
    changePool(pool, { clients }, plane);
    return respond({ UserPoolClient: client });
  });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
  if (isRefused(pool)) return pool;
  const clients = poolRecordOf(pool).clients.map(({ ClientId, ClientName, UserPoolId }) => ({
    ClientId: ClientId!,
    ClientName: ClientName!,
    UserPoolId: UserPoolId!,
  }));
  const found = page(clients, params["NextToken"], numberOf(params["MaxResults"]) ?? 60);
  if (found === null) return invalidParameter("Invalid NextToken"); // Likewise.
  return respond({
    UserPoolClients: found.items,
    ...(found.next === null ? {} : { NextToken: found.next }),
  });
}
