// What the functions do.
import { call, type Scripts } from "@orrery/orrery";

/** About ten of the ten thousand are in each. */
const rooms = 1_000;

const roomOf = (connection: string): string => {
  let place = 7;
  for (const letter of connection) place = (place * 31 + letter.charCodeAt(0)) % 999_983;
  return `room ${place % rooms}`;
};

/** What of an event they read. */
interface ChatEvent {
  readonly requestContext: { readonly eventType: string; readonly connectionId: string };
}

const TableName = "chat-members";
const memberOf = (connection: string) => ({
  room: { S: roomOf(connection) },
  connection: { S: connection },
});

export const scripts: Scripts = {
  *door(event) {
    const { eventType, connectionId } = (event as ChatEvent).requestContext;
    if (eventType === "CONNECT") {
      yield* call("dynamodb", "PutItem", { TableName, Item: memberOf(connectionId) });
    } else yield* call("dynamodb", "DeleteItem", { TableName, Key: memberOf(connectionId) });
    return { statusCode: 200 };
  },

  *room(event) {
    const { connectionId } = (event as ChatEvent).requestContext;
    const { Items } = yield* call("dynamodb", "Query", {
      TableName,
      KeyConditionExpression: "room = :room",
      ExpressionAttributeValues: { ":room": { S: roomOf(connectionId) } },
    });
    for (const { connection } of Items as readonly {
      readonly connection: { readonly S: string };
    }[]) {
      const push = { ConnectionId: connection.S, Data: btoa("hello") };
      yield* call("apigatewaymanagementapi", "PostToConnection", push);
    }
    return { statusCode: 200 };
  },
};
