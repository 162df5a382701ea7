import { numberOf, textOf } from "../../../request/params.ts";
import { nameInArn } from "../../../service/arn.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { EndpointAnswers } from "../config.ts";
import { answersIn } from "../extras.ts";
import { apiDestinationKindName } from "../kind-names.ts";
import { eventsLimits } from "../limits.ts";
import { quotaIn } from "./account-record.ts";
import {
  destinationNamed,
  destinationRecordOf,
  destinationSettings,
  noApiDestination,
  plainDestination,
  type ApiDestinationRecord,
} from "./api-destination-record.ts";
import { alreadyThere, eventsArn, respond, timestampAt, tooMany } from "./checked.ts";
import { keptOf, noConnection } from "./connection-record.ts";
import { listed, withPrefix } from "./paging.ts";

/** Operations on API destinations. */
export const apiDestinationOperations: Operations = {
  CreateApiDestination: { begin: createDestination },
  UpdateApiDestination: { begin: updateApiDestination },
  DescribeApiDestination: { begin: describeDestination },
  ListApiDestinations: { begin: listDestinations },
  DeleteApiDestination: { begin: deleteDestination },
};

/** Whether a connection has an ARN: templates know of it what is before its UUID. */
function isConnection(arn: string, plane: ControlPlane): boolean {
  const name = nameInArn(arn, "events", "connection/")?.split("/")[0];
  return keptOf(plane).connections.some((each) => each.name === name);
}

function createDestination(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  if (destinationNamed(name, plane) !== undefined) {
    return alreadyThere(`An api-destination '${name}' already exists.`);
  }
  const connectionArn = textOf(params["ConnectionArn"])!; // Likewise.
  if (!isConnection(connectionArn, plane)) return noConnection(connectionArn);
  if (plane.list(apiDestinationKindName).length >= quotaIn(plane, "events.apiDestinations")) {
    return tooMany;
  }
  const answers = (params["Answers"] ?? null) as EndpointAnswers | null; // Of the form of its extra.
  const record: ApiDestinationRecord = {
    connectionArn,
    endpoint: textOf(params["InvocationEndpoint"])!, // Likewise.
    method: textOf(params["HttpMethod"])!, // Likewise.
    requestsPerSecond:
      numberOf(params["InvocationRateLimitPerSecond"]) ?? eventsLimits.endpointRate.default,
    description: textOf(params["Description"]) ?? null,
    answers: answersIn(name, answers),
  };
  const arn = eventsArn(`api-destination/${name}/${plane.uuid()}`, plane);
  const destination = plane.create(
    { kind: apiDestinationKindName, name, arn, record: plainDestination(record) },
    () => destinationSettings(name, record, plane),
  );
  return respond(summaryOf(destination, plane));
}

const summaryOf = (destination: Resource, plane: ControlPlane): PlainObject => ({
  ApiDestinationArn: destination.arn,
  ApiDestinationState: isConnection(destinationRecordOf(destination).connectionArn, plane)
    ? "ACTIVE"
    : "INACTIVE",
  CreationTime: timestampAt(destination.createdAt, plane),
  LastModifiedTime: timestampAt(destination.changedAt, plane),
});

function updateApiDestination(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const destination = destinationNamed(name, plane);
  if (destination === undefined) return noApiDestination(name);
  const connectionArn = textOf(params["ConnectionArn"]);
  if (connectionArn !== undefined && !isConnection(connectionArn, plane)) {
    return noConnection(connectionArn);
  }
  const before = destinationRecordOf(destination);
  const record: ApiDestinationRecord = {
    ...before,
    connectionArn: connectionArn ?? before.connectionArn,
    endpoint: textOf(params["InvocationEndpoint"]) ?? before.endpoint,
    method: textOf(params["HttpMethod"]) ?? before.method,
    requestsPerSecond: numberOf(params["InvocationRateLimitPerSecond"]) ?? before.requestsPerSecond,
    description: textOf(params["Description"]) ?? before.description,
  };
  const changed = plane.change(destination, {
    record: plainDestination(record),
    settings: destinationSettings(name, record, plane),
  });
  return respond(summaryOf(changed, plane));
}

function shownDestination(destination: Resource, plane: ControlPlane): PlainObject {
  const { connectionArn, endpoint, method, requestsPerSecond } = destinationRecordOf(destination);
  return {
    ...summaryOf(destination, plane),
    Name: destination.name,
    ConnectionArn: connectionArn,
    InvocationEndpoint: endpoint,
    HttpMethod: method,
    InvocationRateLimitPerSecond: requestsPerSecond,
  };
}

function describeDestination(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const destination = destinationNamed(name, plane);
  if (destination === undefined) return noApiDestination(name);
  const { description } = destinationRecordOf(destination);
  return respond({
    ...shownDestination(destination, plane),
    ...(description === null ? {} : { Description: description }),
  });
}

function listDestinations(params: PlainObject, plane: ControlPlane): Step {
  const connection = textOf(params["ConnectionArn"]);
  const destinations = withPrefix(plane.list(apiDestinationKindName), params).filter(
    (each) => connection === undefined || destinationRecordOf(each).connectionArn === connection,
  );
  return listed(
    "ApiDestinations",
    destinations.map((each) => shownDestination(each, plane)),
    params,
  );
}

function deleteDestination(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const destination = destinationNamed(name, plane);
  if (destination === undefined) return noApiDestination(name);
  plane.delete(destination, noApiDestination(name));
  return respond();
}
