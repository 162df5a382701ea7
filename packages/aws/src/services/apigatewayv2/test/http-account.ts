import type { AwsOptions } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Scripts } from "../../../service/script.ts";
import { apiId, functionUri, RestAccount } from "../../apigateway/test/rest-account.ts";

/** An account with an HTTP API, whose functions do what scripts say. */
export class HttpAccount extends RestAccount {
  private made = 0;

  constructor(scripts: Scripts = {}, options: AwsOptions = {}, api: PlainObject = {}) {
    const latencies = {
      "apigatewayv2.http.overhead": { type: "constant", value: 10_000 },
    } as const;
    super(scripts, { latencies, ...options }, `apigatewayv2.httpApi:${apiId}`);
    this.ask2("CreateApi", { Name: "orders", ApiId: apiId, ProtocolType: "HTTP", ...api });
    if (api["Target"] === undefined) {
      this.ask2("CreateStage", { ApiId: apiId, StageName: "$default", AutoDeploy: true });
    }
  }

  /** Asks an operation of the service. */
  ask2(operation: string, params: PlainObject): PlainObject {
    return this.call(operation, params, "apigatewayv2");
  }

  /** Asks an operation on the API. */
  on(operation: string, params: PlainObject = {}): PlainObject {
    return this.ask2(operation, { ApiId: apiId, ...params });
  }

  /** Makes a route that asks an integration. */
  route(RouteKey: string, integration: PlainObject, more: PlainObject = {}): void {
    this.made += 1;
    const IntegrationId = `integration${this.made}`;
    this.on("CreateIntegration", { IntegrationId, ...integration });
    this.on("CreateRoute", { RouteKey, Target: `integrations/${IntegrationId}`, ...more });
  }
}

/** The proxy integration of a function. */
export const toFunction = (name: string, more: PlainObject = {}): PlainObject => ({
  IntegrationType: "AWS_PROXY",
  IntegrationUri: functionUri(name),
  PayloadFormatVersion: "2.0",
  ...more,
});

/** An endpoint outside. */
export const toEndpoint = (more: PlainObject = {}): PlainObject => ({
  IntegrationType: "HTTP_PROXY",
  IntegrationMethod: "ANY",
  IntegrationUri: "https://a.example/base",
  ...more,
});
