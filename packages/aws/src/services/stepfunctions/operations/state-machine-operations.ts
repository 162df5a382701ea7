import { valueAsOf, type Plain, type Tagged } from "@orrery/kernel";
import { isObject, listOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { StateMachineType } from "../config.ts";
import { activitiesIn, definitionProblem } from "../definition.ts";
import { ownKeys } from "../limits.ts";
import type { ExecutionsListed, ListExecutions } from "../protocol.ts";
import { againstName } from "./name-check.ts";
import { nextToken, pageOf } from "./pages.ts";
import { addVersion } from "./version-operations.ts";
import {
  changeStateMachine,
  connectionsOf,
  invalid,
  isRefused,
  keptOf,
  noStateMachine,
  plainRecord,
  qualifiedAt,
  required,
  respond,
  settingsOf,
  stateMachineAt,
  stateMachineKindName,
  statesArn,
  timestampAt,
  againstPrefix,
  stateMachineNameIn,
  qualifierKindName,
  type StateMachineKept,
} from "./records.ts";
import { againstTags, tagsIn } from "./tags.ts";

/** Operations that make, change, describe, list and delete state machines. */
export const stateMachineOperations: Operations = {
  CreateStateMachine: { begin: createStateMachine },
  UpdateStateMachine: { begin: updateStateMachine },
  DescribeStateMachine: { begin: describeStateMachine },
  ListStateMachines: { begin: listStateMachines },
  DeleteStateMachine: { begin: beginDelete, next: finishDelete },
};

function createStateMachine(params: PlainObject, plane: ControlPlane): Step {
  const name = required(params, "name");
  const type = (textOf(params["type"]) ?? "STANDARD") as StateMachineType; // One of them, by the model.
  const definition = required(params, "definition");
  const wrong =
    againstName(name) ??
    againstDescription(params) ??
    againstLogging(params) ??
    againstEncryption(params) ??
    definitionProblem(definition, type);
  if (wrong !== null) return wrong;
  const arn = statesArn(`stateMachine:${name}`, plane);
  const before = plane.find(stateMachineKindName, name);
  if (before !== undefined) return createdAgain(before, params, type, plane);
  const tags = tagsIn(params);
  const full = againstTags(tags, arn) ?? againstQuota(plane);
  if (full !== null) return full;
  const kept: StateMachineKept = {
    type,
    definition,
    roleArn: required(params, "roleArn"),
    revisionId: null,
    logging: loggingIn(params),
    tracing: objectOf(params["tracingConfiguration"])["enabled"] === true,
    encryption: encryptionIn(params),
    tags,
    versions: [],
    versionCount: 0,
    aliases: [],
    activities: activitiesIn(definition),
    updatedAt: plane.now,
    isDeleting: false,
  };
  let made: Resource | null = null;
  const described = (number: number) => ({ number, name, arn });
  made = plane.create(
    { kind: stateMachineKindName, name, arn, record: plainRecord(kept) },
    (number) => settingsOf(described(number), kept, plane),
    (number) => connectionsOf(kept, settingsOf(described(number), kept, plane), plane),
  );
  const answer = { stateMachineArn: arn, creationDate: timestampAt(plane.now, plane) };
  if (params["publish"] !== true) return respond(answer);
  const version = addVersion(made, textOf(params["versionDescription"]) ?? null, plane);
  return respond({ ...answer, stateMachineVersionArn: version });
}

/** The same request once more gives what is there; another one of the same name does not. */
function createdAgain(
  before: Resource,
  params: PlainObject,
  type: StateMachineType,
  plane: ControlPlane,
): Step {
  const kept = keptOf(before);
  if (kept.isDeleting) {
    return refused("StateMachineDeleting", `State Machine is being deleted: '${before.arn}'`);
  }
  const isSame =
    kept.type === type &&
    kept.definition === params["definition"] &&
    JSON.stringify(kept.encryption) === JSON.stringify(encryptionIn(params)) &&
    JSON.stringify(kept.logging) === JSON.stringify(loggingIn(params)) &&
    kept.tracing === (objectOf(params["tracingConfiguration"])["enabled"] === true);
  if (!isSame) {
    return refused("StateMachineAlreadyExists", `State Machine Already Exists: '${before.arn}'`);
  }
  const answer = {
    stateMachineArn: before.arn,
    creationDate: timestampAt(before.createdAt, plane),
  };
  if (params["publish"] !== true) return respond(answer);
  const version = addVersion(before, textOf(params["versionDescription"]) ?? null, plane);
  return respond({ ...answer, stateMachineVersionArn: version });
}

function againstQuota(plane: ControlPlane): Refused | null {
  const most = plane.quota("stepfunctions.stateMachines");
  return plane.list(stateMachineKindName).length < most
    ? null
    : refused("StateMachineLimitExceeded", "State Machine Limit Exceeded"); // Assumed: the words.
}

const againstDescription = (params: PlainObject): Refused | null =>
  params["versionDescription"] !== undefined && params["publish"] !== true
    ? invalid("Version description can only be set when publish is true")
    : null;

function againstLogging(params: PlainObject): Refused | null {
  const logging = params["loggingConfiguration"];
  if (!isObject(logging)) return null;
  const destinations = listOf(logging["destinations"]);
  const isOff = (logging["level"] ?? "OFF") === "OFF";
  const isRight = isOff ? destinations.length <= 1 : destinations.length === 1;
  const arn = textOf(objectOf(objectOf(destinations[0])["cloudWatchLogsLogGroup"])["logGroupArn"]);
  if (isRight && (destinations.length === 0 || arn !== undefined)) return null;
  return refused(
    "InvalidLoggingConfiguration",
    "Invalid Logging Configuration: Must specify exactly one Log Destination.",
  );
}

/** What is wrong with an encryption; `null` for nothing. */
export function againstEncryption(params: PlainObject): Refused | null {
  const encryption = params["encryptionConfiguration"];
  if (!isObject(encryption)) return null;
  const isOwn = encryption["type"] === "CUSTOMER_MANAGED_KMS_KEY";
  const hasKey = encryption["kmsKeyId"] !== undefined;
  return isOwn === hasKey || (isOwn && hasKey)
    ? null
    : refused(
        "InvalidEncryptionConfiguration",
        "Invalid Encryption Configuration: kmsKeyId must be provided for a customer managed key, and for no other.", // Assumed: the words.
      );
}

const loggingIn = (params: PlainObject): PlainObject | null =>
  isObject(params["loggingConfiguration"]) ? params["loggingConfiguration"] : null;
/** The encryption in parameters. */
export const encryptionIn = (params: PlainObject): PlainObject | null =>
  isObject(params["encryptionConfiguration"]) ? params["encryptionConfiguration"] : null;

function updateStateMachine(params: PlainObject, plane: ControlPlane): Step {
  const resource = stateMachineAt(required(params, "stateMachineArn"), plane);
  if (isRefused(resource)) return resource;
  const kept = keptOf(resource);
  if (kept.isDeleting) {
    return refused("StateMachineDeleting", `State Machine is being deleted: '${resource.arn}'`);
  }
  const said = ["definition", "roleArn", "loggingConfiguration", "tracingConfiguration"];
  const others = ["encryptionConfiguration"];
  if (
    ![...said, ...others].some((name) => params[name] !== undefined) &&
    params["publish"] !== true
  ) {
    return refused(
      "MissingRequiredParameter",
      "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified",
    );
  }
  const definition = textOf(params["definition"]) ?? kept.definition;
  const wrong =
    againstDescription(params) ??
    againstLogging(params) ??
    againstEncryption(params) ??
    definitionProblem(definition, kept.type);
  if (wrong !== null) return wrong;
  const roleArn = textOf(params["roleArn"]) ?? kept.roleArn;
  // What stays as it was is no other revision.
  const isOther = definition !== kept.definition || roleArn !== kept.roleArn;
  const revisionId = isOther ? plane.uuid() : kept.revisionId;
  const change: Partial<StateMachineKept> = {
    definition,
    roleArn,
    revisionId,
    logging: loggingIn(params) ?? kept.logging,
    tracing: isObject(params["tracingConfiguration"])
      ? params["tracingConfiguration"]["enabled"] === true
      : kept.tracing,
    encryption: encryptionIn(params) ?? kept.encryption,
    activities: [...new Set([...kept.activities, ...activitiesIn(definition)])],
    updatedAt: plane.now,
  };
  const changed = changeStateMachine(resource, change, plane);
  const answer = {
    updateDate: timestampAt(plane.now, plane),
    ...(revisionId === null ? {} : { revisionId }),
  };
  if (params["publish"] !== true) return respond(answer);
  const version = addVersion(changed, textOf(params["versionDescription"]) ?? null, plane);
  return respond({ ...answer, stateMachineVersionArn: version });
}

/** What everybody hears of how a state machine logs and traces. */
export const shownConfiguration = (
  { logging, tracing, encryption }: StateMachineKept,
  asOf: string,
): PlainObject => ({
  loggingConfiguration: {
    level: "OFF",
    includeExecutionData: false,
    ...logging,
  },
  tracingConfiguration: { enabled: tracing },
  ...shownEncryption(encryption, asOf),
});

/** How data are encrypted, which is told since there is a choice. */
export const shownEncryption = (encryption: PlainObject | null, asOf: string): PlainObject =>
  encryption === null && !valueAsOf(ownKeys, asOf)
    ? {}
    : { encryptionConfiguration: encryption ?? { type: "AWS_OWNED_KEY" } };

function describeStateMachine(params: PlainObject, plane: ControlPlane): Step {
  const arn = required(params, "stateMachineArn");
  if (!arn.startsWith("arn:")) return noStateMachine(arn);
  const found = qualifiedAt(arn, plane);
  if (isRefused(found)) return found;
  const { resource, qualifier } = found;
  const kept = keptOf(resource);
  const alias = kept.aliases.find(({ name }) => name === qualifier);
  const number = alias === undefined ? qualifier : `${alias.routes[0]!.version}`;
  const version = kept.versions.find((each) => `${each.number}` === number);
  const { definition, roleArn, revisionId } = version ?? kept;
  const includesDefinition = params["includedData"] !== "METADATA_ONLY";
  return respond({
    stateMachineArn: arn,
    name: resource.name,
    status: kept.isDeleting ? "DELETING" : "ACTIVE",
    ...(includesDefinition ? { definition } : {}),
    roleArn,
    type: kept.type,
    creationDate: timestampAt(version?.createdAt ?? resource.createdAt, plane),
    ...shownConfiguration(kept, plane.asOf),
    ...(revisionId === null ? {} : { revisionId }),
    ...(version?.description == null ? {} : { description: version.description }),
  });
}

function listStateMachines(params: PlainObject, plane: ControlPlane): Step {
  const all = plane
    .list(stateMachineKindName)
    .filter((resource) => !keptOf(resource).isDeleting)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const page = pageOf(all, params);
  if (isRefused(page)) return page;
  return respond({
    stateMachines: page.items.map((resource) => ({
      stateMachineArn: resource.arn,
      name: resource.name,
      type: keptOf(resource).type,
      creationDate: timestampAt(resource.createdAt, plane),
    })),
    ...nextToken(page.next),
  });
}

/** Whether any execution of a state machine is open. */
const askForOpen: ListExecutions = {
  type: "listExecutions",
  status: "RUNNING",
  mapRun: null,
  version: null,
  alias: null,
  redriven: null,
  before: null,
  most: 1,
};

function beginDelete(params: PlainObject, plane: ControlPlane): Step {
  const arn = required(params, "stateMachineArn");
  const wrong = againstPrefix(arn);
  if (wrong !== null) return wrong;
  const name = stateMachineNameIn(arn);
  const resource = name === undefined ? undefined : plane.find(stateMachineKindName, name);
  // What is not there is as good as deleted.
  if (resource === undefined) return respond();
  return { type: "ask", resource: resource.number, input: askForOpen, kept: resource.name };
}

function finishDelete(
  [answer]: readonly Tagged[],
  _params: PlainObject,
  plane: ControlPlane,
  name: Plain,
): Step {
  const resource = plane.find(stateMachineKindName, name as string); // As it was kept.
  if (resource === undefined) return respond();
  const { executions } = answer as ExecutionsListed; // Asked for them.
  const { versions, aliases } = keptOf(resource);
  const refusal = noStateMachine(resource.arn);
  for (const qualifier of [
    ...versions.map(({ number }) => `${number}`),
    ...aliases.map((each) => each.name),
  ]) {
    const there = plane.find(qualifierKindName, `${resource.name}:${qualifier}`);
    if (there !== undefined) plane.delete(there, noStateMachine(there.arn));
  }
  if (executions.length === 0) plane.delete(resource, refusal);
  else changeStateMachine(resource, { isDeleting: true, versions: [], aliases: [] }, plane);
  return respond();
}
