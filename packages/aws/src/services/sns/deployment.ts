import type { Plain } from "@orrery/kernel";
import { objectOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { Deployment } from "../../service/deployment.ts";
import type { TemplateOperation } from "../../service/template-type.ts";
import { snsDeploymentTimes } from "./limits.ts";

/** What a topic is set to that a template says nothing of any more; attributes that are not here stay. */
const topicResets: Readonly<Record<string, string>> = {
  ContentBasedDeduplication: "false",
  DisplayName: "",
  KmsMasterKeyId: "",
};

/** The same of a subscription: an empty policy is none. */
const subscriptionResets: Readonly<Record<string, string>> = {
  FilterPolicy: "{}",
  FilterPolicyScope: "MessageAttributes",
  RawMessageDelivery: "false",
  RedrivePolicy: "{}",
};

/** Operations that set one attribute each: those that differ, and those that are gone. */
function settings(
  operation: string,
  subject: PlainObject,
  [before, after]: readonly [PlainObject, PlainObject],
  resets: Readonly<Record<string, string>>,
): readonly TemplateOperation[] {
  const set = (AttributeName: string, AttributeValue: Plain): TemplateOperation => ({
    operation,
    params: { ...subject, AttributeName, AttributeValue },
  });
  return [
    ...Object.entries(after).flatMap(([name, value]) =>
      before[name] === value ? [] : [set(name, value)],
    ),
    ...Object.keys(before).flatMap((name) => {
      const reset = resets[name];
      return after[name] !== undefined || reset === undefined ? [] : [set(name, reset)];
    }),
  ];
}

/** What becomes of a topic when its stack changes. */
export const topicDeployment: Deployment = {
  takes: snsDeploymentTimes.topicDeployment,
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const attributes = objectOf(before.params["Attributes"]);
    const wanted = objectOf(after.params["Attributes"]);
    const isOther =
      before.params["Name"] !== after.params["Name"] ||
      attributes["FifoTopic"] !== wanted["FifoTopic"];
    if (isOther) return "replace";
    const TopicArn = made?.["TopicArn"] ?? null;
    return settings("SetTopicAttributes", { TopicArn }, [attributes, wanted], topicResets);
  },
  remove: ({ responses: [made] }) => [
    { operation: "DeleteTopic", params: { TopicArn: made?.["TopicArn"] ?? null } },
  ],
};

/** What becomes of a subscription when its stack changes. */
export const subscriptionDeployment: Deployment = {
  takes: snsDeploymentTimes.subscriptionDeployment,
  change({ operations: [before], responses: [made] }, [after]) {
    if (before === undefined || after === undefined) return "replace";
    const ends = ["TopicArn", "Protocol", "Endpoint"];
    if (ends.some((name) => before.params[name] !== after.params[name])) return "replace";
    const attributes = objectOf(before.params["Attributes"]);
    const wanted = objectOf(after.params["Attributes"]);
    const SubscriptionArn = made?.["SubscriptionArn"] ?? null;
    const subject = { SubscriptionArn };
    const both = [attributes, wanted] as const;
    return settings("SetSubscriptionAttributes", subject, both, subscriptionResets);
  },
  remove: ({ responses: [made] }) => [
    { operation: "Unsubscribe", params: { SubscriptionArn: made?.["SubscriptionArn"] ?? null } },
  ],
};
