import { textOf } from "../../../request/params.ts";
import type { ManagedPolicy } from "../../../service/identity.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { iamLimits } from "../limits.ts";
import { checkDocument, lengthOf } from "../policies/document-check.ts";
import { dateAt, isRefused, keepChanged, pageOf, policyAt, untilKnown } from "./found.ts";

/** The operations of IAM on managed policies. */
export const policyOperations: Operations = {
  CreatePolicy: { begin: create },
  GetPolicy: { begin: withPolicy(({ shown }) => respond({ Policy: shown })) },
  ListPolicies: { begin: list },
  DeletePolicy: { begin: withPolicy(remove) },
  CreatePolicyVersion: { begin: withPolicy(createVersion) },
  GetPolicyVersion: { begin: withPolicy(getVersion) },
  SetDefaultPolicyVersion: { begin: withPolicy(setDefault) },
  DeletePolicyVersion: { begin: withPolicy(removeVersion) },
};

const respond = (response: PlainObject): Step => ({ type: "respond", response });
const done = respond({});

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["PolicyName"])!; // Required.
  const document = textOf(params["PolicyDocument"])!; // Likewise.
  const path = textOf(params["Path"]) ?? "/";
  const arn = `arn:${plane.partition}:iam::${plane.accountId}:policy${path}${name}`;
  if (plane.identities.at(arn) !== undefined) {
    return refused(
      "EntityAlreadyExists",
      `A policy called ${name} already exists. Duplicate names are not allowed.`,
    );
  }
  const wrong = checkPolicy(document);
  if (wrong !== null) return wrong;
  const shown: PlainObject = {
    PolicyName: name,
    PolicyId: `ANPA${plane.uuid().replaceAll("-", "").slice(0, 17).toUpperCase()}`,
    Arn: arn,
    Path: path,
    DefaultVersionId: "v1",
    AttachmentCount: 0,
    IsAttachable: true,
    CreateDate: dateAt(plane),
    UpdateDate: dateAt(plane),
    ...(params["Description"] === undefined ? {} : { Description: params["Description"] }),
  };
  keepChanged({ type: "policy", arn, shown, versions: { v1: document }, version: "v1" }, plane);
  return respond({ Policy: shown });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const all = plane.identities
    .list()
    .filter((each) => each.type === "policy")
    .map(({ shown }) => shown);
  return respond(pageOf("Policies", all, params));
}

function remove({ arn, versions }: ManagedPolicy, _: PlainObject, plane: ControlPlane): Step {
  const isUsed = plane.identities
    .list()
    .some((each) => each.type === "role" && (each.boundary === arn || each.attached.includes(arn)));
  if (isUsed) {
    return refused("DeleteConflict", "Cannot delete a policy attached to entities.");
  }
  if (Object.keys(versions).length > 1) {
    return refused(
      "DeleteConflict",
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  }
  plane.identities.forget(arn, untilKnown(plane));
  return done;
}

function createVersion(policy: ManagedPolicy, params: PlainObject, plane: ControlPlane): Step {
  const document = textOf(params["PolicyDocument"])!; // Required.
  const wrong = checkPolicy(document);
  if (wrong !== null) return wrong;
  const names = Object.keys(policy.versions);
  if (names.length >= iamLimits.versions) {
    return refused(
      "LimitExceeded",
      `A managed policy can have up to ${iamLimits.versions} versions. Before you create a new version, you must delete an existing version.`,
    );
  }
  const id = `v${Math.max(...names.map((each) => Number(each.slice(1)))) + 1}`;
  const isDefault = params["SetAsDefault"] === true;
  const versions = { ...policy.versions, [id]: document };
  keepChanged(withDefault({ ...policy, versions }, isDefault ? id : policy.version, plane), plane);
  return respond({
    PolicyVersion: { VersionId: id, IsDefaultVersion: isDefault, CreateDate: dateAt(plane) },
  });
}

function getVersion({ versions, version }: ManagedPolicy, params: PlainObject): Step {
  const id = textOf(params["VersionId"])!; // Required.
  if (!Object.hasOwn(versions, id)) return noVersion(params, id);
  return respond({
    PolicyVersion: {
      Document: encodeURIComponent(versions[id]!),
      VersionId: id,
      IsDefaultVersion: id === version,
    },
  });
}

function setDefault(policy: ManagedPolicy, params: PlainObject, plane: ControlPlane): Step {
  const id = textOf(params["VersionId"])!; // Required.
  if (!Object.hasOwn(policy.versions, id)) return noVersion(params, id);
  keepChanged(withDefault(policy, id, plane), plane);
  return done;
}

function removeVersion(policy: ManagedPolicy, params: PlainObject, plane: ControlPlane): Step {
  const id = textOf(params["VersionId"])!; // Required.
  if (!Object.hasOwn(policy.versions, id)) return noVersion(params, id);
  if (id === policy.version) {
    return refused("DeleteConflict", "Cannot delete the default version of a policy.");
  }
  const { [id]: _, ...versions } = policy.versions;
  keepChanged({ ...policy, versions }, plane);
  return done;
}

const withDefault = (
  policy: ManagedPolicy,
  version: string,
  plane: ControlPlane,
): ManagedPolicy => ({
  ...policy,
  version,
  shown: { ...policy.shown, DefaultVersionId: version, UpdateDate: dateAt(plane) },
});

/** An operation on the policy that a request names. */
function withPolicy(
  work: (policy: ManagedPolicy, params: PlainObject, plane: ControlPlane) => Step,
): (params: PlainObject, plane: ControlPlane) => Step {
  return (params, plane) => {
    const arn = textOf(params["PolicyArn"])!; // Required.
    const policy = policyAt(arn, plane);
    if (isRefused(policy)) return policy;
    if (policy === null) {
      return refused("NoSuchEntity", `Policy ${arn} was not found.`);
    }
    return work(policy, params, plane);
  };
}

function checkPolicy(document: string): Refused | null {
  const wrong = checkDocument(document, "permissions");
  if (wrong !== null) return wrong;
  return lengthOf(document) > iamLimits.managedPolicy
    ? refused("LimitExceeded", `Cannot exceed quota for PolicySize: ${iamLimits.managedPolicy}`)
    : null;
}

const noVersion = (params: PlainObject, id: string): Refused =>
  refused(
    "NoSuchEntity",
    `Policy ${textOf(params["PolicyArn"])} version ${id} does not exist or is not attachable.`,
  );
