import { page } from "../../../request/page.ts";
import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { invalidParameter } from "../user-pool/refusals.ts";
import {
  isRefused,
  limitExceeded,
  noGroup,
  poolOf,
  poolRecordOf,
  respond,
  secondsAt,
  without,
} from "./kept.ts";
import { changePool } from "./pool-settings.ts";

/** Operations on groups. */
export const groupOperations: Operations = {
  CreateGroup: { begin: create },
  GetGroup: { begin: (params, plane) => onGroup(params, plane, (Group) => respond({ Group })) },
  UpdateGroup: { begin: update },
  DeleteGroup: {
    begin: (params, plane) =>
      onGroup(params, plane, (group, pool) => {
        const groups = poolRecordOf(pool).groups.filter((each) => each !== group);
        changePool(pool, { groups }, plane);
        return respond();
      }),
  },
  ListGroups: { begin: list },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
  if (isRefused(pool)) return pool;
  const { groups } = poolRecordOf(pool);
  const { GroupName, UserPoolId, Description, RoleArn, Precedence } = params;
  if (groups.some((each) => each["GroupName"] === GroupName)) {
    return refused("GroupExistsException", "A group with the name already exists.");
  }
  if (groups.length >= plane.quota("cognito-idp.groupsPerUserPool")) {
    return limitExceeded("Group limit exceeded for this user pool."); // Assumed: the words.
  }
  const now = secondsAt(plane);
  const group = without({
    GroupName,
    UserPoolId,
    Description,
    RoleArn,
    Precedence,
    LastModifiedDate: now,
    CreationDate: now,
  });
  changePool(pool, { groups: [...groups, group] }, plane);
  return respond({ Group: group });
}

type Pool = Exclude<ReturnType<typeof poolOf>, Refused>;

function onGroup(
  params: PlainObject,
  plane: ControlPlane,
  act: (group: PlainObject, pool: Pool) => Step,
): Step {
  const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
  if (isRefused(pool)) return pool;
  const { GroupName } = params;
  const group = poolRecordOf(pool).groups.find((each) => each["GroupName"] === GroupName);
  return group === undefined ? noGroup : act(group, pool);
}

function update(params: PlainObject, plane: ControlPlane): Step {
  return onGroup(params, plane, (before, pool) => {
    const { Description, RoleArn, Precedence } = params;
    const said = without({ Description, RoleArn, Precedence });
    const group: PlainObject = { ...before, ...said, LastModifiedDate: secondsAt(plane) };
    const groups = poolRecordOf(pool).groups.map((each) => (each === before ? group : each));
    changePool(pool, { groups }, plane);
    return respond({ Group: group });
  });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const pool = poolOf(textOf(params["UserPoolId"]) ?? "", plane);
  if (isRefused(pool)) return pool;
  const { groups } = poolRecordOf(pool);
  const found = page(groups, params["NextToken"], Math.max(1, numberOf(params["Limit"]) ?? 60));
  if (found === null) return invalidParameter("Invalid NextToken"); // Likewise.
  return respond({
    Groups: found.items,
    ...(found.next === null ? {} : { NextToken: found.next }),
  });
}
