import type { Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { decide, type Asked, type Policies, type Principal } from "./evaluation.ts";
import { policyOf } from "./policy-document.ts";

const account = "123456789012";
const role = `arn:aws:iam::${account}:role/worker`;
const session: Principal = {
  type: "session",
  name: `arn:aws:sts::${account}:assumed-role/worker/run`,
  role,
  account,
};
const user: Principal = {
  type: "user",
  name: `arn:aws:iam::${account}:user/ann`,
  role: null,
  account,
};
const queue = `arn:aws:sqs:us-east-1:${account}:orders`;

type Said = Readonly<Record<string, Plain>>;
const policy = (...statements: readonly Said[]) =>
  policyOf({ Version: "2012-10-17", Statement: statements });
const statement = (effect: "Allow" | "Deny", more: Said = {}): Said => ({
  Effect: effect,
  Action: "sqs:SendMessage",
  Resource: "*",
  ...more,
});
const allow = (more: Said = {}) => policy(statement("Allow", more));
const deny = (more: Said = {}) => policy(statement("Deny", more));
const of = (principal: Plain, more: Said = {}): Said => ({ Principal: principal, ...more });

const nothing: Policies = {
  identity: [],
  boundary: null,
  session: null,
  serviceControl: [],
  resourceControl: [],
  resource: null,
  resourceDecides: false,
};

/** What is heard; `null`: it is allowed. */
function heard(
  policies: Partial<Policies>,
  { context = {}, ...asked }: Partial<Omit<Asked, "contextOf">> & { readonly context?: Said } = {},
): string | null {
  const contextOf: Asked["contextOf"] = (key) => {
    const value = context[key];
    if (value === undefined) return null;
    return value === "unknown" ? "unknown" : ([value].flat() as readonly string[]);
  };
  const whole = { principal: session, action: "sqs:SendMessage", resource: queue, account };
  return decide({ ...whole, ...asked, contextOf }, { ...nothing, ...policies }).because;
}

const lacks = (what: string): string => `because no ${what} allows the sqs:SendMessage action`;
const denied = (what: string): string => `with an explicit deny in ${what}`;

it("iam.decision.default: what no policy allows is denied", () => {
  expect(heard({})).toBe(lacks("identity-based policy"));
  expect(heard({ identity: [allow()] })).toBeNull();
});

describe("iam.decision.deny: a deny that is said in any policy is final", () => {
  const all = { identity: [allow()], resource: allow(of("*")) };
  it.each<readonly [string, Partial<Policies>]>([
    ["a service control policy", { serviceControl: [[allow(), deny()]] }],
    ["a resource control policy", { resourceControl: [[allow(), deny(of("*"))]] }],
    ["a resource-based policy", { resource: deny(of({ AWS: role })) }],
    ["an identity-based policy", { identity: [allow(), deny()] }],
    ["a permissions boundary", { boundary: deny() }],
    ["a session policy", { session: deny() }],
  ])("%s", (name, policies) => {
    expect(heard({ ...all, ...policies })).toBe(denied(name));
  });
});

it("iam.decision.organization: each level of an organization's policies must allow it, on both accounts", () => {
  const identity = [allow()];
  const none = policy(statement("Allow", { Action: "s3:*" }));
  expect(heard({ identity, serviceControl: [[allow()], [none]] })).toBe(
    lacks("service control policy"),
  );
  expect(heard({ identity, serviceControl: [[none, allow()]] })).toBeNull();
  expect(heard({ identity, resourceControl: [[none]] })).toBe(lacks("resource control policy"));
  // Service-linked roles are nobody's to narrow down.
  const linked: Principal = { ...session, type: "serviceLinked" };
  expect(heard({ identity: [], serviceControl: [[none]] }, { principal: linked })).toBeNull();
});

describe("iam.decision.resource: a resource's policy allows by itself, as far as it names who asks", () => {
  const boundary = policy(statement("Allow", { Action: "s3:*" }));
  it.each<readonly [string, Principal, Plain, string | null]>([
    ["a user", user, { AWS: user.name }, null],
    ["a session", session, { AWS: session.name }, null],
    ["a role, within its boundary", session, { AWS: role }, lacks("permissions boundary")],
    ["everybody, within his boundary", session, "*", lacks("permissions boundary")],
    [
      "an account, whose policies decide",
      session,
      { AWS: `arn:aws:iam::${account}:root` },
      lacks("identity-based policy"),
    ],
    ["an account by its number", session, { AWS: account }, lacks("identity-based policy")],
    ["somebody else", session, { AWS: user.name }, lacks("identity-based policy")],
  ])("%s", (_, principal, named, because) => {
    expect(heard({ resource: allow(of(named)), boundary }, { principal })).toBe(because);
  });

  it("a service, which needs nothing else and has nothing else", () => {
    const principal: Principal = {
      type: "service",
      name: "sns.amazonaws.com",
      role: null,
      account,
    };
    const resource = allow(of({ Service: "sns.amazonaws.com" }));
    expect(heard({ resource, serviceControl: [[]] }, { principal })).toBeNull();
    expect(heard({ identity: [allow()] }, { principal })).toBe(lacks("resource-based policy"));
    expect(heard({ resource: allow(of({ AWS: "*" })) }, { principal })).toBeNull();
    const regional = allow(of({ Service: "sns.us-east-1.amazonaws.com" }));
    expect(heard({ resource: regional }, { principal })).toBeNull();
    const other = allow(of({ Service: "events.amazonaws.com" }));
    expect(heard({ resource: other }, { principal })).toBe(lacks("resource-based policy"));
  });
});

it("iam.decision.boundary: a boundary and a session's policy must allow it, too", () => {
  const identity = [allow()];
  const other = policy(statement("Allow", { Action: "s3:*" }));
  expect(heard({ identity, boundary: allow() })).toBeNull();
  expect(heard({ identity, boundary: other })).toBe(lacks("permissions boundary"));
  expect(heard({ identity, session: other })).toBe(lacks("session policy"));
});

it("iam.decision.union: in one account either policy does; trust policies must always let in", () => {
  expect(heard({ resource: allow(of({ AWS: role })) })).toBeNull();
  expect(heard({ identity: [allow()], resource: allow(of({ AWS: user.name })) })).toBeNull();
  const trust = { identity: [allow()], resourceDecides: true };
  expect(heard({ ...trust, resource: null })).toBe(lacks("resource-based policy"));
  expect(heard({ ...trust, resource: allow(of({ AWS: role })) })).toBeNull();
});

it("iam.decision.accounts: across accounts both must allow it, but for services", () => {
  const theirs = { principal: { ...session, account: "999999999999" } };
  const resource = allow(of({ AWS: role }));
  expect(heard({ identity: [allow()], resource }, theirs)).toBeNull();
  expect(heard({ identity: [allow()] }, theirs)).toBe(lacks("resource-based policy"));
  expect(heard({ resource }, theirs)).toBe(lacks("identity-based policy"));
  const root: Principal = {
    type: "account",
    name: "arn:aws:iam::999999999999:root",
    role: null,
    account: "999999999999",
  };
  expect(heard({}, { principal: root })).toBe(lacks("identity-based policy"));
  expect(heard({ resource: allow(of({ AWS: "999999999999" })) }, { principal: root })).toBeNull();
  expect(heard({}, { principal: { ...root, account } })).toBeNull();
});

describe("iam.statement.about: actions in any letters, resources with stars, and all but those", () => {
  it.each<readonly [string, Said, boolean]>([
    ["any letters of actions", { Action: "SQS:sendmessage" }, true],
    ["stars of actions", { Action: "sqs:Send*" }, true],
    ["question marks of actions", { Action: "sqs:Send?essage" }, true],
    ["another action", { Action: "sqs:Send" }, false],
    ["all but an action", { Action: [], NotAction: "sqs:Send*" }, false],
    ["all but another", { NotAction: "s3:*" }, true],
    ["a resource", { Resource: queue }, true],
    ["letters of a resource", { Resource: queue.toUpperCase() }, false],
    ["stars of a resource across its parts", { Resource: "arn:aws:sqs:*orders" }, true],
    ["all but a resource", { NotResource: queue }, false],
    ["all but another resource", { NotResource: `${queue}-dead` }, true],
  ])("%s", (_, said, isAllowed) => {
    const { Action, Resource, ...rest } = statement("Allow", said);
    const kept = {
      ...rest,
      ...(said["NotAction"] === undefined ? { Action: Action! } : {}),
      ...(said["NotResource"] === undefined ? { Resource: Resource! } : {}),
    };
    expect(heard({ identity: [policy(kept)] }) === null).toBe(isAllowed);
  });

  it("all but a principal", () => {
    const { Principal: _, ...rest } = statement("Deny");
    const resource = (who: Plain) => policy({ ...rest, NotPrincipal: who });
    const identity = [allow()];
    expect(heard({ identity, resource: resource({ AWS: role }) })).toBeNull();
    expect(heard({ identity, resource: resource({ AWS: user.name }) })).toBe(
      denied("a resource-based policy"),
    );
  });

  it("variables, of documents of 2012 alone, and letters that stand for themselves", () => {
    const named = (Resource: string, Version = "2012-10-17") =>
      policyOf({ Version, Statement: statement("Allow", { Resource }) });
    const asked = (resource: string) => ({ resource, context: { "aws:principalaccount": "1*" } });
    const text = "arn:${aws:PrincipalAccount}:${aws:username, 'ann'}";
    expect(heard({ identity: [named(text)] }, asked("arn:1*:ann"))).toBeNull();
    expect(heard({ identity: [named(text)] }, asked("arn:12:ann"))).not.toBeNull();
    expect(heard({ identity: [named(text, "2008-10-17")] }, asked(text))).toBeNull();
    expect(heard({ identity: [named("a${*}${?}${$}")] }, asked("a*?$"))).toBeNull();
    expect(heard({ identity: [named("a${aws:username}")] }, asked("a"))).not.toBeNull();
  });
});

const holds = (Condition: Plain, context: Said = {}): boolean =>
  heard({ identity: [allow({ Condition })] }, { context }) === null;

describe("iam.condition.operators: as each compares its values", () => {
  const key = "aws:x";
  it.each<readonly [operator: string, wanted: Plain, given: string, isSo: boolean]>([
    ["StringEquals", "a", "a", true],
    ["StringEquals", "a", "A", false],
    ["StringEquals", "a*", "ab", false],
    ["StringNotEquals", "a", "b", true],
    ["StringEqualsIgnoreCase", "a", "A", true],
    ["StringNotEqualsIgnoreCase", "a", "A", false],
    ["StringLike", "a*c?", "abbcd", true],
    ["StringLike", "a?", "a", false],
    ["StringNotLike", "a*", "ab", false],
    ["NumericEquals", "1", "1.0", true],
    ["NumericNotEquals", "1", "2", true],
    ["NumericLessThan", 10, "9", true],
    ["NumericLessThanEquals", "10", "10", true],
    ["NumericGreaterThan", "10", "10", false],
    ["NumericGreaterThanEquals", "10", "10", true],
    ["NumericLessThan", "10", "many", false],
    ["DateLessThan", "2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z", true],
    ["DateGreaterThan", "1767225600", "2026-01-01T00:00:01Z", true],
    ["DateEquals", "2026-01-01T00:00:00Z", "1767225600", true],
    ["DateGreaterThanEquals", "2026-01-01", "2025-12-31", false],
    ["Bool", "true", "true", true],
    ["Bool", false, "true", false],
    ["BinaryEquals", "QQ==", "QQ==", true],
    ["IpAddress", "203.0.113.0/24", "203.0.113.9", true],
    ["IpAddress", "203.0.113.9/32", "203.0.113.9", true],
    ["IpAddress", "203.0.113.9", "203.0.113.8", false],
    ["NotIpAddress", "203.0.113.0/24", "203.0.114.9", true],
    ["IpAddress", "2001:db8::/32", "2001:db8::1", true],
    ["ArnLike", "arn:aws:s3:::a*", "arn:aws:s3:::ab", true],
    ["ArnEquals", "arn:aws:s3:::a*", "arn:aws:s3:::ab", true],
    ["ArnLike", "arn:aws:*:a", "arn:aws:s3:::a", false],
    ["ArnNotLike", "arn:aws:s3:::a*", "arn:aws:s3:::b", true],
    ["NoSuchOperator", "a", "a", false],
  ])("%s %s of %s: %s", (operator, wanted, given, isSo) => {
    expect(holds({ [operator]: { "AWS:X": wanted } }, { [key]: given })).toBe(isSo);
  });
});

it("iam.condition.combined: operators and keys must all hold, of values one, and of negated ones none", () => {
  const context = { "aws:a": "1", "aws:b": "2" };
  expect(holds({ StringEquals: { "aws:a": ["0", "1"], "aws:b": "2" } }, context)).toBe(true);
  expect(holds({ StringEquals: { "aws:a": "1", "aws:b": "3" } }, context)).toBe(false);
  expect(holds({ StringEquals: { "aws:a": "1" }, StringLike: { "aws:b": "3" } }, context)).toBe(
    false,
  );
  expect(holds({ StringNotEquals: { "aws:a": ["0", "1"] } }, context)).toBe(false);
  expect(holds({ StringNotEquals: { "aws:a": ["0", "2"] } }, context)).toBe(true);
});

it("iam.condition.missing: a key that is not there", () => {
  expect(holds({ StringEquals: { "aws:a": "1" } })).toBe(false);
  expect(holds({ StringNotEquals: { "aws:a": "1" } })).toBe(true);
  expect(holds({ StringEqualsIfExists: { "aws:a": "1" } })).toBe(true);
  expect(holds({ StringEqualsIfExists: { "aws:a": "1" } }, { "aws:a": "2" })).toBe(false);
  expect(holds({ Null: { "aws:a": "true" } })).toBe(true);
  expect(holds({ Null: { "aws:a": "true" } }, { "aws:a": "1" })).toBe(false);
  expect(holds({ Null: { "aws:a": false } }, { "aws:a": "1" })).toBe(true);
});

it("iam.condition.sets: for all values, or for any of them", () => {
  const each = { "ForAllValues:StringLike": { "aws:tags": ["a*", "b"] } };
  const any = { "ForAnyValue:StringLike": { "aws:tags": ["a*", "b"] } };
  const given = (...tags: readonly string[]) => ({ "aws:tags": tags });
  expect([holds(each), holds(any)]).toEqual([true, false]);
  expect([holds(each, given()), holds(any, given())]).toEqual([true, false]);
  expect([holds(each, given("ab", "b")), holds(any, given("ab", "b"))]).toEqual([true, true]);
  expect([holds(each, given("ab", "c")), holds(any, given("ab", "c"))]).toEqual([false, true]);
  expect([holds(each, given("c")), holds(any, given("c"))]).toEqual([false, false]);
});

it("iam.condition.unknown: what nobody simulates allows, and denies nothing", () => {
  const Condition = { StringEquals: { "s3:prefix": "a" } };
  const context = { "s3:prefix": "unknown" };
  expect(holds(Condition, context)).toBe(true);
  expect(heard({ identity: [allow(), deny({ Condition })] }, { context })).toBeNull();
  const { unknown } = decide(
    {
      principal: session,
      action: "sqs:SendMessage",
      resource: queue,
      account,
      contextOf: () => "unknown",
    },
    { ...nothing, identity: [allow({ Condition, Resource: "arn:${aws:PrincipalTag/team}" })] },
  );
  expect(unknown).toEqual(["aws:principaltag/team", "s3:prefix"]);
});

it("what is no policy allows nothing and denies nothing", () => {
  for (const wrong of [null, "a", [], { Statement: null }, { Statement: [{ Effect: "Maybe" }] }]) {
    expect(policyOf(wrong as Plain).statements).toEqual([]);
  }
});
