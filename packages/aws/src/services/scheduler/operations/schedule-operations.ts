import type { Plain, Tagged } from "@orrery/kernel";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type {
  Ask,
  ControlPlane,
  Operation,
  Operations,
  Step,
} from "../../../service/service-model.ts";
import type { NewSchedule } from "../config.ts";
import { schedulerLimits } from "../limits.ts";
import type {
  CreateSchedule,
  GroupReply,
  ListSchedules,
  RemoveSchedules,
  SchedulesListed,
  ShownSchedule,
  UpdateSchedule,
} from "../protocol.ts";
import { noSchedule } from "../group/schedules.ts";
import { scheduleArn } from "../schedule-arn.ts";
import {
  defaultGroup,
  findAccount,
  findGroup,
  giveFirst,
  groupKindName,
  groupNamed,
  makeGroup,
  noGroup,
  respond,
  timestampOf,
} from "./group-record.ts";
import { planIn, shownIn } from "./schedule-plan.ts";
import { planTarget } from "./target-plan.ts";

const nameIn = (params: PlainObject): string => textOf(params["Name"])!; // It must be there.

const ask = (group: Resource, input: Tagged): Ask => ({
  type: "ask",
  resource: group.number,
  input,
});

const untouched: RemoveSchedules = { type: "removeSchedules", count: 0 };

const arnIn = (params: PlainObject, plane: ControlPlane): string =>
  scheduleArn(plane, groupNamed(params), nameIn(params));

const respondWithArn: NonNullable<Operation["respond"]> = (_body, params, plane) => ({
  ScheduleArn: arnIn(params, plane),
});

/** Operations on schedules. */
export const scheduleOperations: Operations = {
  CreateSchedule: {
    begin(params, plane) {
      const plan = planIn(params, plane);
      if ("type" in plan) return plan;
      const name = groupNamed(params);
      const found = findGroup(name, plane);
      if (found === undefined && name !== defaultGroup) return noGroup(name);
      const account = findAccount(plane);
      const group = found ?? makeGroup(defaultGroup, { tags: {}, token: null }, plane);
      const planned = scheduleIn(params, plan, group, plane);
      const input: CreateSchedule = { type: "createSchedule", schedule: planned.schedule };
      const kept = input as unknown as Plain; // Plain data by its type.
      if (found !== undefined) return { ...ask(planned.group, input), kept: null };
      // What is made by a call can be asked after it.
      if (account !== undefined) return { ...ask(account, untouched), kept };
      giveFirst(planned.group, planned.schedule, plane);
      return respond({ ScheduleArn: arnIn(params, plane) });
    },
    next(_bodies, params, plane, kept) {
      if (kept === null) return respond({ ScheduleArn: arnIn(params, plane) });
      const group = findGroup(defaultGroup, plane)!; // It was made before, and stays.
      return { ...ask(group, kept as unknown as CreateSchedule), kept: null };
    },
  },
  UpdateSchedule: {
    begin(params, plane) {
      const plan = planIn(params, plane);
      if ("type" in plan) return plan;
      const group = groupOf(params, plane);
      if ("code" in group) return group;
      const planned = scheduleIn(params, plan, group, plane);
      const input: UpdateSchedule = { type: "updateSchedule", schedule: planned.schedule };
      return ask(planned.group, input);
    },
    respond: respondWithArn,
  },
  DeleteSchedule: {
    begin: (params, plane) => askNamed("deleteSchedule", params, plane),
    respond: () => ({}),
  },
  GetSchedule: {
    begin: (params, plane) => askNamed("showSchedule", params, plane),
    respond(body, params, plane) {
      const { schedule } = body as Extract<GroupReply, { type: "shown" }>; // It gives no other.
      return {
        ...namesOf(schedule, groupNamed(params), plane),
        ...schedule.shown,
      };
    },
  },
  ListSchedules: { begin: list, next: listed },
};

/** The schedule of a request, whose group knows its target. */
function scheduleIn(
  params: PlainObject,
  plan: Omit<NewSchedule["plan"], "target">,
  group: Resource,
  plane: ControlPlane,
): { readonly schedule: NewSchedule; readonly group: Resource } {
  const target = objectOf(params["Target"]);
  const planned = planTarget(target, group, arnIn(params, plane), plane);
  const schedule: NewSchedule = {
    name: nameIn(params),
    token: textOf(params["ClientToken"]) ?? null,
    plan: { ...plan, target: planned.plan },
    shown: shownIn(params),
  };
  return { schedule, group: planned.group };
}

/** The group of a request in which a schedule may be; the refusal where there is none. */
function groupOf(params: PlainObject, plane: ControlPlane): Resource | Refused {
  const name = groupNamed(params);
  const group = findGroup(name, plane);
  if (group !== undefined) return group;
  return name === defaultGroup ? noSchedule(nameIn(params)) : noGroup(name);
}

function askNamed(type: string, params: PlainObject, plane: ControlPlane): Step {
  const group = groupOf(params, plane);
  if ("code" in group) return group;
  return ask(group, { type, name: nameIn(params) } as Tagged);
}

const namesOf = (
  { name, createdAt, changedAt }: ShownSchedule,
  group: string,
  plane: ControlPlane,
): PlainObject => ({
  Arn: scheduleArn(plane, group, name),
  GroupName: group,
  Name: name,
  CreationDate: timestampOf(createdAt, plane),
  LastModificationDate: timestampOf(changedAt, plane),
});

/** Where a page of schedules begins: behind a schedule of a group. */
interface Place {
  readonly group: string;
  readonly after: string | null;
}

/** Asks all groups from a place on, by their names. */
function list(params: PlainObject, plane: ControlPlane): Step {
  const only = textOf(params["GroupName"]);
  if (only !== undefined && only !== defaultGroup && findGroup(only, plane) === undefined) {
    return noGroup(only);
  }
  const place = placeIn(params["NextToken"]);
  if (place === undefined) return refused("ValidationException", "Invalid NextToken."); // Assumed: the words.
  const groups = plane
    .list(groupKindName)
    .filter(({ name }) => (only === undefined || name === only) && name >= (place?.group ?? ""))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  if (groups.length === 0) return respond({ Schedules: [] });
  const state = textOf(params["State"]);
  const asks = groups.map(({ name, number }) => {
    const input: ListSchedules = {
      type: "listSchedules",
      after: name === place?.group ? place.after : null,
      most: mostIn(params),
      prefix: textOf(params["NamePrefix"]) ?? "",
      isEnabled: state === undefined ? null : state === "ENABLED",
    };
    return { resource: number, input };
  });
  return { type: "askAll", asks, kept: groups.map(({ name }) => name) };
}

function listed(
  bodies: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const names = kept as readonly string[]; // As above.
  const most = mostIn(params);
  const found = bodies.flatMap(
    (body, place) =>
      body.type === "listed"
        ? (body as SchedulesListed).schedules.map((schedule) => ({
            schedule,
            group: names[place]!,
          }))
        : [], // The group has gone.
  );
  const hasMore =
    found.length > most ||
    bodies.some((body) => body.type === "listed" && (body as SchedulesListed).hasMore);
  const shown = found.slice(0, most);
  const last = shown.at(-1);
  return respond({
    Schedules: shown.map(({ schedule, group }) => ({
      ...namesOf(schedule, group, plane),
      State: schedule.shown["State"]!,
      Target: { Arn: objectOf(schedule.shown["Target"])["Arn"]! },
    })),
    ...(hasMore && last !== undefined
      ? { NextToken: JSON.stringify([last.group, last.schedule.name]) }
      : {}),
  });
}

const mostIn = (params: PlainObject): number =>
  numberOf(params["MaxResults"]) ?? schedulerLimits.page.default;

/** `null`: the first page; `undefined`: the token is none that a page before could have given. */
function placeIn(token: Plain | undefined): Place | null | undefined {
  if (token === undefined) return null;
  try {
    const [group, after] = JSON.parse(textOf(token) ?? "") as readonly unknown[];
    return typeof group === "string" && typeof after === "string" ? { group, after } : undefined;
  } catch {
    return undefined;
  }
}
