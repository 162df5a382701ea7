import type { Plain } from "@orrery/kernel";
import { memberOf } from "../../request/params.ts";
import type { Deployment, TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { isSame, namedIn, partChanges } from "../../service/update-operations.ts";

const undoing = {
  PutRolePolicy: (set: PlainObject) => ({
    operation: "DeleteRolePolicy",
    params: namedIn(set, ["RoleName", "PolicyName"]),
  }),
  AttachRolePolicy: (set: PlainObject) => ({
    operation: "DetachRolePolicy",
    params: namedIn(set, ["RoleName", "PolicyArn"]),
  }),
};
const parts = { undoing, keys: ["RoleName", "PolicyName", "PolicyArn"] };

const boundaryChange = (was: PlainObject, is: PlainObject): readonly TemplateOperation[] => {
  const [before, after] = [was["PermissionsBoundary"], is["PermissionsBoundary"]];
  if (before === after) return [];
  const { RoleName = null } = is;
  return after === undefined
    ? [{ operation: "DeleteRolePermissionsBoundary", params: { RoleName } }]
    : [
        {
          operation: "PutRolePermissionsBoundary",
          params: { RoleName, PermissionsBoundary: after },
        },
      ];
};

/** What becomes of a role when its stack changes. */
export const roleDeployment: Deployment = {
  change({ operations }, next) {
    const [was, is] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    if (["RoleName", "Path"].some((name) => was[name] !== is[name])) return "replace";
    const PolicyDocument = is["AssumeRolePolicyDocument"] ?? null;
    return [
      ...(was["AssumeRolePolicyDocument"] === PolicyDocument
        ? []
        : [
            {
              operation: "UpdateAssumeRolePolicy",
              params: { RoleName: is["RoleName"] ?? null, PolicyDocument },
            },
          ]),
      ...boundaryChange(was, is),
      ...partChanges(operations.slice(1), next.slice(1), parts),
    ];
  },
  remove: ({ operations }) => [
    ...partChanges(operations.slice(1), [], parts),
    { operation: "DeleteRole", params: namedIn(operations[0]?.params ?? {}, ["RoleName"]) },
  ],
};

/** What becomes of a policy that is a part of roles. */
export const rolePolicyDeployment: Deployment = {
  change: ({ operations }, next) => partChanges(operations, next, parts),
  remove: ({ operations }) => partChanges(operations, [], parts),
};

const arnIn = (made: PlainObject | undefined): Plain => memberOf(made?.["Policy"], "Arn") ?? null;

/** What becomes of a policy that roles may have: another document is its next version. */
export const managedPolicyDeployment: Deployment = {
  change({ operations, responses: [made] }, next) {
    const [was, is] = [operations[0]?.params ?? {}, next[0]?.params ?? {}];
    const fixed = ["PolicyName", "Path", "Description"];
    if (fixed.some((name) => !isSame(was[name], is[name]))) return "replace";
    const PolicyArn = arnIn(made);
    const PolicyDocument = is["PolicyDocument"] ?? null;
    const known = ({ operation, params }: TemplateOperation) => ({
      operation,
      params: { ...params, PolicyArn },
    });
    return [
      ...(was["PolicyDocument"] === PolicyDocument
        ? []
        : [
            {
              operation: "CreatePolicyVersion",
              params: { PolicyArn, PolicyDocument, SetAsDefault: true },
            },
          ]),
      ...partChanges(operations.slice(1).map(known), next.slice(1).map(known), parts),
    ];
  },
  remove: ({ operations, responses: [made] }) => {
    const PolicyArn = arnIn(made);
    return [
      ...operations.slice(1).map(({ params }) => ({
        operation: "DetachRolePolicy",
        params: { RoleName: params["RoleName"] ?? null, PolicyArn },
      })),
      { operation: "DeletePolicy", params: { PolicyArn } },
    ];
  },
};
