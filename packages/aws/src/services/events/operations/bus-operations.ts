import type { Plain } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { busKindName } from "../kind-names.ts";
import { quotaIn } from "./account-record.ts";
import {
  busNameIn,
  busNamed,
  busOf,
  changeBus,
  defaultBus,
  defaultBusName,
  makeBus,
  noBus,
  recordOf,
  shownBus,
} from "./bus-record.ts";
import { alreadyThere, invalid, isRefused, notFound, respond, tooMany } from "./checked.ts";
import { listed, withPrefix } from "./paging.ts";
import { tagsIn } from "./tags.ts";
import { activateSource, partnerSourceNamed } from "./partner-record.ts";

/** Operations that make, change, show and delete buses. */
export const busOperations: Operations = {
  CreateEventBus: { begin: createBus },
  UpdateEventBus: { begin: updateBus },
  DescribeEventBus: { begin: describeBus },
  ListEventBuses: { begin: listBuses },
  DeleteEventBus: { begin: deleteBus },
};

const shownMembers = ["Description", "KmsKeyIdentifier", "DeadLetterConfig", "LogConfig"];

const given = (params: PlainObject, names: readonly string[]): Record<string, Plain> =>
  Object.fromEntries(
    names.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );

function createBus(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // It is there.
  const source = textOf(params["EventSourceName"]);
  if (busNamed(name, plane) !== undefined) {
    return alreadyThere(`Event bus ${name} already exists.`);
  }
  if (source === undefined && name.includes("/")) {
    return invalid("Event bus name must not contain '/'.");
  }
  if (source !== undefined && partnerSourceNamed(source, plane) === undefined) {
    return notFound(`Event source ${source} does not exist.`);
  }
  if (plane.list(busKindName).length >= quotaIn(plane, "events.buses")) return tooMany;
  const shown = given(params, shownMembers);
  const bus = makeBus(name, plane, { shown, tags: tagsIn(params) });
  if (source !== undefined) activateSource(source, plane);
  return respond({ EventBusArn: bus.arn, ...shown });
}

function updateBus(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane, "Name");
  if (isRefused(bus)) return bus;
  const shown = { ...recordOf(bus).shown, ...given(params, shownMembers) };
  changeBus(bus, { shown }, plane);
  return respond({ Arn: bus.arn, Name: bus.name, ...shown });
}

function describeBus(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane, "Name");
  if (isRefused(bus)) return bus;
  return respond({ ...shownBus(bus, plane), ...recordOf(bus).shown });
}

function listBuses(params: PlainObject, plane: ControlPlane): Step {
  defaultBus(plane);
  const buses = withPrefix(plane.list(busKindName), params);
  return listed(
    "EventBuses",
    buses.map((bus) => shownBus(bus, plane)),
    params,
  );
}

function deleteBus(params: PlainObject, plane: ControlPlane): Step {
  const name = busNameIn(textOf(params["Name"]));
  if (name === defaultBusName) return invalid("Cannot delete event bus default.");
  const bus = busNamed(name, plane);
  // It is no error to delete a bus that is not there.
  if (bus === undefined) return respond();
  if (recordOf(bus).rules.length > 0) {
    // Assumed: the words.
    return invalid(`Event bus ${name} can't be deleted since it has rules.`);
  }
  plane.delete(bus, noBus(name));
  return respond();
}
