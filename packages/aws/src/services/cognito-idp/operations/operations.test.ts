import { expect, it } from "vitest";
import { objectOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { PoolAccount } from "../test/pool-account.ts";

it("cognito-idp.pool.operations: what is left out goes back to its default; what is protected stays", () => {
  const account = new PoolAccount();
  const shown = (): PlainObject => objectOf(account.admin("DescribeUserPool")["UserPool"]);
  expect(shown()).toMatchObject({
    Id: account.poolId,
    Name: "users",
    AutoVerifiedAttributes: ["email"],
    MfaConfiguration: "OFF",
    Policies: { PasswordPolicy: { MinimumLength: 8, RequireSymbols: true } },
  });
  account.admin("UpdateUserPool", { DeletionProtection: "ACTIVE" });
  expect(shown()).not.toHaveProperty("AutoVerifiedAttributes");
  const remove = () => account.refusal(() => account.admin("DeleteUserPool"));
  expect(remove()).toMatch(/^InvalidParameterException: .*deletion protection is activated/);
  account.admin("UpdateUserPool");
  account.admin("CreateUserPoolDomain", { Domain: "shop" });
  expect(account.refusal(() => account.admin("CreateUserPoolDomain", { Domain: "b" }))).toMatch(
    /already has a domain/,
  );
  expect(account.call("DescribeUserPoolDomain", { Domain: "shop" })).toMatchObject({
    DomainDescription: { UserPoolId: account.poolId, Status: "ACTIVE" },
  });
  expect(remove()).toMatch(/has a domain configured/);
  account.admin("DeleteUserPoolDomain", { Domain: "shop" });
  expect(remove()).toBe("{}");
  expect(account.refusal(() => account.admin("DescribeUserPool"))).toBe(
    `ResourceNotFoundException: User pool ${account.poolId} does not exist.`,
  );
});

it("makes, shows, changes and deletes clients and groups", () => {
  const account = new PoolAccount({}, { client: { GenerateSecret: true, AccessTokenValidity: 2 } });
  const { clientId: ClientId } = account;
  const client = () =>
    objectOf(account.admin("DescribeUserPoolClient", { ClientId })["UserPoolClient"]);
  expect(client()).toMatchObject({ ClientName: "web", AccessTokenValidity: 2 });
  expect(String(client()["ClientSecret"])).toHaveLength(52);
  account.admin("UpdateUserPoolClient", { ClientId });
  expect(client()).not.toHaveProperty("AccessTokenValidity");
  expect(account.admin("ListUserPoolClients", { MaxResults: 10 })["UserPoolClients"]).toHaveLength(
    1,
  );
  account.admin("DeleteUserPoolClient", { ClientId });
  expect(account.refusal(client)).toBe(
    `ResourceNotFoundException: User pool client ${ClientId} does not exist.`,
  );
  account.admin("CreateGroup", { GroupName: "staff" });
  expect(account.refusal(() => account.admin("CreateGroup", { GroupName: "staff" }))).toMatch(
    /^GroupExistsException/,
  );
  account.admin("UpdateGroup", { GroupName: "staff", Description: "all" });
  expect(account.admin("GetGroup", { GroupName: "staff" })).toMatchObject({
    Group: { Description: "all" },
  });
  expect(account.admin("ListGroups")["Groups"]).toHaveLength(1);
  account.admin("DeleteGroup", { GroupName: "staff" });
  expect(account.admin("ListGroups")["Groups"]).toEqual([]);
  expect(account.call("ListUserPools", { MaxResults: 1 })["UserPools"]).toHaveLength(1);
});

it("pools of one name have ids of their own; tags stay with theirs", () => {
  const account = new PoolAccount();
  const { UserPool } = account.call("CreateUserPool", {
    PoolName: "users",
    UserPoolTags: { team: "a" },
  });
  const { Id, Arn: ResourceArn } = objectOf(UserPool);
  expect(Id).not.toBe(account.poolId);
  account.call("TagResource", { ResourceArn: ResourceArn!, Tags: { cost: "b" } });
  account.call("UntagResource", { ResourceArn: ResourceArn!, TagKeys: ["team"] });
  expect(account.call("ListTagsForResource", { ResourceArn: ResourceArn! })["Tags"]).toEqual({
    cost: "b",
  });
  const both = { UsernameAttributes: ["email"], AliasAttributes: ["email"] };
  expect(account.refusal(() => account.call("CreateUserPool", { PoolName: "p", ...both }))).toMatch(
    /Only one of the aliasAttributes or usernameAttributes/,
  );
});
