import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { pageOf } from "./page.ts";
import { isRefused } from "./request-check.ts";
import {
  allSubscriptions,
  recordOf,
  topicKindName,
  topicOf,
  type SubscriptionRecord,
} from "./topic-record.ts";

/** Operations that list topics and subscriptions, page by page. */
export const listOperations: Operations = {
  ListTopics: { begin: listTopics },
  ListSubscriptions: { begin: listSubscriptions },
  ListSubscriptionsByTopic: { begin: listSubscriptionsByTopic },
};

function listTopics(params: PlainObject, plane: ControlPlane): Step {
  return pageOf(plane.list(topicKindName), params, {
    name: "Topics",
    keyOf: ({ arn }) => arn,
    show: ({ arn }) => ({ TopicArn: arn }),
  });
}

const listed = (params: PlainObject, subscriptions: readonly SubscriptionRecord[]): Step =>
  pageOf(subscriptions, params, {
    name: "Subscriptions",
    keyOf: ({ arn }) => arn,
    show: ({ arn, owner, protocol, endpoint, isPending }) => ({
      SubscriptionArn: isPending ? "PendingConfirmation" : arn,
      Owner: owner,
      Protocol: protocol,
      Endpoint: endpoint,
      TopicArn: arn.slice(0, arn.lastIndexOf(":")),
    }),
  });

function listSubscriptions(params: PlainObject, plane: ControlPlane): Step {
  return listed(params, allSubscriptions(plane));
}

function listSubscriptionsByTopic(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  return isRefused(topic) ? topic : listed(params, recordOf(topic).subscriptions);
}
