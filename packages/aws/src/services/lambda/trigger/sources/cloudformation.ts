import { hours, minutes, seconds } from "@orrery/kernel";
import { choiceSetting, memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** Bytes of an answer at most. */
const mostBytes = 4_096;

/** AWS CloudFormation: a custom resource whose service token is a function. */
export const cloudformation: TriggerSource = {
  name: "cloudformation",
  noun: "custom resource of CloudFormation",
  text: "Requests of CloudFormation for a custom resource. What the function returns is what it puts to the response URL.",
  principal: "cloudformation.amazonaws.com",
  settings: {
    requestType: choiceSetting("What is asked for.", ["Create", "Update", "Delete"]),
    stack: textSetting("The stack.", "stack"),
    logicalResourceId: textSetting("The resource in its template.", "Resource"),
    resourceType: textSetting("Its type.", "Custom::Resource"),
    serviceTimeout: {
      kind: "duration",
      min: seconds(1),
      max: hours(1),
      text: "How long the answer is waited for: ServiceTimeout.",
      default: minutes(60),
    },
  },
  invocationOf: () => "event",
  awaits: {
    what: "an answer with a Status, put to the ResponseURL",
    within: { setting: "serviceTimeout" },
    onlyReturned: true,
    returned(value) {
      const status = memberOf(value, "Status");
      // Nothing was put.
      if (status === undefined) return null;
      if (JSON.stringify(value).length > mostBytes) return "invalid";
      if (status === "FAILED") return "failed";
      return status === "SUCCESS" ? "succeeded" : "invalid";
    },
  },
  usual: (event) => ({
    Status: "SUCCESS",
    PhysicalResourceId: memberOf(event, "PhysicalResourceId") ?? "resource",
  }),
  arnOf: ({ stack }, { partition, region, accountId }) =>
    `arn:${partition}:cloudformation:${region}:${accountId}:stack/${String(stack)}/00000000-0000-0000-0000-000000000000`,
  eventOf({ values, functionArn, partition, region, accountId, id }) {
    const { requestType, stack, logicalResourceId, resourceType } = values;
    const requestId = id();
    const physical = `${String(stack)}-${String(logicalResourceId)}-1`;
    const compact = region.replaceAll("-", "");
    return {
      RequestType: requestType!,
      ServiceToken: functionArn,
      ResponseURL: `https://cloudformation-custom-resource-response-${compact}.s3.amazonaws.com/${requestId}`,
      StackId: this.arnOf(values, { partition, region, accountId }),
      RequestId: requestId,
      LogicalResourceId: logicalResourceId!,
      ...(requestType === "Create" ? {} : { PhysicalResourceId: physical }),
      ResourceType: resourceType!,
      ResourceProperties: { ServiceToken: functionArn },
      ...(requestType === "Update" ? { OldResourceProperties: { ServiceToken: functionArn } } : {}),
    };
  },
};
