import type { Tagged } from "@orrery/kernel";
import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { ReservationSettings } from "../config.ts";
import { athenaLimits } from "../limits.ts";
import { reservationArn, reservationKindName, workgroupKindName } from "../names.ts";
import type { ReservationShown } from "../protocol.ts";
import {
  figuresIn,
  invalid,
  isRefused,
  keepWorkgroup,
  pageSize,
  plain,
  reservationRecordOf,
  respond,
  tagsIn,
  timestampAt,
  workgroupIn,
  workgroupRecordOf,
} from "./records.ts";

const show = { type: "showReservation" } as const;

/** Operations on capacity reservations. */
export const reservationOperations: Operations = {
  CreateCapacityReservation: { begin: create },
  GetCapacityReservation: {
    begin(params, plane) {
      const found = reservationIn(params, plane);
      return isRefused(found) ? found : { type: "ask", resource: found.number, input: show };
    },
    respond(body, params, plane) {
      const found = reservationIn(params, plane);
      return isRefused(found) ? found : { CapacityReservation: shown(found, body, plane) };
    },
  },
  ListCapacityReservations: {
    begin(_params, plane) {
      const asks = plane
        .list(reservationKindName)
        .map(({ number }) => ({ resource: number, input: show }));
      return asks.length === 0 ? respond({ CapacityReservations: [] }) : { type: "askAll", asks };
    },
    next(bodies, params, plane) {
      const all = plane
        .list(reservationKindName)
        .flatMap((each, place) =>
          bodies[place] === undefined ? [] : [shown(each, bodies[place], plane)],
        );
      const { items, next } = page(all, params["NextToken"], pageSize(params)) ?? {
        items: [],
        next: null,
      };
      return respond({
        CapacityReservations: items,
        ...(next === null ? {} : { NextToken: next }),
      });
    },
  },
  UpdateCapacityReservation: {
    begin(params, plane) {
      const found = reservationIn(params, plane);
      if (isRefused(found)) return found;
      const dpus = dpusIn(params, plane, found);
      if (typeof dpus !== "number") return dpus;
      const settings = settingsOf(found.name, dpus, false, plane);
      plane.change(found, { record: { ...found.record, dpus }, settings });
      return respond();
    },
  },
  CancelCapacityReservation: {
    begin(params, plane) {
      const found = reservationIn(params, plane);
      if (isRefused(found)) return found;
      const settings = settingsOf(found.name, 0, true, plane);
      plane.change(found, { settings });
      return respond();
    },
  },
  DeleteCapacityReservation: {
    begin(params, plane) {
      const found = reservationIn(params, plane);
      return isRefused(found) ? found : { type: "ask", resource: found.number, input: show };
    },
    next([body], params, plane) {
      const found = reservationIn(params, plane);
      if (isRefused(found)) return found;
      const { status } = body as ReservationShown; // It was asked.
      if (status !== "CANCELLED") {
        return invalid(`Capacity reservation ${found.name} is not cancelled.`); // Assumed: the words.
      }
      release(found, reservationRecordOf(found).workgroups, plane);
      plane.delete(found, absent(found.name));
      return respond();
    },
  },
  PutCapacityAssignmentConfiguration: { begin: assign },
  GetCapacityAssignmentConfiguration: {
    begin(params, plane) {
      const found = reservationIn(params, plane, "CapacityReservationName");
      if (isRefused(found)) return found;
      const { workgroups } = reservationRecordOf(found);
      return respond({
        CapacityAssignmentConfiguration: {
          CapacityReservationName: found.name,
          CapacityAssignments: workgroups.length === 0 ? [] : [{ WorkGroupNames: workgroups }],
        },
      });
    },
  },
};

const absent = (name: string): Refused => invalid(`Capacity reservation ${name} does not exist.`);

function reservationIn(
  params: PlainObject,
  plane: ControlPlane,
  member = "Name",
): Resource | Refused {
  const name = textOf(params[member]) ?? "";
  return plane.find(reservationKindName, name) ?? absent(name);
}

/** The DPUs that a request asks for. */
function dpusIn(params: PlainObject, plane: ControlPlane, but?: Resource): number | Refused {
  const dpus = numberOf(params["TargetDpus"]) ?? 0;
  if (dpus % athenaLimits.dpuStep !== 0) {
    return invalid(`TargetDpus must be a multiple of ${athenaLimits.dpuStep}.`); // Assumed: the words.
  }
  const others = plane
    .list(reservationKindName)
    .filter(({ number }) => number !== but?.number)
    .reduce((all, { record }) => all + (numberOf(record["dpus"]) ?? 0), 0);
  return others + dpus > plane.quota("athena.reservedDpus")
    ? invalid("The account has reached its quota of DPUs.") // Assumed: the words.
    : dpus;
}

const settingsOf = (
  name: string,
  dpus: number,
  isCancelled: boolean,
  plane: ControlPlane,
): ReservationSettings => {
  const { provisioning, reservationMinimum } = figuresIn(plane);
  const assumed = { provisioning, reservationMinimum };
  return { name, dpus, isCancelled, isReady: plane.now === 0, assumed };
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["Name"])!; // The model has it.
  if (plane.find(reservationKindName, name) !== undefined) {
    return invalid(`Capacity reservation ${name} already exists.`); // Assumed: the words.
  }
  if (plane.list(reservationKindName).length >= plane.quota("athena.capacityReservations")) {
    return invalid("The account has reached its quota of capacity reservations."); // Assumed: the words.
  }
  const dpus = dpusIn(params, plane);
  if (typeof dpus !== "number") return dpus;
  const settings = settingsOf(name, dpus, false, plane);
  const record = plain({ workgroups: [], tags: tagsIn(params["Tags"]) });
  const made = plane.create(
    {
      kind: reservationKindName,
      name,
      arn: reservationArn(name, plane),
      record: { ...record, dpus },
      otherwise: `capacity reservation ${name}`,
    },
    () => settings,
  );
  // What is made in mid-run comes later: a component begins with the first input that it hears.
  if (!settings.isReady) plane.change(made, { settings: { ...settings } });
  return respond();
}

/** Gives workgroups to a reservation, in place of those that it had. */
function assign(params: PlainObject, plane: ControlPlane): Step {
  const found = reservationIn(params, plane, "CapacityReservationName");
  if (isRefused(found)) return found;
  const names = listOf(params["CapacityAssignments"]).flatMap((each) =>
    textsOf(objectOf(each)["WorkGroupNames"]),
  );
  if (names.length > athenaLimits.reservationWorkgroups) {
    return invalid(
      `A capacity reservation has at most ${athenaLimits.reservationWorkgroups} workgroups.`, // Assumed: the words.
    );
  }
  const workgroups: Resource[] = [];
  for (const name of names) {
    const workgroup = workgroupIn({ WorkGroup: name }, plane);
    if (isRefused(workgroup)) return workgroup;
    workgroups.push(workgroup);
  }
  const before = reservationRecordOf(found).workgroups;
  release(
    found,
    before.filter((name) => !names.includes(name)),
    plane,
  );
  for (const workgroup of workgroups) {
    if (workgroupRecordOf(workgroup).reservation === found.number) continue;
    keepWorkgroup(workgroup, { reservation: found.number }, plane);
  }
  plane.change(found, { record: { ...found.record, workgroups: names } });
  return respond();
}

function release({ number }: Resource, names: readonly string[], plane: ControlPlane): void {
  for (const name of names) {
    const workgroup = plane.find(workgroupKindName, name);
    if (workgroup === undefined || workgroupRecordOf(workgroup).reservation !== number) continue;
    keepWorkgroup(workgroup, { reservation: null }, plane);
  }
}

function shown(reservation: Resource, body: Tagged, plane: ControlPlane): PlainObject {
  const { status, allocated, askedAt, allocatedAt } = body as ReservationShown; // It was asked.
  const isDone = status === "ACTIVE" || status === "CANCELLED";
  return {
    Name: reservation.name,
    Status: status,
    TargetDpus: numberOf(reservation.record["dpus"]) ?? 0,
    AllocatedDpus: allocated,
    LastAllocation: {
      Status: isDone ? "SUCCEEDED" : "PENDING",
      RequestTime: timestampAt(askedAt, plane),
      ...(isDone && allocatedAt !== null
        ? { RequestCompletionTime: timestampAt(allocatedAt, plane) }
        : {}),
    },
    ...(allocatedAt === null
      ? {}
      : { LastSuccessfulAllocationTime: timestampAt(allocatedAt, plane) }),
    CreationTime: timestampAt(reservation.createdAt, plane),
  };
}
