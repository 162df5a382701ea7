import { seconds } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** AWS IoT Core: a custom authorizer of devices that connect. */
export const iotAuthorizer: TriggerSource = {
  name: "iot-authorizer",
  noun: "authorizer of IoT",
  text: "Devices that connect to AWS IoT Core through a custom authorizer, which has 5 s for its function.",
  principal: "iot.amazonaws.com",
  settings: {
    token: textSetting("The token that the device sent.", "token"),
    client: textSetting("The id of the device's client.", "client"),
    username: textSetting("The name of the device's user.", "user"),
  },
  invocationOf: () => "request",
  patience: seconds(5),
  arnOf: (_values, { partition, region, accountId }) =>
    `arn:${partition}:iot:${region}:${accountId}:authorizer/authorizer`,
  eventOf: ({ values, region, id }) => ({
    token: values["token"]!,
    signatureVerified: true,
    protocols: ["tls", "http", "mqtt"],
    protocolData: {
      tls: { serverName: `endpoint.iot.${region}.amazonaws.com` },
      http: { headers: { "X-Request-ID": id(1) }, queryString: "?token=token" },
      mqtt: {
        username: values["username"]!,
        password: "cGFzc3dvcmQ=",
        clientId: values["client"]!,
      },
    },
    connectionMetadata: { id: id() },
  }),
  usual: () => ({
    ...{ isAuthenticated: true, principalId: "device", policyDocuments: [] },
    ...{ disconnectAfterInSeconds: 86_400, refreshAfterInSeconds: 300 },
  }),
  verdictOn(answer) {
    const isAuthenticated = memberOf(answer, "isAuthenticated");
    if (typeof isAuthenticated !== "boolean") return "invalid";
    return isAuthenticated ? "succeeded" : "failed";
  },
};
