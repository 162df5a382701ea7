import { numberOf, objectOf, spelled, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import { logsLimits } from "../limits.ts";
import { noStream, type GroupReply } from "../protocol.ts";
import {
  changeGroup,
  clockOf,
  findGroup,
  groupFor,
  groupName,
  invalid,
  makeGroup,
  noGroup,
  recordOf,
  respond,
} from "./group-record.ts";

const tagsIn = (params: PlainObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(objectOf(params["tags"])).map(([key, value]) => [key, spelled(value)]),
  );

function createLogGroup(params: PlainObject, plane: ControlPlane): Step {
  const name = groupName(params);
  if (findGroup(name, plane) !== undefined) {
    return refused("ResourceAlreadyExistsException", "The specified log group already exists");
  }
  makeGroup(
    name,
    {
      logClass: textOf(params["logGroupClass"]) ?? "STANDARD",
      kmsKeyId: textOf(params["kmsKeyId"]) ?? null,
      isProtected: params["deletionProtectionEnabled"] === true,
      tags: tagsIn(params),
    },
    plane,
  );
  return respond();
}

function deleteLogGroup(params: PlainObject, plane: ControlPlane): Step {
  const found = findGroup(groupName(params), plane);
  if (found === undefined) return noGroup;
  if (recordOf(found).isProtected) {
    return refused("ValidationException", "The log group is protected against deletion."); // Assumed: the words.
  }
  plane.delete(found, noGroup);
  return respond();
}

/** An operation that changes what is kept of a group. */
const changing = (
  change: (params: PlainObject, group: Resource, plane: ControlPlane) => Step,
): Operation => ({
  begin(params, plane) {
    const found = groupFor(groupName(params), plane);
    return found === undefined ? noGroup : change(params, found, plane);
  },
});

const putRetention = changing((params, group, plane) => {
  const days = numberOf(params["retentionInDays"])!; // The model requires it.
  if (!logsLimits.retention.includes(days)) {
    return invalid(
      `1 validation error detected: Value '${days}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${[...logsLimits.retention].join(", ")}]`,
    );
  }
  changeGroup(group, { retention: days }, plane);
  return respond();
});

const putDataProtection = changing((params, group, plane) => {
  const text = textOf(params["policyDocument"])!; // The model requires it.
  const at = clockOf(plane);
  changeGroup(group, { dataProtection: { text, at } }, plane);
  return respond({ logGroupIdentifier: group.name, policyDocument: text, lastUpdatedTime: at });
});

const getDataProtection = changing((_params, group) => {
  const { dataProtection } = recordOf(group);
  return respond({
    logGroupIdentifier: group.name,
    ...(dataProtection === null
      ? {}
      : { policyDocument: dataProtection.text, lastUpdatedTime: dataProtection.at }),
  });
});

/** A stream that a group of {@link findGroup} has. */
function hasStream(group: Resource, name: string, plane: ControlPlane): boolean {
  const shown = plane.consult(group.number, { type: "showStreams" }) as GroupReply;
  return shown.type === "streamsShown" && shown.streams.some((each) => each.name === name);
}

const createLogStream: Operation = {
  begin(params, plane) {
    const stream = textOf(params["logStreamName"])!; // The model requires it.
    const found = findGroup(groupName(params), plane);
    if (found === undefined) return noGroup;
    if (hasStream(found, stream, plane)) {
      return refused("ResourceAlreadyExistsException", "The specified log stream already exists");
    }
    const input = { type: "makeLogStream", stream } as const;
    return { type: "ask", resource: found.number, input };
  },
  respond: () => ({}),
};
const deleteLogStream: Operation = {
  begin(params, plane) {
    const stream = textOf(params["logStreamName"])!; // The model requires it.
    const found = findGroup(groupName(params), plane);
    if (found === undefined) return noGroup;
    if (!hasStream(found, stream, plane)) return noStream;
    const input = { type: "removeLogStream", stream } as const;
    return { type: "ask", resource: found.number, input };
  },
  respond: () => ({}),
};

/** The group of an ARN, or of a name. */
const tagged = (params: PlainObject, plane: ControlPlane): Resource | undefined => {
  const arn = textOf(params["resourceArn"]);
  return findGroup(
    arn === undefined ? groupName(params) : groupName({ logGroupIdentifier: arn }),
    plane,
  );
};

const tagging = (
  change: (params: PlainObject, group: Resource, plane: ControlPlane) => Step,
): Operation => ({
  begin(params, plane) {
    const found = tagged(params, plane);
    return found === undefined ? noGroup : change(params, found, plane);
  },
});
const addTags = tagging((params, group, plane) => {
  changeGroup(group, { tags: { ...recordOf(group).tags, ...tagsIn(params) } }, plane);
  return respond();
});
const removeTags = tagging((params, group, plane) => {
  const keys = [...textsOf(params["tagKeys"]), ...textsOf(params["tags"])];
  const left = Object.entries(recordOf(group).tags).filter(([key]) => !keys.includes(key));
  changeGroup(group, { tags: Object.fromEntries(left) }, plane);
  return respond();
});
const showTags = tagging((_params, group) => respond({ tags: recordOf(group).tags }));

/** Operations on log groups and streams. */
export const groupOperations: Operations = {
  CreateLogGroup: { begin: createLogGroup },
  DeleteLogGroup: { begin: deleteLogGroup },
  PutRetentionPolicy: putRetention,
  DeleteRetentionPolicy: changing((_params, group, plane) => {
    changeGroup(group, { retention: null }, plane);
    return respond();
  }),
  AssociateKmsKey: changing((params, group, plane) => {
    changeGroup(group, { kmsKeyId: textOf(params["kmsKeyId"]) ?? null }, plane);
    return respond();
  }),
  DisassociateKmsKey: changing((_params, group, plane) => {
    changeGroup(group, { kmsKeyId: null }, plane);
    return respond();
  }),
  PutLogGroupDeletionProtection: changing((params, group, plane) => {
    changeGroup(group, { isProtected: params["deletionProtectionEnabled"] === true }, plane);
    return respond();
  }),
  PutDataProtectionPolicy: putDataProtection,
  GetDataProtectionPolicy: getDataProtection,
  DeleteDataProtectionPolicy: changing((_params, group, plane) => {
    changeGroup(group, { dataProtection: null }, plane);
    return respond();
  }),
  CreateLogStream: createLogStream,
  DeleteLogStream: deleteLogStream,
  TagResource: addTags,
  UntagResource: removeTags,
  ListTagsForResource: showTags,
  TagLogGroup: addTags,
  UntagLogGroup: removeTags,
  ListTagsLogGroup: showTags,
};
