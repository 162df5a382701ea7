// What the management API asks of WebSocket APIs.

import { connectionIn } from "../../gateway/connection-id.ts";
import { textOf } from "../../request/params.ts";
import { refused, type PlainObject } from "../../service/refusal.ts";
import type { ControlPlane, Step } from "../../service/service-model.ts";
import type {
  CloseConnection,
  ConnectionSeen,
  InspectConnection,
  Push,
} from "../apigatewayv2/protocol.ts";

export type { ConnectionSeen };

const kind = "apigatewayv2.webSocketApi";
const gone = refused("GoneException", "");

/** Asks the API of a connection; one that is not there is gone. */
export function asked(
  { ConnectionId }: PlainObject,
  plane: ControlPlane,
  inputOf: (connection: number) => Push | InspectConnection | CloseConnection,
): Step {
  const found = connectionIn(textOf(ConnectionId) ?? "");
  const api = found === null ? undefined : plane.findByNumber(found.api);
  if (found === null || api?.kind !== kind) return gone;
  return { type: "ask", resource: api.number, input: inputOf(found.connection) };
}
