import { seconds, type Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../../service/refusal.ts";
import {
  choiceSetting,
  textSetting,
  type TriggerFacts,
  type TriggerSource,
} from "../trigger-source.ts";

/** Who asks, by how the API lets people in. */
function identityOf({ values, accountId, partition, id }: TriggerFacts): PlainObject | null {
  const username = values["user"]!;
  const sourceIp = ["192.0.2.10"];
  switch (values["authorization"]) {
    case "AMAZON_COGNITO_USER_POOLS":
      return {
        ...{ sub: id(2), issuer: values["issuer"]!, username, sourceIp },
        claims: { sub: id(2), aud: "client", event_id: id(3), token_use: "id", auth_time: 0 },
        defaultAuthStrategy: "ALLOW",
        groups: ["admins"],
      };
    case "AWS_IAM":
      return {
        ...{ accountId, sourceIp, username },
        cognitoIdentityPoolId: "us-east-1:pool",
        cognitoIdentityId: id(2),
        cognitoIdentityAuthType: "authenticated",
        cognitoIdentityAuthProvider: values["issuer"]!,
        userArn: `arn:${partition}:iam::${accountId}:user/${String(username)}`,
      };
    case "OPENID_CONNECT":
      return {
        ...{ sub: id(2), issuer: values["issuer"]! },
        claims: { sub: id(2), aud: "client", iss: values["issuer"]! },
      };
    case "AWS_LAMBDA":
      return { resolverContext: {} };
    default:
      return null;
  }
}

/** What a resolver without mapping templates passes on. */
function contextOf(facts: TriggerFacts): PlainObject {
  const { values, region } = facts;
  const domainName = `${String(values["api"])}.appsync-api.${region}.amazonaws.com`;
  return {
    arguments: { id: facts.id(1) },
    identity: identityOf(facts),
    source: null,
    request: {
      headers: {
        host: domainName,
        accept: "application/json, text/plain, */*",
        "content-type": "application/json",
        "x-forwarded-for": "192.0.2.10, 192.0.2.20",
        "x-forwarded-proto": "https",
        "x-forwarded-port": "443",
        "x-amzn-requestid": facts.id(),
      },
      domainName: null,
    },
    prev: null,
    info: {
      selectionSetList: ["id"],
      selectionSetGraphQL: "{\n  id\n}",
      parentTypeName: values["type"]!,
      fieldName: values["field"]!,
      variables: {},
    },
    stash: {},
  };
}

/** AWS AppSync: a resolver whose data source is a function. */
export const appsync: TriggerSource = {
  name: "appsync",
  noun: "resolver of AppSync",
  text: "Fields that an API of AWS AppSync resolves by a function, which it waits for within the 30 s of its request.",
  principal: "appsync.amazonaws.com",
  settings: {
    api: textSetting("The API.", "api"),
    type: choiceSetting("The type that the field is of.", ["Query", "Mutation", "Subscription"]),
    field: textSetting("The field.", "get"),
    authorization: choiceSetting("How the API lets people in.", [
      "AMAZON_COGNITO_USER_POOLS",
      "API_KEY",
      "AWS_IAM",
      "OPENID_CONNECT",
      "AWS_LAMBDA",
    ]),
    issuer: textSetting("Who says who somebody is.", "https://issuer.example"),
    user: textSetting("Who asks.", "user"),
    passes: choiceSetting("What of its context the resolver passes on.", [
      "context",
      "arguments",
      "identity",
    ]),
  },
  invocationOf: () => "request",
  patience: seconds(30),
  arnOf: ({ api }, { partition, region, accountId }) =>
    `arn:${partition}:appsync:${region}:${accountId}:apis/${String(api)}`,
  eventOf(facts): Plain {
    const { passes } = facts.values;
    const context = contextOf(facts);
    return passes === "context" ? context : (context[String(passes)] ?? {});
  },
};
