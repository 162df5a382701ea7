import type { Plain } from "@orrery/kernel";
import { isObject, listOf, memberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import { quotaIn } from "./account-record.ts";
import { busOf, changeBus, recordOf } from "./bus-record.ts";
import { invalid, isRefused, notFound, respond } from "./checked.ts";

/** Operations on the policies of buses. */
export const permissionOperations: Operations = {
  PutPermission: { begin: putPermission },
  RemovePermission: { begin: removePermission },
};

function putPermission(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane);
  if (isRefused(bus)) return bus;
  const policy = textOf(params["Policy"]);
  if (policy !== undefined) {
    const said = parseJson(policy);
    if (!isObject(said)) {
      return invalid("This policy contains invalid Json");
    }
    return keepPolicy(bus, policy, plane);
  }
  const [action, principal, sid] = ["Action", "Principal", "StatementId"].map((name) =>
    textOf(params[name]),
  );
  if (action === undefined || principal === undefined || sid === undefined) {
    // Assumed: the words.
    return invalid("Parameter(s) Action, Principal and StatementId must be specified.");
  }
  if (principal !== "*" && !/^\d{12}$/.test(principal)) {
    return invalid(
      `1 validation error detected: Value '${principal}' at 'principal' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\d{12}|\\*)`,
    );
  }
  const condition = params["Condition"];
  const statement: PlainObject = {
    Sid: sid,
    Effect: "Allow",
    Principal: principal === "*" ? "*" : { AWS: `arn:${plane.partition}:iam::${principal}:root` },
    Action: action,
    Resource: bus.arn,
    ...(condition === undefined ? {} : { Condition: conditionOf(condition) }),
  };
  const others = statementsOf(bus).filter((each) => memberOf(each, "Sid") !== sid);
  return keepStatements(bus, [...others, statement], plane);
}

/** A condition of the request as policies have it. */
const conditionOf = (condition: Plain): PlainObject => ({
  [textOf(memberOf(condition, "Type")) ?? ""]: {
    [textOf(memberOf(condition, "Key")) ?? ""]: memberOf(condition, "Value") ?? "",
  },
});

const statementsOf = (bus: Resource): readonly Plain[] =>
  listOf(memberOf(parseJson(recordOf(bus).policy ?? ""), "Statement"));

const keepStatements = (bus: Resource, statements: readonly Plain[], plane: ControlPlane): Step =>
  statements.length === 0
    ? keepPolicy(bus, null, plane)
    : keepPolicy(bus, JSON.stringify({ Version: "2012-10-17", Statement: statements }), plane);

function keepPolicy(bus: Resource, policy: string | null, plane: ControlPlane): Step {
  if ((policy?.length ?? 0) > quotaIn(plane, "events.busPolicySize")) {
    return refused("PolicyLengthExceededException", "The event bus policy is too long.");
  }
  changeBus(bus, { policy }, plane);
  return respond();
}

function removePermission(params: PlainObject, plane: ControlPlane): Step {
  const bus = busOf(params, plane);
  if (isRefused(bus)) return bus;
  if (params["RemoveAllPermissions"] === true) return keepPolicy(bus, null, plane);
  if (recordOf(bus).policy === null) return notFound("EventBus does not have a policy.");
  const sid = textOf(params["StatementId"]);
  const statements = statementsOf(bus);
  const left = statements.filter((each) => memberOf(each, "Sid") !== sid);
  if (left.length === statements.length) {
    return notFound("Statement with the provided id does not exist.");
  }
  return keepStatements(bus, left, plane);
}
