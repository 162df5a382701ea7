import type { Plain } from "@orrery/kernel";
import { isObject, listOf, memberOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { quotaIn } from "./account-record.ts";
import { alreadyThere, eventsArn, respond, timestampAt, tooMany } from "./checked.ts";
import { changeKept, keptOf, noConnection, type ConnectionKept } from "./connection-record.ts";
import { listed, withPrefix } from "./paging.ts";

/** Operations on connections of API destinations. Nothing is authorized with them here. */
export const connectionOperations: Operations = {
  CreateConnection: { begin: createConnection },
  UpdateConnection: { begin: updateConnection },
  DescribeConnection: { begin: describeConnection },
  ListConnections: { begin: listConnections },
  DeauthorizeConnection: { begin: deauthorizeConnection },
  DeleteConnection: { begin: deleteConnection },
};

function createConnection(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const { connections } = keptOf(plane);
  if (connections.some((each) => each.name === name)) {
    return alreadyThere(`Connection ${name} already exists.`);
  }
  if (connections.length >= quotaIn(plane, "events.connections")) return tooMany;
  const id = plane.uuid();
  const { partition, region, accountId, now } = plane;
  const connection: ConnectionKept = {
    name,
    arn: eventsArn(`connection/${name}/${id}`, plane),
    secretArn: `arn:${partition}:secretsmanager:${region}:${accountId}:secret:events!connection/${name}/${plane.uuid()}-${id.slice(0, 6)}`,
    state: "AUTHORIZED",
    params,
    createdAt: now,
    changedAt: now,
  };
  changeKept({ connections: [...connections, connection] }, plane);
  return respond(summaryOf(connection, plane));
}

/** What all operations but listings answer with. */
const summaryOf = (connection: ConnectionKept, plane: ControlPlane): PlainObject => {
  const { arn, state, createdAt, changedAt } = connection;
  return {
    ConnectionArn: arn,
    ConnectionState: state,
    CreationTime: timestampAt(createdAt, plane),
    LastModifiedTime: timestampAt(changedAt, plane),
    ...(state === "AUTHORIZED" ? { LastAuthorizedTime: timestampAt(changedAt, plane) } : {}),
  };
};

function change(
  params: PlainObject,
  changed: (before: ConnectionKept) => Partial<ConnectionKept>,
  plane: ControlPlane,
): Step {
  const name = textOf(params["Name"])!; // It is there.
  const { connections } = keptOf(plane);
  const before = connections.find((each) => each.name === name);
  if (before === undefined) return noConnection(name);
  const after = { ...before, ...changed(before), changedAt: plane.now };
  const all = connections.map((each) => (each === before ? after : each));
  changeKept({ connections: all }, plane);
  return respond(summaryOf(after, plane));
}

function updateConnection(params: PlainObject, plane: ControlPlane): Step {
  return change(
    params,
    (before) => ({ params: { ...before.params, ...params }, state: "AUTHORIZED" }),
    plane,
  );
}

function deauthorizeConnection(params: PlainObject, plane: ControlPlane): Step {
  return change(params, () => ({ state: "DEAUTHORIZED" }), plane);
}

function describeConnection(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const found = keptOf(plane).connections.find((each) => each.name === name);
  if (found === undefined) return noConnection(name);
  const { Description: description } = found.params;
  return respond({
    ...summaryOf(found, plane),
    Name: name,
    ...(description === undefined ? {} : { Description: description }),
    AuthorizationType: found.params["AuthorizationType"] ?? null,
    SecretArn: found.secretArn,
    AuthParameters: withoutSecrets(found.params["AuthParameters"] ?? {}),
  });
}

const secrets: ReadonlySet<string> = new Set(["Password", "ApiKeyValue", "ClientSecret"]);

/** Parameters of an authorization without what nobody is shown. */
function withoutSecrets(value: Plain): Plain {
  if (Array.isArray(value)) return listOf(value).map(withoutSecrets);
  if (!isObject(value)) return value;
  const isSecret = memberOf(value, "IsValueSecret") === true;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !secrets.has(name) && !(isSecret && name === "Value"))
      .map(([name, part]) => [name, withoutSecrets(part)]),
  );
}

function listConnections(params: PlainObject, plane: ControlPlane): Step {
  const state = textOf(params["ConnectionState"]);
  const connections = withPrefix(keptOf(plane).connections, params).filter(
    (each) => state === undefined || each.state === state,
  );
  return listed(
    "Connections",
    connections.map((each) => ({
      ...summaryOf(each, plane),
      Name: each.name,
      AuthorizationType: each.params["AuthorizationType"] ?? null,
    })),
    params,
  );
}

function deleteConnection(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const { connections } = keptOf(plane);
  const found = connections.find((each) => each.name === name);
  if (found === undefined) return noConnection(name);
  changeKept({ connections: connections.filter((each) => each !== found) }, plane);
  return respond({ ...summaryOf(found, plane), ConnectionState: "DELETING" });
}
