import type { ValueObject } from "./value.ts";

/**
 * The operations of IAM that traces call before all else: nobody's permissions are checked, so that a role is what
 * others name by its ARN, and no more.
 */
export const roleOperations: Readonly<
  Record<string, (params: ValueObject, accountId: string) => ValueObject>
> = {
  CreateRole: ({ RoleName, Path = "/", AssumeRolePolicyDocument }, accountId) => ({
    Role: {
      Path,
      RoleName,
      RoleId: "AROAEXAMPLEROLE000001",
      Arn: `arn:aws:iam::${accountId}:role${String(Path)}${String(RoleName)}`,
      CreateDate: "2026-01-01T00:00:00Z",
      AssumeRolePolicyDocument: JSON.parse(String(AssumeRolePolicyDocument)) as ValueObject,
    },
  }),
  AttachRolePolicy: () => ({}),
  PutRolePolicy: () => ({}),
  DeleteRole: () => ({}),
};
