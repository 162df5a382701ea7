import type { Reporting } from "../../../service/reporting.ts";
import type { RelationSaid, Seen } from "../../../service/seen.ts";
import type { WebSocketApiSettings } from "../config.ts";

function relationsOf(seen: Seen): readonly RelationSaid[] {
  const { stages } = seen.settings as WebSocketApiSettings; // Of this kind.
  const arns = stages.flatMap(({ routes }) =>
    Object.values(routes).flatMap(({ integration, authorization }) => [
      ...(integration?.target?.type === "function" ? [integration.target.arn] : []),
      ...(authorization.type === "LAMBDA" && authorization.target.type === "function"
        ? [authorization.target.arn]
        : []),
    ]),
  );
  return [...new Set(arns)].map((arn) => ({ role: "sendsTo", arn }));
}

/** What a WebSocket API says of itself in reports. */
export const webSocketApiReporting: Reporting = {
  relations: relationsOf,
  incoming: ["ConnectCount", "ConnectionsRefused"],
  warnings: {
    loss: (all) =>
      all.flatMap((api) => {
        const gone = api.sum("PushesGone");
        return gone === 0
          ? []
          : [`${api.name} was asked ${gone} times to send to connections that were gone (410).`];
      }),
  },
  usualExpectations: (name) => [`${name}.IntegrationError = 0`, `${name}.Throttled = 0`],
  table: {
    columns: [
      { title: "connected", metrics: ["ConnectCount"], statistic: "sum" },
      { title: "refused", metrics: ["ConnectionsRefused"], statistic: "sum", optional: true },
      { title: "messages in", metrics: ["MessagesIn"], statistic: "sum" },
      { title: "messages out", metrics: ["MessagesOut"], statistic: "sum" },
      { title: "errors", metrics: ["IntegrationError", "ExecutionError"], statistic: "sum" },
      { title: "throttled", metrics: ["Throttled"], statistic: "sum", optional: true },
      { title: "idle", metrics: ["DisconnectedIdle"], statistic: "sum", optional: true },
    ],
  },
  times: [
    { metric: "IntegrationLatency", title: "integration" },
    { metric: "ConnectionTime", title: "connected" },
  ],
  charts: [{ gauge: "Connections", title: "connections" }],
};
