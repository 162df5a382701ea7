import { seconds } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** AWS IoT Core: the hook before a device is provisioned. */
export const iotProvisioning: TriggerSource = {
  name: "iot-provisioning",
  noun: "provisioning hook of IoT",
  text: "Devices that AWS IoT Core is to provision by a template, whose hook has 5 s for its function.",
  principal: "iot.amazonaws.com",
  settings: {
    template: textSetting("The provisioning template.", "template"),
    client: textSetting("The id of the device's client.", "client"),
    serialNumber: textSetting("The device's serial number.", "1"),
  },
  invocationOf: () => "request",
  patience: seconds(5),
  arnOf: ({ template }, { partition, region, accountId }) =>
    `arn:${partition}:iot:${region}:${accountId}:provisioningtemplate/${String(template)}`,
  eventOf(facts) {
    const { values, id } = facts;
    return {
      claimCertificateId: id(1).replaceAll("-", ""),
      certificateId: id().replaceAll("-", ""),
      certificatePem: "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----",
      templateArn: this.arnOf(values, facts),
      clientId: values["client"]!,
      parameters: { SerialNumber: values["serialNumber"]! },
    };
  },
  usual: () => ({ allowProvisioning: true, parameterOverrides: {} }),
  verdictOn(answer) {
    const allow = memberOf(answer, "allowProvisioning");
    if (typeof allow !== "boolean") return "invalid";
    return allow ? "succeeded" : "failed";
  },
};
