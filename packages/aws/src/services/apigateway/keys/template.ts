import { isObject, listOf, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { MadeType, PropertyMeaning, Reading } from "../../../service/template-type.ts";
import { idOf } from "../../../gateway/api-id.ts";
import { apiKeyDeployment, usagePlanDeployment, usagePlanKeyDeployment } from "./deployment.ts";

const modeled = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "modeled",
  meaning,
  read,
});
const ignored = (meaning: string, read: Reading): PropertyMeaning => ({
  verdict: "ignored",
  meaning,
  read,
});

const limits: Reading = { members: { RateLimit: "plain", BurstLimit: "wholeNumber" } };

/** `RateLimit` and `BurstLimit` as requests have them. */
function limitsOf(said: unknown): PlainObject {
  const { RateLimit, BurstLimit } = objectOf(said as PlainObject);
  const rate = typeof RateLimit === "string" ? Number(RateLimit) : numberOf(RateLimit);
  return {
    ...(rate === undefined ? {} : { rateLimit: rate }),
    ...(BurstLimit === undefined ? {} : { burstLimit: BurstLimit }),
  };
}

/** An API key in a template. */
export const apiKeyType: MadeType = {
  type: "AWS::ApiGateway::ApiKey",
  nameProperty: "Name",
  returns: ({ name }) => ({ APIKeyId: idOf(name) }),
  properties: {
    Name: modeled("Names it.", "text"),
    Value: modeled("Is what callers send.", "text"),
    Enabled: modeled("Says whether it may be used.", "truth"),
    StageKeys: ignored("Usage plans say where a key may be used.", "plain"),
    GenerateDistinctId: ignored("Ids differ from values here.", "truth"),
    CustomerId: ignored("It is for a marketplace alone.", "text"),
    Description: ignored("A description changes nothing.", "text"),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make({ Value, Enabled }, { name }) {
    const params = {
      id: idOf(name),
      name,
      value: Value ?? idOf(`value of ${name}`, 40),
      enabled: Enabled ?? false,
    };
    return [{ operation: "CreateApiKey", params }];
  },
  meaning: (_values, { name }) => `The API key ${name}, simulated.`,
  deployment: apiKeyDeployment,
};

/** A usage plan in a template. */
export const usagePlanType: MadeType = {
  type: "AWS::ApiGateway::UsagePlan",
  nameProperty: "UsagePlanName",
  returns: ({ name }) => ({ Id: idOf(name) }),
  properties: {
    UsagePlanName: modeled("Names it.", "text"),
    ApiStages: modeled("Says of which stages it is.", "plain"),
    Throttle: modeled("Says how many requests a second each key has.", limits),
    Quota: modeled("Says how many requests each key has in a period.", {
      members: { Limit: "wholeNumber", Offset: "wholeNumber", Period: "text" },
    }),
    Description: ignored("A description changes nothing.", "text"),
    Tags: ignored("Tags change nothing.", "tags"),
  },
  make({ ApiStages, Throttle, Quota }, { name }) {
    const quota = objectOf(Quota);
    const apiStages = listOf(ApiStages)
      .filter(isObject)
      .map(({ ApiId, Stage, Throttle: own }) => {
        const methods = Object.entries(objectOf(own));
        return {
          apiId: textOf(ApiId) ?? "",
          stage: textOf(Stage) ?? "",
          ...(methods.length === 0
            ? {}
            : {
                throttle: Object.fromEntries(
                  methods.map(([method, said]) => [method, limitsOf(said)]),
                ),
              }),
        };
      });
    const params: PlainObject = {
      id: idOf(name),
      name,
      apiStages,
      ...(Throttle === undefined ? {} : { throttle: limitsOf(Throttle) }),
      ...(quota["Limit"] === undefined
        ? {}
        : {
            quota: {
              limit: quota["Limit"],
              offset: quota["Offset"] ?? 0,
              period: quota["Period"] ?? "MONTH",
            },
          }),
    };
    return [{ operation: "CreateUsagePlan", params }];
  },
  meaning: (_values, { name }) => `The usage plan ${name}, simulated.`,
  deployment: usagePlanDeployment,
};

/** A key's place in a usage plan in a template. */
export const usagePlanKeyType: MadeType = {
  type: "AWS::ApiGateway::UsagePlanKey",
  properties: {
    KeyId: modeled("Names the key.", "text"),
    KeyType: modeled("Is API_KEY.", "text"),
    UsagePlanId: modeled("Names the plan.", "text"),
  },
  make: ({ KeyId, KeyType, UsagePlanId }) => [
    {
      operation: "CreateUsagePlanKey",
      params: { keyId: KeyId ?? "", keyType: KeyType ?? "API_KEY", usagePlanId: UsagePlanId ?? "" },
    },
  ],
  meaning: () => "A key of a usage plan, simulated.",
  deployment: usagePlanKeyDeployment,
};
