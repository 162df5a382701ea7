import type { Plain, Tagged } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { snsLimits } from "../limits.ts";
import { messageIdOf, sequenceNumberOf } from "../message-names.ts";
import type {
  Notify,
  OutsideReply,
  Publish,
  PublishBatch,
  PublishEntry,
  Published,
  PublishedBatch,
} from "../protocol.ts";
import { isPhoneNumber } from "../protocols.ts";
import { accountRecordOf } from "./account-record.ts";
import { contentIn, messageIn } from "./message-entry.ts";
import { outsideFor } from "./outside-endpoint.ts";
import {
  invalid,
  isMap,
  isRefused,
  respond,
  listOf,
  textOf,
  type Checked,
} from "./request-check.ts";
import { topicOf } from "./topic-record.ts";

/** Operations that publish: to a topic, a phone or an app. */
export const publishOperations: Operations = {
  Publish: { begin: publish, respond: showPublished },
  PublishBatch: { begin: publishBatch, respond: showBatch },
};

function publish(params: PlainObject, plane: ControlPlane): Step {
  const phone = textOf(params, "PhoneNumber");
  if (phone !== undefined) return publishToPhone(phone, params, plane);
  const parameter = params["TopicArn"] === undefined ? "TargetArn" : "TopicArn";
  const arn = textOf(params, parameter);
  if (arn === undefined) {
    return invalid("TopicArn or TargetArn Reason: no value for required parameter");
  }
  const name = arn.split(":")[5] ?? "";
  if (parameter === "TargetArn" && name.startsWith("endpoint/")) {
    return publishToApp(arn, params, plane);
  }
  const topic = topicOf(params, plane, parameter);
  if (isRefused(topic)) return topic;
  const entry = messageIn(params);
  if (isRefused(entry)) return entry;
  const input: Publish = { type: "publish", ...entry, trail: plane.trail };
  return { type: "ask", resource: topic.number, input, kept: topic.number };
}

function publishToPhone(phone: string, params: PlainObject, plane: ControlPlane): Step {
  if (!isPhoneNumber(phone)) {
    return invalid(`PhoneNumber Reason: ${phone} is not valid to publish to`);
  }
  const content = contentIn(params);
  if (isRefused(content)) return content;
  if (content.message === "") return invalid("Empty message");
  if ([...content.message].length > snsLimits.sms) return invalid("Message too long");
  if (accountRecordOf(plane).optedOut.includes(phone)) {
    return refused("OptedOut", "The phone number is opted out.");
  }
  return toOutside("sms", phone, content.message, plane);
}

function publishToApp(arn: string, params: PlainObject, plane: ControlPlane): Step {
  const { applications } = accountRecordOf(plane);
  const application = applications.find((each) => each.endpoints.some((end) => end.arn === arn));
  const endpoint = application?.endpoints.find((each) => each.arn === arn);
  if (application === undefined || endpoint === undefined) {
    return invalid(`TargetArn Reason: No endpoint found for the target arn specified`);
  }
  if (endpoint.attributes["Enabled"]?.toLowerCase() === "false") {
    return refused("EndpointDisabled", "Endpoint is disabled");
  }
  if (application.attributes["Enabled"]?.toLowerCase() === "false") {
    return refused("PlatformApplicationDisabled", "Platform application is disabled");
  }
  const content = contentIn(params);
  if (isRefused(content)) return content;
  if (content.message === "") return invalid("Empty message");
  if (content.size > snsLimits.maximumMessageSize.default) return invalid("Message too long");
  const text = content.byProtocol?.[application.platform] ?? content.message;
  return toOutside("application", arn, text, plane);
}

function toOutside(
  protocol: "sms" | "application",
  endpoint: string,
  body: string,
  plane: ControlPlane,
): Step {
  const { resource, isNew } = outsideFor(protocol, endpoint, body, plane);
  const { number } = resource;
  if (isNew) return respond({ MessageId: messageIdOf(number, 1) });
  const input: Notify = { type: "notify", body, size: sizeInUtf8(body), trail: plane.trail };
  return { type: "ask", resource: number, input, kept: number };
}

function showPublished(
  body: Tagged,
  _params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const resource = kept as number; // The number of who was asked.
  if (body.type === "notified") {
    return { MessageId: messageIdOf(resource, (body as Exclude<OutsideReply, Refused>).number) };
  }
  return idsOf(body as Published, resource);
}

const idsOf = ({ message, sequenceNumber }: Published, topic: number): PlainObject => ({
  MessageId: messageIdOf(topic, message),
  ...(sequenceNumber === null ? {} : { SequenceNumber: sequenceNumberOf(sequenceNumber) }),
});

function publishBatch(params: PlainObject, plane: ControlPlane): Step {
  const topic = topicOf(params, plane);
  if (isRefused(topic)) return topic;
  const entries = listOf(params, "PublishBatchRequestEntries").map((entry) =>
    isMap(entry) ? entry : {},
  );
  const wrong = againstEntries(entries);
  if (wrong !== null) return wrong;
  const messages: PublishEntry[] = [];
  for (const entry of entries) {
    const message: Checked<PublishEntry> = messageIn(entry);
    if (isRefused(message)) return message;
    messages.push(message);
  }
  const { trail } = plane;
  const input: PublishBatch = { type: "publishBatch", entries: messages, trail };
  return { type: "ask", resource: topic.number, input, kept: topic.number };
}

function againstEntries(entries: readonly PlainObject[]): Refused | null {
  if (entries.length === 0) {
    return refused("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  }
  if (entries.length > snsLimits.batchEntries.max) {
    return refused(
      "TooManyEntriesInBatchRequest",
      "The batch request contains more entries than permissible.",
    );
  }
  const ids = entries.map((entry) => textOf(entry, "Id") ?? "");
  const { max } = snsLimits.batchEntryId;
  if (ids.some((id) => id.length > max || !/^[A-Za-z0-9_-]+$/.test(id))) {
    return refused(
      "InvalidBatchEntryId",
      "The Id of a batch entry in a batch request doesn't abide by the specification.",
    );
  }
  return new Set(ids).size === ids.length
    ? null
    : refused(
        "BatchEntryIdsNotDistinct",
        "Two or more batch entries in the request have the same Id.",
      );
}

function showBatch(
  body: Tagged,
  params: PlainObject,
  _plane: ControlPlane,
  kept: Plain,
): PlainObject {
  const topic = kept as number; // The number of who was asked.
  const { results } = body as PublishedBatch;
  const ids = listOf(params, "PublishBatchRequestEntries").map((entry) =>
    isMap(entry) ? (entry["Id"] ?? "") : "",
  );
  const successful: PlainObject[] = [];
  const failed: PlainObject[] = [];
  results.forEach((result, place) => {
    const Id = ids[place] ?? "";
    if (result.type === "published") successful.push({ Id, ...idsOf(result, topic) });
    else failed.push({ Id, Code: result.code, Message: result.message, SenderFault: true });
  });
  return { Successful: successful, Failed: failed };
}
