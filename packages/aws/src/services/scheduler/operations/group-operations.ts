import { numberOf, textOf } from "../../../request/params.ts";
import { pageByKey } from "../../../request/page.ts";
import { start } from "@orrery/kernel";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { DeleteAll } from "../protocol.ts";
import { schedulerLimits } from "../limits.ts";
import { groupArn } from "../schedule-arn.ts";
import {
  defaultGroup,
  findGroup,
  groupKindName,
  makeGroup,
  noGroup,
  recordOf,
  respond,
  timestampOf,
} from "./group-record.ts";
import { tagsIn } from "./tag-operations.ts";

const nameIn = (params: PlainObject): string => textOf(params["Name"])!; // It must be there.

/** Operations on groups. */
export const groupOperations: Operations = {
  CreateScheduleGroup: {
    begin(params, plane) {
      const name = nameIn(params);
      const token = textOf(params["ClientToken"]) ?? null;
      const found = findGroup(name, plane);
      const response = { ScheduleGroupArn: groupArn(plane, name) };
      const isSame = found !== undefined && token !== null && recordOf(found).token === token;
      if (isSame) return respond(response);
      if (found !== undefined || name === defaultGroup) {
        return refused("ConflictException", `Schedule group ${name} already exists.`);
      }
      const most = plane.quota("scheduler.scheduleGroups");
      // The default group is one of them, also before it is used.
      const hasDefault = findGroup(defaultGroup, plane) !== undefined;
      if (plane.list(groupKindName).length + (hasDefault ? 0 : 1) >= most) {
        return refused(
          "ServiceQuotaExceededException",
          `The account has reached its quota of ${most} schedule groups.`, // Assumed: the words.
        );
      }
      makeGroup(name, { tags: tagsIn(params["Tags"]), token }, plane);
      return respond(response);
    },
  },
  GetScheduleGroup: {
    begin(params, plane) {
      const shown = shownGroup(nameIn(params), plane);
      return shown === undefined ? noGroup(nameIn(params)) : respond(shown);
    },
  },
  DeleteScheduleGroup: {
    begin(params, plane) {
      const name = nameIn(params);
      if (name === defaultGroup) {
        return refused("ValidationException", "The default schedule group cannot be deleted."); // Assumed: the words.
      }
      const group = findGroup(name, plane);
      if (group === undefined) return noGroup(name);
      const input: DeleteAll = { type: "deleteAll" };
      return { type: "ask", resource: group.number, input };
    },
    next(_bodies, params, plane) {
      const group = findGroup(nameIn(params), plane);
      if (group !== undefined) plane.delete(group, noGroup(group.name));
      return respond();
    },
  },
  ListScheduleGroups: { begin: list },
};

function list(params: PlainObject, plane: ControlPlane): Step {
  const prefix = textOf(params["NamePrefix"]) ?? "";
  const names = new Set([defaultGroup, ...plane.list(groupKindName).map(({ name }) => name)]);
  const shown = [...names].filter((name) => name.startsWith(prefix));
  const token = textOf(params["NextToken"]) ?? null;
  const most = numberOf(params["MaxResults"]) ?? schedulerLimits.page.default;
  const { items, next } = pageByKey(shown, keyOf, token, most);
  return respond({
    ScheduleGroups: items.map((name) => shownGroup(name, plane)!),
    ...(next === null ? {} : { NextToken: next }),
  });
}

/** The default group comes first. */
const keyOf = (name: string): string => (name === defaultGroup ? ` ${name}` : name);

/** A group as the API shows it; `undefined`: there is none. */
function shownGroup(name: string, plane: ControlPlane): PlainObject | undefined {
  const group: Pick<Resource, "createdAt" | "changedAt"> | undefined =
    findGroup(name, plane) ?? (name === defaultGroup ? untouched : undefined);
  if (group === undefined) return undefined;
  // The default group is there from the start, also before it is used.
  const createdAt = name === defaultGroup ? start : group.createdAt;
  return {
    Arn: groupArn(plane, name),
    CreationDate: timestampOf(createdAt, plane),
    LastModificationDate: timestampOf(createdAt, plane),
    Name: name,
    State: "ACTIVE",
  };
}

const untouched = { createdAt: start, changedAt: start };
