import type { Tagged } from "@orrery/kernel";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type {
  ControlPlane,
  Operations,
  ResourceConnection,
  Step,
} from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { QueueChance } from "../config.ts";
import { joinSources, joinToDeadLetterQueue } from "../queue/dead-letter-connection.ts";
import { sqsLimits } from "../limits.ts";
import type { GetQueueAttributes, PurgeQueue, QueueCounts } from "../protocol.ts";
import {
  checkAttributes,
  defaultAttributes,
  differingAttribute,
  knownAttributes,
  settingsOf,
  shownAttributes,
  unknownAttribute,
  withAttributes,
} from "./queue-attributes.ts";
import { nonExistentQueue, queueOf, sqsQueueByArn } from "./queue-location.ts";
import {
  isFifo,
  plainRecord,
  queueArnOf,
  queueKind,
  queueUrlOf,
  recordOf,
  redrivePolicyOf,
  type QueueAttributes,
} from "./queue-record.ts";
import { spelled, textOf, textsOf, textMapOf } from "../../../request/params.ts";
import { invalid, isRefused, missing, type Checked } from "./refusals.ts";
import { tagsWith } from "./tag-operations.ts";

/** Operations that make, change, describe and delete queues. */
export const queueOperations: Operations = {
  CreateQueue: { begin: createQueue },
  DeleteQueue: { begin: deleteQueue },
  GetQueueUrl: { begin: getQueueUrl },
  GetQueueAttributes: { begin: getQueueAttributes, respond: showQueueAttributes },
  SetQueueAttributes: { begin: setQueueAttributes },
  PurgeQueue: { begin: purgeQueue, respond: () => ({}), refuse: refusePurge },
};

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

function createQueue(params: PlainObject, plane: ControlPlane): Step {
  const attributes = textMapOf(params["Attributes"]);
  const wantsFifo = attributes.get("FifoQueue")?.toLowerCase() === "true";
  const name = queueNameIn(params, wantsFifo);
  if (isRefused(name)) return name;
  const target = { name, fifo: wantsFifo, isNew: true };
  const checked = checkAttributes(attributes, target, plane);
  if (isRefused(checked)) return checked;
  const existing = plane.find(queueKind, name);
  if (existing !== undefined) return sameQueue(existing, checked, plane);
  const deletedAt = plane.deletedAt(queueKind, name);
  if (deletedAt !== undefined && plane.now - deletedAt < sqsLimits.deletedNameInterval) {
    return refused(
      "AWS.SimpleQueueService.QueueDeletedRecently",
      "You must wait 60 seconds after deleting a queue before you can create another with the same name.",
    );
  }
  const complete = withAttributes(defaultAttributes(wantsFifo, plane.asOf), checked);
  if (isRefused(complete)) return complete;
  const tags = tagsWith(name, {}, textMapOf(params["tags"]));
  if (isRefused(tags)) return tags;
  // Simulation only, and checked with the settings.
  const chance = (params["Chance"] ?? null) as QueueChance | null;
  const record = {
    attributes: complete,
    tags: tags.tags,
    modifiedAt: plane.now,
    chance,
    peers: {},
  };
  const queue = plane.create(
    { kind: queueKind, name, arn: queueArnOf(name, plane), record: plainRecord(record) },
    (number) => settingsOf(name, complete, chance, number, plane),
    () => deadLetterConnections(complete, plane),
  );
  joinToDeadLetterQueue(queue, plane);
  if (deletedAt !== undefined) joinSources(queue, plane);
  return respond({ QueueUrl: queueUrlOf(name, plane) });
}

const wrongName =
  "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
const wrongFifoName =
  "The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.";

function queueNameIn(params: PlainObject, fifo: boolean): Checked<string> {
  const name = textOf(params["QueueName"]);
  if (name === undefined) {
    return invalid("Value for parameter QueueName is invalid. Reason: Must specify a queue name.");
  }
  if (name === "") return invalid("Queue name cannot be empty");
  const base = fifo ? /^(.*)\.fifo$/.exec(name)?.[1] : name;
  const isRight =
    base !== undefined && /^[A-Za-z0-9_-]+$/.test(base) && name.length <= sqsLimits.queueName.max;
  return isRight ? name : invalid(fifo ? wrongFifoName : wrongName);
}

/** CreateQueue of a queue that is there changes nothing, and succeeds where nothing would change. */
function sameQueue(
  existing: Resource,
  checked: ReadonlyMap<string, string>,
  plane: ControlPlane,
): Step {
  const differing = differingAttribute(recordOf(existing).attributes, checked);
  if (differing === undefined) return respond({ QueueUrl: queueUrlOf(existing.name, plane) });
  return refused(
    "QueueAlreadyExists",
    `A queue already exists with the same name and a different value for attribute ${differing}`,
  );
}

function deadLetterConnections(
  attributes: QueueAttributes,
  plane: ControlPlane,
): readonly ResourceConnection[] {
  const policy = redrivePolicyOf(attributes);
  const target =
    policy === undefined ? undefined : sqsQueueByArn(policy.deadLetterTargetArn, plane);
  return target === undefined ? [] : [{ port: "deadLetterQueue", to: 0, target: target.number }];
}

function deleteQueue(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  plane.delete(queue, nonExistentQueue);
  return respond();
}

function getQueueUrl(params: PlainObject, plane: ControlPlane): Step {
  const name = spelled(params["QueueName"]); // It is there, and a text.
  const owner = params["QueueOwnerAWSAccountId"] ?? plane.accountId;
  const queue = owner === plane.accountId ? plane.find(queueKind, name) : undefined;
  return queue === undefined ? nonExistentQueue : respond({ QueueUrl: queueUrlOf(name, plane) });
}

function getQueueAttributes(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const names = textsOf(params["AttributeNames"]);
  const unknown = names.find((name) => name !== "All" && !knownAttributes.has(name));
  if (unknown !== undefined) return unknownAttribute(unknown);
  if (!names.some((name) => name === "All" || name.startsWith("Approximate"))) {
    return respond(attributesResponse(queue, names, {}, plane));
  }
  const input: GetQueueAttributes = { type: "getQueueAttributes" };
  return { type: "ask", resource: queue.number, input };
}

function showQueueAttributes(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const queue = queueOf(params, plane);
  const names = textsOf(params["AttributeNames"]);
  if (isRefused(queue)) return queue; // It was deleted since.
  const { visible, inFlight, delayed } = body as QueueCounts; // The answer to what was asked.
  const counts = {
    ApproximateNumberOfMessages: `${visible}`,
    ApproximateNumberOfMessagesNotVisible: `${inFlight}`,
    ApproximateNumberOfMessagesDelayed: `${delayed}`,
  };
  return attributesResponse(queue, names, counts, plane);
}

function attributesResponse(
  queue: Resource,
  names: readonly string[],
  counts: Readonly<Record<string, string>>,
  plane: ControlPlane,
): PlainObject {
  const { attributes, modifiedAt } = recordOf(queue);
  const epochSeconds = (instant: number) =>
    `${Math.floor(wallClockAt(plane.epochMilliseconds, instant as Resource["createdAt"]) / 1_000)}`;
  const others = {
    ...counts,
    CreatedTimestamp: epochSeconds(queue.createdAt),
    LastModifiedTimestamp: epochSeconds(modifiedAt),
    QueueArn: queue.arn,
  };
  const shown = shownAttributes(attributes, others, names);
  return shown === undefined ? {} : { Attributes: shown };
}

function setQueueAttributes(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const given = textMapOf(params["Attributes"]);
  if (given.size === 0) return missing("Attributes");
  const fifo = isFifo(recordOf(queue).attributes);
  const checked = checkAttributes(given, { name: queue.name, fifo, isNew: false }, plane);
  if (isRefused(checked)) return checked;
  const attributes = withAttributes(recordOf(queue).attributes, checked);
  if (isRefused(attributes)) return attributes;
  changeAttributes(queue, attributes, plane);
  return respond();
}

/** Gives a queue other attributes, and its machine the settings that follow from them. */
export function changeAttributes(
  queue: Resource,
  attributes: QueueAttributes,
  plane: ControlPlane,
): void {
  const before = recordOf(queue);
  const settingsWith = (these: QueueAttributes) =>
    settingsOf(queue.name, these, before.chance, queue.number, plane);
  const settings = settingsWith(attributes);
  const isSame = JSON.stringify(settings) === JSON.stringify(settingsWith(before.attributes));
  const changed = plane.change(queue, {
    record: plainRecord({ ...before, attributes, modifiedAt: plane.now }),
    ...(isSame ? {} : { settings }),
    connections: deadLetterConnections(attributes, plane),
  });
  joinToDeadLetterQueue(changed, plane);
}

function purgeQueue(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const input: PurgeQueue = { type: "purgeQueue" };
  return { type: "ask", resource: queue.number, input };
}

function refusePurge(refusal: Refused, params: PlainObject): Refused {
  if (refusal.code !== "AWS.SimpleQueueService.PurgeQueueInProgress") return refusal;
  const name = spelled(params["QueueUrl"]).split(/[/:]/).at(-1);
  return refused(
    refusal.code,
    `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`,
  );
}
