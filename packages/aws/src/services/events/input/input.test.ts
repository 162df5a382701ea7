import { seconds, type Plain } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { arnOf, EventAccount } from "../test/event-account.ts";

const detail = {
  command: "update-account",
  payload: { acc_id: "0a787ecb-4015", sf_id: "baz" },
  list: ["ACTIVE", "INACTIVE"],
  count: 3,
  quoted: 'a "b"',
};

/** What a queue gets of the event whose rule has such a target. */
function got(target: PlainObject): {
  readonly bodies: readonly string[];
  readonly account: EventAccount;
} {
  const account = new EventAccount({ startsAt: "2026-11-23T09:00:00Z" });
  account.queue("queue");
  account.rule("rule", { source: ["shop"] }, { Id: "1", Arn: arnOf("sqs", "queue"), ...target });
  account.put(detail);
  account.advance(seconds(5));
  return { bodies: account.bodies("queue"), account };
}

const template = (InputTemplate: string, InputPathsMap: PlainObject = {}): PlainObject => ({
  InputTransformer: { InputPathsMap, InputTemplate },
});

/** The refusal of a target. */
function refusalOf(target: PlainObject): string {
  const account = new EventAccount();
  account.rule("rule", { source: ["shop"] });
  const Targets = [{ Id: "t", Arn: arnOf("sqs", "queue"), ...target }];
  return account.refusal("PutTargets", { Rule: "rule", EventBusName: "bus", Targets });
}

it("events.input.one: is what a target gets", () => {
  expect(JSON.parse(got({}).bodies[0]!)).toMatchObject({ detail });
  expect(got({ Input: '{"a":1}' }).bodies).toEqual(['{"a":1}']);
  expect(refusalOf({ Input: "{}", InputPath: "$.a" })).toBe(
    "ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target t.",
  );
});

it("events.input.path: leads to a part of the event", () => {
  expect(got({ InputPath: "$.detail.payload" }).bodies).toEqual([JSON.stringify(detail.payload)]);
  expect(got({ InputPath: "$.detail.payload.sf_id" }).bodies).toEqual(['"baz"']);
  expect(got({ InputPath: "$.detail.list[1]" }).bodies).toEqual(['"INACTIVE"']);
  const nowhere = got({ InputPath: "$.detail.none" });
  expect(nowhere.bodies).toEqual([]);
  expect(nowhere.account.sum("FailedInvocations")).toBe(1);
  expect(refusalOf({ InputPath: "detail" })).toContain("InputPath for target t is invalid");
});

it("events.input.template: has variables by paths", () => {
  const paths = { type: "$.detail-type", at: "$.time", command: "$.detail.command" };
  expect(got(template('"<type> at <at>: <command>"', paths)).bodies).toEqual([
    '"paid at 2026-11-23T09:00:00Z: update-account"',
  ]);
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`a${n}`, "$.id"]));
  expect(refusalOf(template('"a"', many))).toContain("100");
  expect(refusalOf(template(`"${"a".repeat(8_191)}"`))).toContain("8192");
});

it("events.input.missing: is an empty text", () => {
  const paths = { none: "$.detail.none" };
  expect(got(template('"a <none>"', paths)).bodies).toEqual(['"a "']);
  expect(got(template('{"a": <none>, "b": "<none>"}', paths)).bodies).toEqual([
    '{"a": "", "b": ""}',
  ]);
});

it("events.input.placeholder: must be known", () => {
  expect(refusalOf(template('"<unknown>"', { known: "$.id" }))).toBe(
    "ValidationException: InputTemplate for target t contains invalid placeholder unknown.",
  );
});

it("events.input.json: has values and texts, and nothing that is no JSON", () => {
  const paths: Record<string, Plain> = {
    payload: "$.detail.payload",
    command: "$.detail.command",
    count: "$.detail.count",
    quoted: "$.detail.quoted",
    list: "$.detail.list",
  };
  const filled = got(
    template(
      '{"p": <payload>, "c": <command>, "n": <count>, "t": "<command> <count> <quoted>"}',
      paths,
    ),
  );
  expect(JSON.parse(filled.bodies[0]!)).toEqual({
    p: detail.payload,
    c: "update-account",
    n: 3,
    t: 'update-account 3 a "b"',
  });
  for (const broken of ['{"a": "<payload>"}', '{"a": "<list>"}']) {
    const { bodies, account } = got(template(broken, paths));
    expect(bodies).toEqual([]);
    expect(account.sum("InvocationsDropped")).toBe(1);
    expect(account.sum("InvocationAttempts")).toBe(0);
  }
});

it("events.input.text: has objects and lists without quotation marks", () => {
  const paths = { payload: "$.detail.payload", list: "$.detail.list" };
  expect(got(template('"Payload: <payload>, <list>"', paths)).bodies).toEqual([
    '"Payload: {acc_id:0a787ecb-4015,sf_id:baz}, [ACTIVE,INACTIVE]"',
  ]);
});

it("events.input.predefined: are the rule's, the time and the event", () => {
  expect(
    got(
      template('"<aws.events.rule-arn> <aws.events.rule-name> <aws.events.event.ingestion-time>"'),
    ).bodies,
  ).toEqual([`"${arnOf("events", "rule/bus/rule")} rule 2026-11-23T09:00:00Z"`]);
  const both = template('{"a": <aws.events.event>, "b": <aws.events.event.json>}');
  const { a, b } = JSON.parse(got(both).bodies[0]!) as { a: PlainObject; b: PlainObject };
  expect(b).toMatchObject({ "detail-type": "paid", detail });
  expect(a).toEqual({
    version: "0",
    id: b["id"],
    detailType: "paid",
    source: "shop",
    account: "123456789012",
    time: "2026-11-23T09:00:00Z",
    region: "us-east-1",
    resources: [],
  });
});
