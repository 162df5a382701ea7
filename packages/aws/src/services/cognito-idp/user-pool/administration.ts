import { table } from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import { attributesIn } from "../config.ts";
import { cognitoLimits } from "../limits.ts";
import { groupsOf } from "./claims.ts";
import type { Pool, PoolContext } from "./declarations.ts";
import { answering, type Next, type Part } from "./next.ts";
import { invalidParameter, noUser } from "./refusals.ts";
import type { User } from "./state.ts";
import { bearerOf, revoke } from "./tokens.ts";
import { countActive, keep, listedAttributes, removeUser, shownUser, userOf } from "./users.ts";

const noGroup = refused("ResourceNotFoundException", "Group not found.");

/** An operation of an administrator on a user who is there. */
const onUser =
  (act: (pool: Pool, user: User, params: PlainObject, context: PoolContext) => Next): Part =>
  (pool, { params }, _response, context) => {
    const user = userOf(pool, textOf(params["Username"]) ?? "", context);
    return user === undefined ? noUser : act(pool, user, params, context);
  };

/** An operation of a user who has an access token. */
const byToken =
  (act: (pool: Pool, user: User, params: PlainObject, context: PoolContext) => Next): Part =>
  (pool, { params }, _response, context) => {
    const bearer = bearerOf(pool, textOf(params["AccessToken"]) ?? "", context);
    if ("code" in bearer) return bearer; // No other has one.
    return act(pool, bearer.user, params, context);
  };

const changing =
  (change: (now: User["madeAt"]) => Partial<User>) =>
  (pool: Pool, user: User, _params: PlainObject, context: PoolContext): Next => {
    keep(pool, user, change(context.now), context);
    return answering({});
  };

function setAttributes(pool: Pool, user: User, params: PlainObject, context: PoolContext): Next {
  const said = attributesIn(listOf(params["UserAttributes"]).map(objectOf));
  if (said["sub"] !== undefined) {
    return invalidParameter("user.sub: Attribute cannot be updated.\n"); // Assumed: the words.
  }
  const attributes = { ...user.attributes, ...said };
  keep(pool, countActive(pool, user, context), { attributes }, context);
  return answering({});
}

const remove = (pool: Pool, user: User, _params: PlainObject, context: PoolContext): Next => {
  removeUser(pool, user, context);
  return answering({});
};

const signOut = changing((now) => ({ signedOutAt: now }));

function setGroups(
  change: (groups: readonly string[], group: string) => readonly string[],
): ReturnType<typeof onUser> {
  return onUser((pool, user, params, context) => {
    const group = textOf(params["GroupName"]) ?? "";
    if (!context.settings.groups.some(({ name }) => name === group)) return noGroup;
    const groups = change(user.groups, group);
    if (groups.length > cognitoLimits.groupsOfUser) {
      return refused("LimitExceededException", "Group membership limit exceeded"); // Likewise.
    }
    keep(pool, user, { groups }, context);
    return answering({});
  });
}

/** Operations that ask no function. */
export const administration: Readonly<Record<string, Part>> = {
  AdminGetUser: onUser((pool, user, _params, context) => {
    const active = countActive(pool, user, context);
    return answering({
      ...shownUser(active, context.settings.epochMilliseconds),
      UserAttributes: listedAttributes(active),
    });
  }),
  AdminDeleteUser: onUser(remove),
  AdminDisableUser: onUser(changing(() => ({ isEnabled: false }))),
  AdminEnableUser: onUser(changing(() => ({ isEnabled: true }))),
  AdminUpdateUserAttributes: onUser(setAttributes),
  AdminUserGlobalSignOut: onUser(signOut),
  AdminAddUserToGroup: setGroups((groups, group) =>
    groups.includes(group) ? groups : [...groups, group],
  ),
  AdminRemoveUserFromGroup: setGroups((groups, group) => groups.filter((each) => each !== group)),
  AdminListGroupsForUser: onUser((_pool, user, params, { settings }) =>
    pageOf(
      "Groups",
      groupsOf(user, settings).map(({ name, precedence, role }) => ({
        GroupName: name,
        UserPoolId: settings.id,
        ...(precedence === null ? {} : { Precedence: precedence }),
        ...(role === null ? {} : { RoleArn: role }),
      })),
      params,
      "NextToken",
    ),
  ),
  ListUsersInGroup: (pool, { params }, _response, { settings }) => {
    const group = textOf(params["GroupName"]) ?? "";
    if (!settings.groups.some(({ name }) => name === group)) return noGroup;
    const users = usersIn(pool).filter(({ groups }) => groups.includes(group));
    return pageOf("Users", listed(users, settings.epochMilliseconds, null), params, "NextToken");
  },
  ListUsers: (pool, { params }, _response, { settings }) => {
    const wanted = filterOf(textOf(params["Filter"]));
    if (wanted === null) return invalidParameter("Error while parsing filter.");
    const attributes = params["AttributesToGet"];
    const shown = attributes === undefined ? null : textsOf(attributes);
    const users = usersIn(pool).filter(wanted);
    return pageOf(
      "Users",
      listed(users, settings.epochMilliseconds, shown),
      params,
      "PaginationToken",
    );
  },
  GetUser: byToken((pool, user, _params, context) => {
    countActive(pool, user, context);
    return answering({ Username: user.name, UserAttributes: listedAttributes(user) });
  }),
  UpdateUserAttributes: byToken(setAttributes),
  DeleteUser: byToken(remove),
  GlobalSignOut: byToken(signOut),
  RevokeToken: (pool, { params }) => {
    revoke(pool, textOf(params["Token"]) ?? "");
    return answering({});
  },
};

const usersIn = (pool: Pool): readonly User[] => table.list(pool.users).map(([, user]) => user);

const listed = (
  users: readonly User[],
  epochMilliseconds: number,
  shown: readonly string[] | null,
): readonly PlainObject[] =>
  users.map((user) => ({
    ...shownUser(user, epochMilliseconds),
    Attributes: listedAttributes(user).filter(
      ({ Name }) => shown === null || (typeof Name === "string" && shown.includes(Name)),
    ),
  }));

function pageOf(
  member: string,
  items: readonly PlainObject[],
  params: PlainObject,
  token: "NextToken" | "PaginationToken",
): Next {
  const most = numberOf(params["Limit"]) ?? cognitoLimits.page.default;
  const found = page(items, params[token], Math.max(1, most));
  if (found === null) return invalidParameter("Invalid pagination token"); // Assumed: the words.
  return answering({
    [member]: found.items,
    ...(found.next === null ? {} : { [token]: found.next }),
  });
}

/** Which users a filter lets through, such as `email ^= "a"`; `null`: it is none. */
function filterOf(text: string | undefined): ((user: User) => boolean) | null {
  if (text === undefined || text.trim() === "") return () => true;
  const parts = /^\s*"?([\w:]+)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/.exec(text);
  if (parts === null) return null;
  const [, name = "", operator, quoted = ""] = parts;
  const wanted = quoted.replace(/\\(.)/g, "$1");
  const valueIn = (user: User): string | undefined => {
    switch (name) {
      case "username":
        return user.name;
      case "sub":
        return user.sub;
      case "status":
        return user.isEnabled ? "Enabled" : "Disabled";
      case "cognito:user_status":
        return user.status;
      default:
        return user.attributes[name];
    }
  };
  return (user) => {
    const value = valueIn(user);
    return operator === "=" ? value === wanted : value?.startsWith(wanted) === true;
  };
}
