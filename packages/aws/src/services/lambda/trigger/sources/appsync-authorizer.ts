import { seconds } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** AWS AppSync: a function that lets people in. */
export const appsyncAuthorizer: TriggerSource = {
  name: "appsync-authorizer",
  noun: "authorizer of AppSync",
  text: "Tokens that an API of AWS AppSync has a function look at, which it waits 10 s for.",
  principal: "appsync.amazonaws.com",
  settings: {
    api: textSetting("The API.", "api"),
    token: textSetting("What a caller has in its Authorization header.", "token"),
    operation: textSetting("The name of the operation.", "Query"),
  },
  invocationOf: () => "request",
  patience: seconds(10),
  arnOf: ({ api }, { partition, region, accountId }) =>
    `arn:${partition}:appsync:${region}:${accountId}:apis/${String(api)}`,
  eventOf: ({ values, accountId, region, id }) => ({
    authorizationToken: values["token"]!,
    requestContext: {
      apiId: values["api"]!,
      accountId,
      requestId: id(),
      queryString: `query ${String(values["operation"])} { get }`,
      operationName: values["operation"]!,
      variables: {},
    },
    requestHeaders: {
      host: `${String(values["api"])}.appsync-api.${region}.amazonaws.com`,
      authorization: values["token"]!,
    },
  }),
  usual: () => ({ isAuthorized: true }),
  verdictOn(answer) {
    const isAuthorized = memberOf(answer, "isAuthorized");
    if (typeof isAuthorized !== "boolean") return "invalid";
    return isAuthorized ? "succeeded" : "failed";
  },
};
