import type { Plain } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { alreadyThere, eventsArn, notFound, respond, timestampAt } from "./checked.ts";
import { changeKept, keptOf, type EndpointKept } from "./connection-record.ts";
import { listed, withPrefix } from "./paging.ts";

/** Operations on global endpoints. What is put through one goes to the bus here, as long as it is healthy. */
export const endpointOperations: Operations = {
  CreateEndpoint: { begin: createEndpoint },
  UpdateEndpoint: { begin: updateEndpoint },
  DescribeEndpoint: { begin: describeEndpoint },
  ListEndpoints: { begin: listEndpoints },
  DeleteEndpoint: { begin: deleteEndpoint },
};

const noEndpoint = (name: string): Refused => notFound(`Endpoint ${name} does not exist.`);

const endpointNamed = (name: string, plane: ControlPlane): EndpointKept | undefined =>
  keptOf(plane).endpoints.find((endpoint) => endpoint.name === name);

function createEndpoint(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  if (endpointNamed(name, plane) !== undefined) {
    return alreadyThere(`Endpoint ${name} already exists.`);
  }
  const [letters = ""] = plane.uuid().split("-");
  const endpoint: EndpointKept = {
    name,
    arn: eventsArn(`endpoint/${name}`, plane),
    id: `${letters}.${letters.slice(0, 3)}`,
    params,
    createdAt: plane.now,
    changedAt: plane.now,
  };
  changeKept({ endpoints: [...keptOf(plane).endpoints, endpoint] }, plane);
  const { EndpointId: _, EndpointUrl: __, ...shown } = shownEndpoint(endpoint);
  return respond({ ...shown, State: "CREATING" });
}

const members = ["Description", "RoutingConfig", "ReplicationConfig", "EventBuses", "RoleArn"];

function shownEndpoint({ name, arn, id, params }: EndpointKept): Record<string, Plain> {
  const given = members.flatMap((member) => {
    const value = params[member];
    return value === undefined ? [] : [[member, value] as const];
  });
  return {
    Name: name,
    Arn: arn,
    EndpointId: id,
    EndpointUrl: `https://${id}.endpoint.events.amazonaws.com`,
    ...Object.fromEntries(given),
    State: "ACTIVE",
  };
}

const withTimes = (endpoint: EndpointKept, plane: ControlPlane): Record<string, Plain> => ({
  ...shownEndpoint(endpoint),
  CreationTime: timestampAt(endpoint.createdAt, plane),
  LastModifiedTime: timestampAt(endpoint.changedAt, plane),
});

function updateEndpoint(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const before = endpointNamed(name, plane);
  if (before === undefined) return noEndpoint(name);
  const after = { ...before, params: { ...before.params, ...params }, changedAt: plane.now };
  const endpoints = keptOf(plane).endpoints.map((each) => (each.name === name ? after : each));
  changeKept({ endpoints }, plane);
  return respond({ ...shownEndpoint(after), State: "UPDATING" });
}

function describeEndpoint(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const found = endpointNamed(name, plane);
  return found === undefined ? noEndpoint(name) : respond(withTimes(found, plane));
}

function listEndpoints(params: PlainObject, plane: ControlPlane): Step {
  const endpoints = withPrefix(keptOf(plane).endpoints, params);
  return listed(
    "Endpoints",
    endpoints.map((each) => withTimes(each, plane)),
    params,
    "MaxResults",
  );
}

function deleteEndpoint(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const { endpoints } = keptOf(plane);
  if (!endpoints.some((each) => each.name === name)) return noEndpoint(name);
  changeKept({ endpoints: endpoints.filter((each) => each.name !== name) }, plane);
  return respond();
}
