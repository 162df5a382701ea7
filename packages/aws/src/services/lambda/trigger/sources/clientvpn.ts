import { seconds } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** AWS Client VPN: the handler that lets clients connect. */
export const clientvpn: TriggerSource = {
  name: "clientvpn",
  noun: "connect handler of Client VPN",
  text: "Clients that connect to an endpoint of AWS Client VPN, which waits 30 s for the function to let them.",
  principal: "clientvpn.amazonaws.com",
  settings: {
    endpoint: textSetting("The endpoint.", "cvpn-endpoint-1"),
    user: textSetting("Who connects.", "user"),
    platform: textSetting("The operating system.", "mac"),
  },
  invocationOf: () => "request",
  patience: seconds(30),
  arnOf: ({ endpoint }, { partition, region, accountId }) =>
    `arn:${partition}:ec2:${region}:${accountId}:client-vpn-endpoint/${String(endpoint)}`,
  eventOf: ({ values, id }) => ({
    "connection-id": `cvpn-connection-${id().replaceAll("-", "").slice(0, 17)}`,
    "endpoint-id": values["endpoint"]!,
    "common-name": "client.example",
    username: values["user"]!,
    platform: values["platform"]!,
    "platform-version": "",
    "public-ip": "192.0.2.10",
    "client-openvpn-version": "2.5.1",
    "aws-client-version": "3.1.0",
    groups: "",
    "schema-version": "v3",
  }),
  usual: () => ({
    ...{ allow: true, "error-msg-on-denied-connection": "" },
    ...{ "posture-compliance-statuses": [], "schema-version": "v3" },
  }),
  verdictOn(answer) {
    const allow = memberOf(answer, "allow");
    if (typeof allow !== "boolean") return "invalid";
    return allow ? "succeeded" : "failed";
  },
};
