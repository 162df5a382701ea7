import type { AwsOptions } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import { apiId, functionUri, RestAccount } from "../../apigateway/test/rest-account.ts";

const constant = (value: number) => ({ type: "constant", value }) as const;

/** An account with a WebSocket API, whose clients and functions do what is said. */
export class SocketAccount extends RestAccount {
  constructor(
    scripts: Scripts = {},
    Clients: PlainObject = {},
    options: AwsOptions = {},
    more: PlainObject = {},
  ) {
    const latencies = { "apigatewayv2.webSocket.overhead": constant(1_000) };
    super(scripts, { latencies, ...options }, `apigatewayv2.webSocketApi:${apiId}`);
    this.own("CreateApi", {
      Name: "chat",
      ApiId: apiId,
      ProtocolType: "WEBSOCKET",
      RouteSelectionExpression: "$request.body.action",
      Clients,
      ...more,
    });
    this.own("CreateStage", { ApiId: apiId, StageName: "prod", AutoDeploy: true });
  }

  own(operation: string, params: PlainObject): PlainObject {
    return this.call(operation, params, "apigatewayv2");
  }

  manage(operation: string, params: PlainObject): PlainObject {
    return this.call(operation, params, "apigatewaymanagementapi");
  }

  /** Makes a route that asks a function; `responds`: the sender hears of it. */
  route(RouteKey: string, name: string | null, more: PlainObject = {}, responds = false): void {
    const id = RouteKey.replace("$", "");
    this.own("CreateIntegration", {
      ApiId: apiId,
      IntegrationId: id,
      ...(name === null
        ? { IntegrationType: "MOCK" }
        : { IntegrationType: "AWS_PROXY", IntegrationUri: functionUri(name) }),
      ...((more["integration"] ?? {}) as PlainObject),
    });
    const { integration: _, ...route } = more;
    this.own("CreateRoute", {
      ApiId: apiId,
      RouteId: id,
      RouteKey,
      Target: `integrations/${id}`,
      ...route,
    });
    if (!responds) return;
    const params = { ApiId: apiId, RouteId: id, RouteResponseKey: "$default" };
    this.own("CreateRouteResponse", params);
  }

  /** Connects somebody, and says with what status. */
  connect(headers: Readonly<Record<string, string>> = {}): number {
    return this.ask({ path: "/prod", headers }).status;
  }

  meters(...names: readonly string[]): readonly number[] {
    return names.map((name) => this.meter(name));
  }
}
