import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../service/refusal.ts";
import type { MadeResource } from "../../service/template-type.ts";
import type { TemplateNeighbor } from "../../service/template-surroundings.ts";
import { apiWarnings, integrationWarnings, routeWarnings, stageWarnings } from "./http-lint.ts";

const resource = (values: PlainObject, neighbors: readonly TemplateNeighbor[] = []): MadeResource =>
  ({
    self: {
      logicalId: "It",
      name: "shop",
      named: { ApiId: { resource: { logicalId: "Shop" } } },
      surroundings: { neighbors },
    },
    values,
  }) as unknown as MadeResource; // As much of one as is read.

const api = (Body: PlainObject): readonly string[] => apiWarnings([resource({ Body })]);
const integration = (said: PlainObject): PlainObject => ({
  paths: { "/a": { get: { "x-amazon-apigateway-integration": said } } },
});
const protocol = (ProtocolType: string) => ({
  valuesOf: () => ({ ProtocolType }),
  logicalIdOf: (arn: string) => arn,
});
const lacking = (what: string): readonly string[] => [
  `It: an HTTP API has no ${what}; a REST API has.`,
];

describe("what an HTTP API cannot do that a REST API can", () => {
  it.each([
    [{ "x-amazon-apigateway-policy": {} }, "resource policy"],
    [{ "x-amazon-apigateway-gateway-responses": {} }, "gateway responses of its own"],
    [
      { paths: { "/a": { get: { "x-amazon-apigateway-request-validator": "all" } } } },
      "validation of requests",
    ],
    [integration({ type: "mock" }), "mocks"],
    [integration({ type: "aws" }), "mapping templates"],
    [integration({ type: "http_proxy", cacheKeyParameters: ["a"] }), "cache"],
    [
      { components: { securitySchemes: { key: { type: "apiKey", name: "X-API-Key" } } } },
      "API keys and usage plans",
    ],
  ])("is said of a definition: %j", (definition, what) => {
    expect(api(definition)).toEqual(lacking(what));
  });

  it("and not of what it can", () => {
    expect(api(integration({ type: "aws_proxy" }))).toEqual([]);
    const byFunction = { type: "apiKey", "x-amazon-apigateway-authtype": "custom" };
    expect(
      api({ components: { securitySchemes: { a: { ...byFunction, name: "x-api-key" } } } }),
    ).toEqual([]);
  });

  it("is said of a firewall before it", () => {
    const before = (ResourceArn: string): readonly string[] =>
      apiWarnings([
        resource({}, [
          { type: "AWS::WAFv2::WebACLAssociation", names: [], values: { ResourceArn } },
        ]),
      ]);
    expect(before("arn:aws:apigateway:us-east-1::/apis/${It}/stages/x")).toEqual(
      lacking("firewall"),
    );
    expect(before("arn:aws:apigateway:us-east-1::/apis/another/stages/x")).toEqual([]);
  });

  it.each([
    [routeWarnings, { ApiKeyRequired: true }, "API keys and usage plans"],
    [routeWarnings, { RequestModels: { $default: "M" } }, "validation of requests"],
    [stageWarnings, { DefaultRouteSettings: { LoggingLevel: "INFO" } }, "execution logs"],
    [
      stageWarnings,
      { AccessLogSettings: { DestinationArn: "arn:aws:firehose:us-east-1:1:deliverystream/a" } },
      "access logs to Firehose",
    ],
    [integrationWarnings, { PassthroughBehavior: "NEVER" }, "mapping templates"],
  ])("is said of parts of one, and not of a WebSocket API's", (warnings, values, what) => {
    expect(warnings([resource(values)], protocol("HTTP"))).toEqual(lacking(what));
    expect(warnings([resource(values)], protocol("WEBSOCKET"))).toEqual([]);
  });
});
