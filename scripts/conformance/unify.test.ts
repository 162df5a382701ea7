import { describe, expect, it } from "vitest";
import { Bindings, unify } from "./unify.ts";
import type { Value } from "./value.ts";

const differs = (expected: Value, actual: Value, bindings = new Bindings()) =>
  unify(expected, actual, bindings);

describe("marks", () => {
  const one = "11111111-1111-4111-8111-111111111111";
  const two = "22222222-2222-4222-8222-222222222222";

  it("stand for one text throughout a case", () => {
    const bindings = new Bindings();
    expect(differs({ MessageId: "<uuid:1>" }, { MessageId: one }, bindings)).toBeUndefined();
    expect(differs(["<<arn>:1>", "<<arn>:1>"], ["arn:a", "arn:a"])).toBeUndefined();
    expect(differs(["<<arn>:1>", "<<arn>:1>"], ["arn:a", "arn:b"])).toBeDefined();
    expect(differs({ MessageId: "<uuid:1>" }, { MessageId: one }, bindings)).toBeUndefined();
    expect(differs({ MessageId: "<uuid:1>" }, { MessageId: two }, bindings)).toEqual({
      path: "$.MessageId",
      expected: '"<uuid:1>"',
      received: `"${two}"`,
    });
  });

  it("of one name and two numbers stand for two texts", () => {
    expect(differs(["<uuid:1>", "<uuid:2>"], [one, two])).toBeUndefined();
    expect(differs(["<uuid:1>", "<uuid:2>"], [one, one])).toMatchObject({ path: "$[1]" });
  });

  it("of two names may stand for one text", () => {
    expect(differs(["<uuid:1>", "<id:1>"], [one, one])).toBeUndefined();
  });

  it("named uuid take nothing but a UUID", () => {
    expect(differs("<uuid:1>", "m-1")).toMatchObject({ received: '"m-1"' });
  });

  it("are found inside a text", () => {
    const bindings = new Bindings();
    const arn = "arn:<partition>:sqs:<region>:111111111111:<resource:1>";
    expect(differs(arn, "arn:aws:sqs:us-east-1:111111111111:orders", bindings)).toBeUndefined();
    expect(differs("<resource:1>", "orders", bindings)).toBeUndefined();
    expect(differs("<region>", "eu-west-1", bindings)).toBeDefined();
    expect(differs(arn, "arn:aws:sqs:us-east-1:222222222222:orders")).toBeDefined();
  });

  it("found twice in a text stand for the same part", () => {
    expect(differs("<name:1> and <name:1>", "a and a")).toBeUndefined();
    expect(differs("<name:1> and <name:1>", "a and b")).toBeDefined();
  });

  it("leave characters around them as they are", () => {
    expect(differs("(<name:1>) a.b?", "(x) a.b?")).toBeUndefined();
    expect(differs("(<name:1>) a.b?", "(x) a-b?")).toBeDefined();
  });
});

describe("a value that was replaced by its key", () => {
  it("may be any value, which must be there", () => {
    expect(differs({ SenderId: "sender-id" }, { SenderId: "AIDA" })).toBeUndefined();
    expect(differs({ CodeSha256: "code-sha256" }, { CodeSha256: "47DE" })).toBeUndefined();
    expect(differs({ SenderId: "sender-id" }, {})).toBeDefined();
    expect(differs({ Sender: "sender-id" }, { Sender: "AIDA" })).toBeDefined();
  });

  it("is itself where the key is one word, and a time where it is a time's", () => {
    expect(differs({ Name: "name" }, { Name: "orders" })).toBeDefined();
    expect(differs({ SentTimestamp: "sent-timestamp" }, { SentTimestamp: "soon" })).toBeDefined();
  });
});

describe("times", () => {
  it.each(["date", "datetime", "timestamp", "start-date", "<datetime>", "sent-timestamp"])(
    "%s stands for any time",
    (mark) => {
      expect(differs(mark, "2026-01-01T00:00:00.000Z")).toBeUndefined();
      expect(differs(mark, "1767225600000")).toBeUndefined();
      expect(differs(mark, "1767225600")).toBeUndefined();
      expect(differs(mark, 1767225600.5)).toBeUndefined();
    },
  );

  it("are not just any text", () => {
    expect(differs("timestamp", "soon")).toBeDefined();
    expect(differs("timestamp", "30")).toBeDefined();
    expect(differs("runtime", "2026-01-01T00:00:00.000Z")).toBeDefined();
  });
});

describe("documents in texts", () => {
  it("are compared by content, on either side", () => {
    expect(differs({ Policy: { a: [1] } }, { Policy: '{ "a": [1] }' })).toBeUndefined();
    expect(
      differs({ Policy: '{"a": [1], "b": 2}' }, { Policy: '{"b":2,"a":[1]}' }),
    ).toBeUndefined();
    expect(differs('{"a": 1}', { a: 1 })).toBeUndefined();
    expect(differs({ Policy: { a: [1] } }, { Policy: '{"a":[2]}' })).toMatchObject({
      path: "$.Policy.a[0]",
    });
  });

  it("may hold marks", () => {
    const bindings = new Bindings();
    expect(differs('{"id": "<id:1>"}', '{"id":"x"}', bindings)).toBeUndefined();
    expect(differs("<id:1>", "y", bindings)).toBeDefined();
  });
});

describe("objects and lists", () => {
  it("have the same members, no fewer and no more", () => {
    expect(differs({ a: 1 }, {})).toEqual({ path: "$.a", expected: "1", received: "nothing" });
    expect(differs({}, { a: 1 })).toEqual({ path: "$.a", expected: "nothing", received: "1" });
    expect(differs([1], [])).toMatchObject({ path: "$[0]", received: "nothing" });
    expect(differs([], [1])).toMatchObject({ path: "$[0]", expected: "nothing" });
    expect(differs({ a: {} }, { a: [] })).toMatchObject({ path: "$.a" });
  });

  it("of HTTP headers are not compared", () => {
    const expected = { ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 200 } };
    const received = { ResponseMetadata: { HTTPHeaders: { date: "x" }, HTTPStatusCode: 200 } };
    expect(differs(expected, received)).toBeUndefined();
    expect(differs(expected, { ResponseMetadata: { HTTPStatusCode: 404 } })).toMatchObject({
      path: "$.ResponseMetadata.HTTPStatusCode",
    });
    expect(differs({ HTTPHeaders: {} }, { HTTPHeaders: { date: "x" } })).toBeDefined();
  });

  it("may hold nothing where a member is undefined", () => {
    expect(differs({ a: 1 }, { a: 1, b: undefined })).toBeUndefined();
  });
});

it("tells values of different types apart", () => {
  expect(differs(1, "1")).toBeDefined();
  expect(differs("1", "2")).toBeDefined();
  expect(differs(null, false)).toBeDefined();
  expect(differs(true, true)).toBeUndefined();
});

it("compares bytes with what Python prints of them", () => {
  const bytes = new TextEncoder().encode("a\u001e'é");
  expect(differs('b"a\\x1e\'\\xc3\\xa9"', bytes)).toBeUndefined();
  expect(differs("b'a'", bytes)).toBeDefined();
});
