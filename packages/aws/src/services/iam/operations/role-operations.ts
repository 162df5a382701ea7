import { noTime } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { roleIdOf, type Role } from "../../../service/identity.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { dateAt, isRefused, keepChanged, pageOf, policyAt, untilKnown } from "./found.ts";
import { checkDocument, lengthOf } from "../policies/document-check.ts";
import { iamLimits } from "../limits.ts";

/** The operations of IAM on roles and on what they have. */
export const roleOperations: Operations = {
  CreateRole: { begin: create },
  GetRole: { begin: withRole((role) => respond({ Role: role.shown })) },
  ListRoles: { begin: list },
  DeleteRole: { begin: withRole(remove) },
  UpdateAssumeRolePolicy: { begin: withRole(updateTrust) },
  PutRolePolicy: { begin: withRole(putPolicy) },
  GetRolePolicy: { begin: withRole(getPolicy) },
  ListRolePolicies: {
    begin: withRole(({ own }, params) => respond(pageOf("PolicyNames", Object.keys(own), params))),
  },
  DeleteRolePolicy: { begin: withRole(deletePolicy) },
  AttachRolePolicy: { begin: withRole(attach) },
  DetachRolePolicy: { begin: withRole(detach) },
  ListAttachedRolePolicies: { begin: withRole(listAttached) },
  PutRolePermissionsBoundary: { begin: withRole(bound) },
  DeleteRolePermissionsBoundary: { begin: withRole(unbound) },
};

const respond = (response: PlainObject): Step => ({ type: "respond", response });
const done = respond({});

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["RoleName"])!; // Required.
  const trust = textOf(params["AssumeRolePolicyDocument"])!; // Likewise.
  const path = textOf(params["Path"]) ?? "/";
  if (rolesOf(plane).some(({ shown }) => sameName(shown["RoleName"], name))) {
    return refused("EntityAlreadyExists", `Role with name ${name} already exists.`);
  }
  const wrong = checkTrust(trust, plane);
  if (wrong !== null) return wrong;
  if (rolesOf(plane).length >= plane.quota("iam.roles")) {
    return exceeded(`Cannot exceed quota for RolesPerAccount: ${plane.quota("iam.roles")}`);
  }
  const boundary = textOf(params["PermissionsBoundary"]) ?? null;
  if (boundary !== null && isRefused(policyAt(boundary, plane))) return noBoundary(boundary);
  const arn = `arn:${plane.partition}:iam::${plane.accountId}:role${path}${name}`;
  const shown: PlainObject = {
    Path: path,
    RoleName: name,
    RoleId: roleIdOf(name),
    Arn: arn,
    CreateDate: dateAt(plane),
    AssumeRolePolicyDocument: encodeURIComponent(trust),
    ...(params["Description"] === undefined ? {} : { Description: params["Description"] }),
    MaxSessionDuration: params["MaxSessionDuration"] ?? 3_600,
    ...(params["Tags"] === undefined ? {} : { Tags: params["Tags"] }),
    ...boundaryShown(boundary),
  };
  const role: Role = { type: "role", arn, shown, trust, own: {}, attached: [], boundary };
  keepChanged(role, plane);
  const { MaxSessionDuration: _, Description: __, ...answered } = shown;
  return respond({ Role: answered });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const prefix = textOf(params["PathPrefix"]) ?? "/";
  const all = rolesOf(plane)
    .map(({ shown }) => shown)
    .filter(({ Path }) => textOf(Path)!.startsWith(prefix));
  return respond(pageOf("Roles", all, params));
}

function remove(role: Role, _params: PlainObject, plane: ControlPlane): Step {
  if (role.attached.length > 0) {
    return refused("DeleteConflict", "Cannot delete entity, must detach all policies first.");
  }
  if (Object.keys(role.own).length > 0) {
    return refused("DeleteConflict", "Cannot delete entity, must delete policies first.");
  }
  plane.identities.forget(role.arn, untilKnown(plane));
  return done;
}

function updateTrust(role: Role, params: PlainObject, plane: ControlPlane): Step {
  const trust = textOf(params["PolicyDocument"])!; // Required.
  const wrong = checkTrust(trust, plane);
  if (wrong !== null) return wrong;
  const shown = { ...role.shown, AssumeRolePolicyDocument: encodeURIComponent(trust) };
  keepChanged({ ...role, trust, shown }, plane);
  return done;
}

function putPolicy(role: Role, params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["PolicyName"])!; // Required.
  const document = textOf(params["PolicyDocument"])!; // Likewise.
  const wrong = checkDocument(document, "permissions");
  if (wrong !== null) return wrong;
  const own = { ...role.own, [name]: document };
  const length = Object.values(own).reduce((sum, each) => sum + lengthOf(each), 0);
  if (length > iamLimits.ownPolicies) {
    const role = textOf(params["RoleName"])!;
    return exceeded(
      `Maximum policy size of ${iamLimits.ownPolicies} bytes exceeded for role ${role}`,
    );
  }
  keepChanged({ ...role, own }, plane);
  return done;
}

function getPolicy({ own, shown }: Role, params: PlainObject): Step {
  const name = textOf(params["PolicyName"])!; // Required.
  if (!Object.hasOwn(own, name)) return noPolicy(name);
  return respond({
    RoleName: shown["RoleName"]!,
    PolicyName: name,
    PolicyDocument: encodeURIComponent(own[name]!),
  });
}

function deletePolicy(role: Role, params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["PolicyName"])!; // Required.
  if (!Object.hasOwn(role.own, name)) return noPolicy(name);
  const { [name]: _, ...own } = role.own;
  keepChanged({ ...role, own }, plane);
  return done;
}

function attach(role: Role, params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["PolicyArn"])!; // Required.
  const policy = policyAt(arn, plane);
  if (isRefused(policy)) return policy;
  if (role.attached.includes(arn)) return done;
  if (role.attached.length >= iamLimits.attached) {
    return exceeded(`Cannot exceed quota for PoliciesPerRole: ${iamLimits.attached}`);
  }
  if (policy !== null && plane.identities.at(arn) === undefined)
    plane.identities.keep(policy, noTime);
  keepChanged({ ...role, attached: [...role.attached, arn] }, plane);
  return done;
}

function detach(role: Role, params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["PolicyArn"])!; // Required.
  if (!role.attached.includes(arn)) {
    return refused("NoSuchEntity", `Policy ${arn} was not found.`);
  }
  keepChanged({ ...role, attached: role.attached.filter((each) => each !== arn) }, plane);
  return done;
}

function listAttached({ attached }: Role, params: PlainObject): Step {
  const all = attached.map((PolicyArn) => ({
    PolicyName: PolicyArn.slice(PolicyArn.lastIndexOf("/") + 1),
    PolicyArn,
  }));
  return respond(pageOf("AttachedPolicies", all, params));
}

function bound(role: Role, params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["PermissionsBoundary"])!; // Required.
  const policy = policyAt(arn, plane);
  if (isRefused(policy)) return noBoundary(arn);
  if (policy !== null && plane.identities.at(arn) === undefined)
    plane.identities.keep(policy, noTime);
  const shown = { ...role.shown, ...boundaryShown(arn) };
  keepChanged({ ...role, shown, boundary: arn }, plane);
  return done;
}

function unbound(role: Role, _params: PlainObject, plane: ControlPlane): Step {
  const { PermissionsBoundary: _, ...shown } = role.shown;
  keepChanged({ ...role, shown, boundary: null }, plane);
  return done;
}

/** An operation on the role that a request names. */
function withRole(
  work: (role: Role, params: PlainObject, plane: ControlPlane) => Step,
): (params: PlainObject, plane: ControlPlane) => Step {
  return (params, plane) => {
    const name = textOf(params["RoleName"])!; // Required.
    const role = rolesOf(plane).find(({ shown }) => sameName(shown["RoleName"], name));
    return role === undefined
      ? refused("NoSuchEntity", `The role with name ${name} cannot be found.`)
      : work(role, params, plane);
  };
}

const rolesOf = ({ identities }: ControlPlane): readonly Role[] =>
  identities.list().filter((each) => each.type === "role");

/** Names are told apart by their letters, and not by whether those are large. */
const sameName = (one: unknown, other: string): boolean =>
  typeof one === "string" && one.toLowerCase() === other.toLowerCase();

function checkTrust(text: string, plane: ControlPlane): Refused | null {
  const wrong = checkDocument(text, "trust");
  if (wrong !== null) return wrong;
  const most = plane.quota("iam.trustPolicyLength");
  return lengthOf(text) > most ? exceeded(`Cannot exceed quota for ACLSizePerRole: ${most}`) : null;
}

const boundaryShown = (arn: string | null): PlainObject =>
  arn === null
    ? {}
    : {
        PermissionsBoundary: {
          PermissionsBoundaryType: "PermissionsBoundaryPolicy",
          PermissionsBoundaryArn: arn,
        },
      };

const exceeded = (message: string): Refused => refused("LimitExceeded", message);
const noPolicy = (name: string): Refused =>
  refused("NoSuchEntity", `The role policy with name ${name} cannot be found.`);
const noBoundary = (arn: string): Refused =>
  refused("NoSuchEntity", `Scope ARN: ${arn} does not exist or is not attachable.`);
