import type { Plain } from "@orrery/kernel";
import { idOf } from "../../gateway/api-id.ts";
import { isObject, memberOf, objectOf, spelled, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { MadeResource, TemplateResources } from "../../service/template-type.ts";

/** What stands in a template of an HTTP API, and what of a REST API it would be. */
type Lacking = Readonly<Record<string, string>>;

const lacks = (of: string, what: string): string =>
  `${of}: an HTTP API has no ${what}; a REST API has.`;

/** Extensions of OpenAPI that HTTP APIs do not have. */
const extensions: Lacking = {
  "x-amazon-apigateway-policy": "resource policy",
  "x-amazon-apigateway-gateway-responses": "gateway responses of its own",
  "x-amazon-apigateway-request-validators": "validation of requests",
  "x-amazon-apigateway-request-validator": "validation of requests",
  "x-amazon-apigateway-api-key-source": "API keys and usage plans",
  "x-amazon-apigateway-binary-media-types":
    "binary media types: whatever is no text comes as bytes",
  "x-amazon-apigateway-minimum-compression-size": "compression",
  "x-amazon-apigateway-endpoint-configuration": "private or edge-optimized endpoint",
};

/** Members of integrations that they do not have. */
const ofIntegrations: Lacking = {
  requestTemplates: "mapping templates",
  cacheKeyParameters: "cache",
  cacheNamespace: "cache",
};

/** Integrations that they do not have. */
const types: Lacking = { mock: "mocks", aws: "mapping templates", http: "mapping templates" };

/** What lies before an API, and is none of this service. */
export const besideHttpApis: Lacking = { "AWS::WAFv2::WebACLAssociation": "firewall" };

/** What templates ask of HTTP APIs that only REST APIs can do. */
export const apiWarnings = (made: readonly MadeResource[]): readonly string[] =>
  made.flatMap(({ self, values }) => {
    if (values["ProtocolType"] === "WEBSOCKET") return [];
    const { logicalId, name, surroundings } = self;
    const beside = (surroundings?.neighbors ?? []).filter(({ values: said }) => {
      const text = JSON.stringify(said);
      return [`/${idOf(name)}/`, `"${logicalId}"`, `\${${logicalId}}`].some((each) =>
        text.includes(each),
      );
    });
    const found = [
      ...beside.flatMap(({ type }) => besideHttpApis[type] ?? []),
      ...lackedIn(objectOf(values["Body"])),
    ];
    return [...new Set(found)].map((what) => lacks(logicalId, what));
  });

function lackedIn(definition: PlainObject): readonly string[] {
  const operations = Object.values(objectOf(definition["paths"])).flatMap((item) =>
    Object.values(objectOf(item)).filter(isObject),
  );
  return [
    ...namesIn(definition, extensions),
    ...operations.flatMap((operation) => namesIn(operation, extensions)),
    ...operations.flatMap((operation) => {
      const integration = objectOf(operation["x-amazon-apigateway-integration"]);
      const type = types[(textOf(integration["type"]) ?? "").toLowerCase()];
      return [...(type === undefined ? [] : [type]), ...namesIn(integration, ofIntegrations)];
    }),
    ...(asksForKeys(definition) ? ["API keys and usage plans"] : []),
  ];
}

const namesIn = (said: PlainObject, lacking: Lacking): readonly string[] =>
  Object.keys(said).flatMap((name) => lacking[name] ?? []);

const asksForKeys = (definition: PlainObject): boolean =>
  Object.values(
    objectOf(
      memberOf(definition["components"], "securitySchemes") ?? definition["securityDefinitions"],
    ),
  ).some(
    (scheme) =>
      memberOf(scheme, "type") === "apiKey" &&
      spelled(memberOf(scheme, "name")).toLowerCase() === "x-api-key" &&
      memberOf(scheme, "x-amazon-apigateway-authtype") === undefined,
  );

/** Those of them that are parts of an HTTP API, with its protocol found by what they name. */
const ofHttp = (
  made: readonly MadeResource[],
  { valuesOf }: TemplateResources,
): readonly MadeResource[] =>
  made.filter(({ self: { named } }) => {
    const api = named["ApiId"]?.resource;
    return api != null && valuesOf(api.logicalId)?.["ProtocolType"] !== "WEBSOCKET";
  });

const warningsBy =
  (whatOf: (values: PlainObject) => readonly (string | null)[]) =>
  (made: readonly MadeResource[], all: TemplateResources): readonly string[] =>
    ofHttp(made, all).flatMap(({ self: { logicalId }, values }) =>
      whatOf(values).flatMap((what) => (what === null ? [] : [lacks(logicalId, what)])),
    );

const isSaid = (said: Plain | undefined): boolean =>
  said !== undefined && said !== false && said !== null;

/** Likewise of their routes. */
export const routeWarnings = warningsBy(({ ApiKeyRequired, RequestModels }) => [
  isSaid(ApiKeyRequired) ? "API keys and usage plans" : null,
  isSaid(RequestModels) ? "validation of requests" : null,
]);

/** Likewise of their stages. */
export const stageWarnings = warningsBy(({ AccessLogSettings, DefaultRouteSettings }) => [
  spelled(memberOf(AccessLogSettings, "DestinationArn")).includes(":firehose:")
    ? "access logs to Firehose"
    : null,
  isSaid(memberOf(DefaultRouteSettings, "LoggingLevel")) ||
  isSaid(memberOf(DefaultRouteSettings, "DataTraceEnabled"))
    ? "execution logs"
    : null,
]);

/** Likewise of their integrations. */
export const integrationWarnings = warningsBy(
  ({ RequestTemplates, ContentHandlingStrategy, PassthroughBehavior }) => [
    isSaid(RequestTemplates) || isSaid(ContentHandlingStrategy) || isSaid(PassthroughBehavior)
      ? "mapping templates"
      : null,
  ],
);
