import { describe, expect, it } from "vitest";
import { AwsError } from "../../../control/client.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { requestsCost, restApiCharges } from "../pricing.ts";
import type { RestApiSettings } from "../config.ts";
import { apiId, proxy, RestAccount, returning } from "../test/rest-account.ts";

/** What an operation is refused with. */
function refusal(account: RestAccount, operation: string, params: PlainObject): string {
  try {
    account.call(operation, params);
    return "nothing";
  } catch (error) {
    if (error instanceof AwsError) return `${error.httpStatus} ${error.code}: ${error.message}`;
    throw error;
  }
}

const ofApi = { restApiId: apiId };

function open(
  paths: PlainObject = { "/": { get: proxy("fn") } },
  more: PlainObject = {},
): RestAccount {
  const account = new RestAccount({ fn: returning({ statusCode: 200 }) });
  account.deploy(paths, more);
  return account;
}

it("apigateway.api.absent: an API that is not there is named with the account", () => {
  const account = new RestAccount();
  for (const operation of [
    "GetRestApi",
    "GetResources",
    "GetDocumentationParts",
    "DeleteRestApi",
  ]) {
    expect(refusal(account, operation, ofApi)).toBe(
      `404 NotFoundException: Invalid API identifier specified 123456789012:${apiId}`,
    );
  }
});

describe("apigateway.api.resources: resources lie in each other under names that differ", () => {
  const account = new RestAccount({}, { quotas: { "apigateway.resourcesPerApi": 4 } });
  account.call("CreateRestApi", { name: "orders", id: apiId });
  const root = (account.call("GetResources", ofApi)["items"] as readonly PlainObject[])[0]!["id"]!;
  const make = (parentId: string, pathPart: string) => ({ ...ofApi, parentId, pathPart });
  const orders = account.call("CreateResource", make(root as string, "orders"));

  it("by their paths", () => {
    const one = account.call("CreateResource", make(orders["id"] as string, "{id}"));
    expect(one).toMatchObject({ path: "/orders/{id}", parentId: orders["id"] });
    account.call("UpdateResource", {
      ...ofApi,
      resourceId: orders["id"]!,
      patchOperations: [{ op: "replace", path: "/pathPart", value: "all" }],
    });
    expect(account.call("GetResource", { ...ofApi, resourceId: one["id"]! })).toMatchObject({
      path: "/all/{id}",
    });
  });

  it("and what cannot be is refused", () => {
    const greedy = account.call("CreateResource", make(root as string, "{rest+}"))["id"] as string;
    expect([
      refusal(account, "CreateResource", make("none", "x")),
      refusal(account, "CreateResource", make(root as string, "all")),
      refusal(account, "CreateResource", make(root as string, "a/b")),
      refusal(account, "CreateResource", make(greedy, "x")),
      refusal(account, "CreateResource", make(root as string, "more")),
    ]).toEqual([
      "404 NotFoundException: Invalid Resource identifier specified",
      "409 ConflictException: Another resource with the same parent already has this name: all",
      expect.stringContaining("400 BadRequestException: Resource's path part only allow"),
      "400 BadRequestException: Cannot create a child of a resource with a greedy path variable: /{rest+}",
      expect.stringContaining("429 LimitExceededException"),
    ]);
    account.call("DeleteResource", { ...ofApi, resourceId: orders["id"]! });
    expect(account.call("GetResources", ofApi)["items"]).toHaveLength(2);
  });
});

describe("apigateway.api.patch: changes name places by paths", () => {
  it("of keys, stages, APIs and plans", () => {
    const account = open();
    account.call("CreateApiKey", { id: "key", name: "one" });
    const change = (path: string, value: string, op = "replace") => ({
      patchOperations: [{ op, path, value }],
    });
    expect(
      account.call("UpdateApiKey", { apiKey: "key", ...change("/enabled", "true") }),
    ).toMatchObject({ enabled: true });
    expect(refusal(account, "UpdateApiKey", { apiKey: "key", ...change("/id", "x") })).toBe(
      "400 BadRequestException: Invalid patch path  '/id' specified for op 'replace'. Must be one of: [/description, /enabled, /name, /customerId]",
    );
    const types = { ...ofApi, ...change("/binaryMediaTypes/image~1png", "", "add") };
    expect(account.call("UpdateRestApi", types)).toMatchObject({ binaryMediaTypes: ["image/png"] });
    account.patch(
      ["/*/*/throttling/rateLimit", "5"],
      ["/~1a~1b/GET/caching/enabled", "true"],
      ["/variables/x", "y"],
    );
    expect(account.call("GetStage", { ...ofApi, stageName: "prod" })).toMatchObject({
      variables: { x: "y" },
      methodSettings: { "*/*": { throttlingRateLimit: 5 }, "a~1b/GET": { cachingEnabled: true } },
    });
    account.call("CreateUsagePlan", {
      id: "plan",
      name: "p",
      throttle: { rateLimit: 1, burstLimit: 1 },
    });
    const plan = account.call("UpdateUsagePlan", {
      usagePlanId: "plan",
      patchOperations: [
        { op: "add", path: "/apiStages", value: `${apiId}:prod` },
        { op: "replace", path: "/throttle/rateLimit", value: "9" },
        { op: "replace", path: `/apiStages/${apiId}:prod/throttle/~1/GET/burstLimit`, value: "2" },
      ],
    });
    expect(plan).toMatchObject({
      throttle: { rateLimit: 9, burstLimit: 1 },
      apiStages: [{ apiId, stage: "prod", throttle: { "//GET": { burstLimit: 2 } } }],
    });
  });

  it("and values that cannot be are refused", () => {
    const account = open();
    const patch = (path: string, value: string) =>
      refusal(account, "UpdateStage", {
        ...ofApi,
        stageName: "prod",
        patchOperations: [{ op: "replace", path, value }],
      });
    expect(
      [
        patch("/nothing", ""),
        patch("/variables/a-b", "x"),
        patch("/variables/a", "$"),
        patch("/deploymentId", "x"),
        patch("/canarySettings/percentTraffic", "101"),
        patch("/*/*/throttling/rateLimit", "x"),
      ].map((text) => text.split(":")[0]),
    ).toEqual(Array.from({ length: 6 }, () => "400 BadRequestException"));
  });
});

it("apigateway.api.deploy: what is deployed has methods with integrations, and stays while a stage points at it", () => {
  const account = new RestAccount({}, { quotas: { "apigateway.stagesPerApi": 2 } });
  account.call("CreateRestApi", { name: "orders", id: apiId });
  expect(refusal(account, "CreateDeployment", ofApi)).toBe(
    "400 BadRequestException: The REST API doesn't contain any methods",
  );
  const resourceId = (account.call("GetResources", ofApi)["items"] as readonly PlainObject[])[0]![
    "id"
  ]!;
  const method = { ...ofApi, resourceId, httpMethod: "GET" };
  account.call("PutMethod", { ...method, authorizationType: "NONE" });
  expect(refusal(account, "PutMethod", { ...method, authorizationType: "NONE" })).toBe(
    "409 ConflictException: Method already exists for this resource",
  );
  expect(refusal(account, "CreateDeployment", ofApi)).toBe(
    "400 BadRequestException: No integration defined for method",
  );
  expect(refusal(account, "GetIntegration", method)).toBe(
    "404 NotFoundException: Invalid Integration identifier specified",
  );
  account.call("PutIntegration", { ...method, type: "MOCK" });
  const id = account.call("CreateDeployment", { ...ofApi, stageName: "one" })["id"]!;
  expect(refusal(account, "DeleteDeployment", { ...ofApi, deploymentId: id })).toBe(
    "400 BadRequestException: Active stages pointing to this deployment must be moved or deleted",
  );
  account.call("CreateStage", { ...ofApi, stageName: "two", deploymentId: id });
  expect([
    refusal(account, "CreateStage", { ...ofApi, stageName: "two", deploymentId: id }),
    refusal(account, "CreateStage", { ...ofApi, stageName: "a b", deploymentId: id }),
    refusal(account, "CreateStage", { ...ofApi, stageName: "x", deploymentId: "x" }),
    refusal(account, "CreateStage", { ...ofApi, stageName: "three", deploymentId: id }).slice(
      0,
      26,
    ),
  ]).toEqual([
    "409 ConflictException: Stage already exists",
    "400 BadRequestException: Stage name only allows a-zA-Z0-9-_",
    "400 BadRequestException: Deployment id does not exist",
    "429 LimitExceededException",
  ]);
});

it("apigateway.integration.limits: an integration waits 50 ms to 29 s, and longer where the quota was raised", () => {
  const refused = (account: RestAccount, timeoutInMillis: number) => {
    account.call("CreateRestApi", { name: "orders", id: apiId });
    const resourceId = (account.call("GetResources", ofApi)["items"] as readonly PlainObject[])[0]![
      "id"
    ]!;
    const method = { ...ofApi, resourceId, httpMethod: "GET" };
    account.call("PutMethod", { ...method, authorizationType: "NONE" });
    return refusal(account, "PutIntegration", { ...method, type: "MOCK", timeoutInMillis });
  };
  expect(refused(new RestAccount(), 29_001)).toBe(
    "400 BadRequestException: Timeout should be between 50 ms and 29000 ms",
  );
  expect(refused(new RestAccount(), 49)).toContain("Timeout should be between");
  expect(
    refused(
      new RestAccount({}, { quotas: { "apigateway.integrationTimeoutMilliseconds": 60_000 } }),
      59_000,
    ),
  ).toBe("nothing");
});

it("apigateway.api.keys: keys are found by how their names begin, those made last first", () => {
  const account = new RestAccount();
  const made = ["one", "two", "on"].map((name) => account.call("CreateApiKey", { name }));
  expect(made[0]!["value"]).toMatch(/^[a-z0-9]{40}$/);
  const names = (params: PlainObject) =>
    (account.call("GetApiKeys", params)["items"] as readonly PlainObject[]).map(({ name }) => name);
  expect([names({}), names({ nameQuery: "on" }), names({ nameQuery: "ne" })]).toEqual([
    ["on", "two", "one"],
    ["on", "one"],
    [],
  ]);
  const page = account.call("GetApiKeys", { limit: 2 });
  expect(names({ limit: 2, position: page["position"]! })).toEqual(["one"]);
  expect(account.call("GetApiKey", { apiKey: made[0]!["id"]! })).not.toHaveProperty("value");
  expect(account.call("GetApiKey", { apiKey: made[0]!["id"]!, includeValue: true })).toHaveProperty(
    "value",
  );
  expect(refusal(account, "CreateApiKey", { value: "short" })).toBe(
    "400 BadRequestException: API Key value should be at least 20 characters",
  );
  expect(refusal(account, "CreateApiKey", { value: made[0]!["value"]! })).toBe(
    "409 ConflictException: API Key already exists",
  );
});

describe("apigateway.api.import: an API is made of a definition, and a stage exported as one", () => {
  const definition = {
    swagger: "2.0",
    info: { title: "orders", version: "2" },
    paths: {
      "/a/{id}": {
        get: {
          ...proxy("fn"),
          operationId: "read",
          parameters: [{ in: "path", name: "id", required: true }],
        },
      },
    },
    definitions: { Order: { type: "object" } },
  };

  it("with resources, models and integrations", () => {
    const account = new RestAccount();
    const api = account.call("ImportRestApi", { body: JSON.stringify(definition) });
    expect(api).toMatchObject({ name: "orders", version: "2" });
    const restApiId = api["id"]!;
    const paths = (
      account.call("GetResources", { restApiId })["items"] as readonly PlainObject[]
    ).map(({ path }) => path);
    expect(paths).toEqual(["/", "/a", "/a/{id}"]);
    account.call("CreateDeployment", { restApiId, stageName: "test" });
    const exported = (exportType: string) =>
      JSON.parse(
        account.call("GetExport", {
          restApiId,
          stageName: "test",
          exportType,
          parameters: { extensions: "apigateway" },
        })["body"] as string,
      ) as PlainObject;
    expect(exported("oas30")).toMatchObject({
      openapi: "3.0.1",
      info: { title: "orders" },
      paths: {
        "/a/{id}": {
          get: { operationId: "read", "x-amazon-apigateway-integration": { type: "aws_proxy" } },
        },
      },
      components: { schemas: { Order: { type: "object" } } },
    });
    expect(exported("swagger")).toMatchObject({
      swagger: "2.0",
      basePath: "/test",
      definitions: { Order: {} },
    });
    account.call("PutRestApi", {
      restApiId,
      mode: "overwrite",
      body: JSON.stringify(exported("oas30")),
    });
    expect(account.call("GetModels", { restApiId })["items"]).toHaveLength(3);
  });

  it("merged with what is there, where the import wins", () => {
    const account = open({ "/": { get: proxy("fn") }, "/a": { get: proxy("fn") } });
    const more = {
      ...definition,
      paths: { "/a": { get: proxy("other"), post: proxy("fn") }, "/b": { get: proxy("fn") } },
    };
    account.call("PutRestApi", { ...ofApi, mode: "merge", body: JSON.stringify(more) });
    const resources = account.call("GetResources", ofApi)["items"] as readonly PlainObject[];
    expect(
      resources.map(({ path, resourceMethods }) => [
        path,
        Object.keys(resourceMethods as PlainObject),
      ]),
    ).toEqual([
      ["/", ["GET"]],
      ["/a", ["GET", "POST"]],
      ["/b", ["GET"]],
    ]);
    const method = { ...ofApi, resourceId: resources[1]!["id"]!, httpMethod: "GET" };
    expect(account.call("GetIntegration", method)["uri"]).toContain("function:other");
  });

  it("and what is none is refused", () => {
    expect(refusal(new RestAccount(), "ImportRestApi", { body: "{}" })).toBe(
      "400 BadRequestException: Invalid OpenAPI input.",
    );
  });
});

it("apigateway.api.ip-address-type: an API and a domain may be reached over both versions of IP", () => {
  const account = open();
  const endpointConfiguration = { types: ["REGIONAL"], ipAddressType: "dualstack" };
  const made = account.call("CreateRestApi", { name: "both", endpointConfiguration });
  expect(made).toMatchObject({ endpointConfiguration });
  const domain = { domainName: "both.example", endpointConfiguration };
  expect(account.call("CreateDomainName", domain)).toMatchObject({ endpointConfiguration });
  expect(account.call("CreateRestApi", { name: "one" })).toMatchObject({
    endpointConfiguration: { ipAddressType: "ipv4" },
  });
});

it("apigateway.api.domain: a custom domain has base paths, and a certificate in its Region", () => {
  const account = open();
  const certificate = (region: string) => `arn:aws:acm:${region}:123456789012:certificate/x`;
  expect(
    account.call("CreateDomainName", {
      domainName: "api.example.com",
      certificateArn: certificate("us-east-1"),
    }),
  ).toMatchObject({
    distributionDomainName: expect.stringMatching(/\.cloudfront\.net$/),
  });
  const regional = { domainName: "r.example.com", endpointConfiguration: { types: ["REGIONAL"] } };
  expect(
    refusal(account, "CreateDomainName", {
      ...regional,
      regionalCertificateArn: certificate("eu-west-1"),
    }),
  ).toContain("400 BadRequestException");
  const mapping = { domainName: "api.example.com", ...ofApi, stage: "prod" };
  expect(account.call("CreateBasePathMapping", mapping)).toEqual({
    basePath: "(none)",
    ...ofApi,
    stage: "prod",
  });
  expect(refusal(account, "CreateBasePathMapping", mapping)).toContain("409 ConflictException");
  expect(
    refusal(account, "CreateBasePathMapping", { ...mapping, basePath: "x", stage: "none" }),
  ).toContain("400 BadRequestException");
  account.call("DeleteDomainName", { domainName: "api.example.com" });
  expect(
    refusal(account, "GetBasePathMapping", { domainName: "api.example.com", basePath: "(none)" }),
  ).toContain("404 NotFoundException");
});

it("parts of an API are made, listed, changed and taken away", () => {
  const account = open();
  account.call("CreateModel", {
    ...ofApi,
    name: "Order",
    contentType: "application/json",
    schema: "{}",
  });
  expect(
    refusal(account, "CreateModel", {
      ...ofApi,
      name: "Order",
      contentType: "application/json",
      schema: "{}",
    }),
  ).toContain("409");
  const validator = account.call("CreateRequestValidator", {
    ...ofApi,
    name: "v",
    validateRequestBody: true,
  });
  const named = { ...ofApi, requestValidatorId: validator["id"]! };
  account.call("UpdateRequestValidator", {
    ...named,
    patchOperations: [{ op: "replace", path: "/validateRequestParameters", value: "true" }],
  });
  expect(account.call("GetRequestValidator", named)).toMatchObject({
    validateRequestBody: true,
    validateRequestParameters: true,
  });
  account.call("DeleteRequestValidator", named);
  expect(refusal(account, "GetRequestValidator", named)).toBe(
    "404 NotFoundException: Invalid Request Validator identifier specified",
  );
  account.call("PutGatewayResponse", { ...ofApi, responseType: "THROTTLED", statusCode: "503" });
  const throttled = { ...ofApi, responseType: "THROTTLED" };
  expect(account.call("GetGatewayResponse", throttled)).toMatchObject({
    statusCode: "503",
    defaultResponse: false,
  });
  account.call("DeleteGatewayResponse", throttled);
  expect(account.call("GetGatewayResponse", throttled)).toMatchObject({
    statusCode: "429",
    defaultResponse: true,
  });
  const arn = `arn:aws:apigateway:us-east-1::/restapis/${apiId}/stages/prod`;
  account.call("TagResource", { resourceArn: arn, tags: { a: "b", c: "d" } });
  account.call("UntagResource", { resourceArn: arn, tagKeys: ["a"] });
  expect(account.call("GetTags", { resourceArn: arn })).toEqual({ tags: { c: "d" } });
  const link = account.call("CreateVpcLink", {
    name: "l",
    targetArns: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b"],
  });
  expect(account.call("GetVpcLink", { vpcLinkId: link["id"]! })).toMatchObject({
    status: "AVAILABLE",
  });
  account.call("UpdateAccount", {
    patchOperations: [
      { op: "replace", path: "/cloudwatchRoleArn", value: "arn:aws:iam::123456789012:role/x" },
    ],
  });
  expect(account.call("GetAccount", {})).toMatchObject({
    throttleSettings: { rateLimit: 10_000, burstLimit: 5_000 },
    cloudwatchRoleArn: expect.any(String),
  });
});

it("apigateway.api.price: requests are billed in tiers, and caches by the hour", () => {
  expect(requestsCost(1e6, 0)).toBeCloseTo(3.5, 9);
  expect(requestsCost(2e6, 332e6)).toBeCloseTo(3.5 + 2.8, 9);
  expect(requestsCost(1e6, 20_000e6)).toBeCloseTo(1.51, 9);
  const settings = {
    stages: [{ cache: { size: "6.1", bytes: 0, since: 0 } }],
  } as unknown as RestApiSettings;
  const charges = restApiCharges(
    { RequestsBilled: { sum: 2e6 }, CacheGigabyteHours: { sum: 12.2 } },
    settings,
    new Map(),
  );
  expect(charges.map(({ dollars }) => dollars)).toEqual([7, expect.closeTo(0.4, 9)]);
});
