import { bytesOfBase64 } from "@orrery/kernel";
import { textOf } from "../../request/params.ts";
import type { Operations } from "../../service/service-model.ts";
import { asked, type ConnectionSeen } from "./apigatewaymanagementapi-to-apigatewayv2.ts";

/** The operations on connections of WebSocket APIs. */
export const apigatewaymanagementapiOperations: Operations = {
  PostToConnection: {
    begin: (params, plane) =>
      asked(params, plane, (connection) => ({
        type: "push",
        connection,
        size: bytesOfBase64(textOf(params["Data"]) ?? "")?.length ?? 0,
        trail: plane.trail,
      })),
    respond: () => ({}),
  },
  GetConnection: {
    begin: (params, plane) =>
      asked(params, plane, (connection) => ({ type: "inspectConnection", connection })),
    respond(body) {
      const { connectedAt, lastActiveAt, sourceIp, userAgent } = body as ConnectionSeen; // It was asked.
      return {
        ConnectedAt: Math.floor(connectedAt / 1_000),
        LastActiveAt: Math.floor(lastActiveAt / 1_000),
        Identity: { SourceIp: sourceIp, UserAgent: userAgent },
      };
    },
  },
  DeleteConnection: {
    begin: (params, plane) =>
      asked(params, plane, (connection) => ({ type: "closeConnection", connection })),
    respond: () => ({}),
  },
};
