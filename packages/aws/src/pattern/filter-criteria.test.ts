import { describe, expect, it } from "vitest";
import { compileFilterCriteria, filterLimits, matchesFilterCriteria } from "./filter-criteria.ts";
import type { FilterSource } from "./filter-criteria.ts";
import { FilterPatternError } from "./pattern-error.ts";

const passes = (pattern: string | readonly string[], body: string): boolean =>
  matchesFilterCriteria(
    compileFilterCriteria(typeof pattern === "string" ? [pattern] : pattern, "sqs"),
    { messageId: "m-1", body, attributes: { ApproximateReceiveCount: "1" } },
  );

const compiling =
  (pattern: string, source: FilterSource = "sqs"): (() => unknown) =>
  () =>
    compileFilterCriteria([pattern], source);

describe("a filter for the body of SQS messages", () => {
  it("eventbridge.pattern.filter-any: one filter is enough, none at all let everything pass", () => {
    const filters = ['{"body":{"a":[1]}}', '{"body":{"b":[2]}}'];
    expect(passes(filters, '{"b":2}')).toBe(true);
    expect(passes(filters, '{"b":1}')).toBe(false);
    expect(passes([], "anything")).toBe(true);
  });

  it("eventbridge.pattern.filter-plain-plain: plain text is compared", () => {
    expect(passes('{"body":["hello"]}', "hello")).toBe(true);
    expect(passes('{"body":["hello"]}', "hello!")).toBe(false);
    expect(passes('{"body":[{"prefix":"he"}]}', "hello")).toBe(true);
    expect(passes('{"body":[{"prefix":"{a"}]}', "{a broken object")).toBe(true);
  });

  it("eventbridge.pattern.filter-plain-json: plain text does not pass a filter for JSON", () => {
    expect(passes('{"body":{"a":["x"]}}', "x")).toBe(false);
    expect(passes('{"body":{"a":[{"exists":false}]}}', "x")).toBe(false);
    expect(passes('{"body":{"a":[{"exists":false}]}}', "{broken")).toBe(false);
  });

  it("eventbridge.pattern.filter-json-plain: JSON does not pass a filter for plain text", () => {
    expect(passes('{"body":[{"anything-but":"x"}]}', '{"a":"x"}')).toBe(false);
    expect(passes('{"body":["x"]}', '["x"]')).toBe(false);
    expect(passes('{"body":[{"exists":false}]}', "{}")).toBe(false);
  });

  it("eventbridge.pattern.filter-json-json: JSON is compared", () => {
    const pattern =
      '{"body":{"order":{"total":[{"numeric":[">",100]}]},"note":[{"exists":false}]}}';
    expect(passes(pattern, ' {"order":{"total":150}}')).toBe(true);
    expect(passes(pattern, '{"order":{"total":50}}')).toBe(false);
    expect(passes(pattern, '{"order":{"total":150},"note":""}')).toBe(false);
    expect(passes('{"body":{"a":["x"]}}', '[{"a":"x"}]')).toBe(true);
    expect(passes('{"body.a":["x"]}', '{"a":"x"}')).toBe(true);
    const or = '{"body":{"$or":[{"a":[1]},{"b":[2]}]}}';
    expect([passes(or, '{"b":2}'), passes(or, '{"a":2}')]).toEqual([true, false]);
    const either = '{"$or":[{"body":["x"]},{"body":{"a":["x"]}}]}';
    expect([passes(either, "x"), passes(either, '{"a":"x"}')]).toEqual([true, true]);
  });

  it("eventbridge.pattern.filter-metadata: other keys are compared, whatever the body", () => {
    const pattern = '{"attributes":{"ApproximateReceiveCount":["1"]}}';
    expect(passes(pattern, "text")).toBe(true);
    expect(passes(pattern, "{}")).toBe(true);
    expect(passes('{"messageId":["m-2"]}', "text")).toBe(false);
    expect(passes('{"messageId":["m-1"],"body":{"a":[1]}}', '{"a":1}')).toBe(true);
    expect(passes('{"toString":[{"exists":false}]}', "text")).toBe(true);
  });

  it("eventbridge.pattern.filter-bare-string: a string stands for a list, and equals JSON text", () => {
    expect(passes('{"body":"hello"}', '"hello"')).toBe(true);
    expect(passes('{"body":"hello"}', "hello")).toBe(true);
    expect(passes('{"body":"hello"}', "hello-not")).toBe(false);
    expect(passes('{"body":"hello"}', '{"key":"hello"}')).toBe(false);
    expect(compiling('{"eventSource":"aws:sqs"}')).toThrow(FilterPatternError);
    expect(compiling('{"body":{"a":"x"}}')).toThrow(FilterPatternError);
  });

  it("eventbridge.pattern.filter-scalar-body: a number is a number", () => {
    expect(passes('{"body":[{"numeric":[">",9]}]}', "10")).toBe(true);
    expect(passes('{"body":["10"]}', "10")).toBe(false);
    expect(passes('{"body":[true]}', "true")).toBe(true);
    expect(passes('{"body":{"a":[{"exists":false}]}}', "10")).toBe(false);
  });

  it("eventbridge.pattern.filter-number-spelling: 300 is not 300.0, but in ranges", () => {
    expect(passes('{"body":{"n":[300]}}', '{"n":300}')).toBe(true);
    for (const spelling of ["300.0", "3e2", "3.0E2", "300.00"]) {
      expect(passes('{"body":{"n":[300]}}', `{"n":${spelling}}`)).toBe(false);
      expect(passes(`{"body":{"n":[${spelling}]}}`, '{"n":300}')).toBe(false);
      expect(passes(`{"body":{"n":[${spelling}]}}`, `{"n":${spelling}}`)).toBe(true);
      expect(passes('{"body":{"n":[{"numeric":["=",300]},-1]}}', `{"n":${spelling}}`)).toBe(true);
    }
    for (const [pattern, spelling] of [
      ["0", "-0"],
      ["0", "0.0"],
      ["0.0000001", "1e-7"],
      ["1e-7", "0.0000001"],
      ["1e21", "1000000000000000000000"],
    ]) {
      expect(passes(`{"body":{"n":[${pattern}]}}`, `{"n":${spelling}}`)).toBe(false);
      expect(passes(`{"body":{"n":[${spelling}]}}`, `{"n":${spelling}}`)).toBe(true);
      expect(passes(`{"body":[${spelling}]}`, `${spelling}`)).toBe(true);
      expect(passes(`{"body":[${pattern}]}`, `${spelling}`)).toBe(false);
    }
  });
});

describe("refusals", () => {
  it.each(["null", '"simple string"', "{", "{}", '{"body":[]}', '{"eventSource":[]}'])(
    "eventbridge.pattern.filter-invalid: %s",
    (pattern) => {
      expect(compiling(pattern)).toThrow(FilterPatternError);
      expect(compiling(pattern)).toThrow("Invalid filter pattern definition.");
    },
  );

  it("eventbridge.pattern.filter-operators: no wildcard, anything-but only with values", () => {
    expect(compiling('{"body":{"a":[{"wildcard":"x*"}]}}')).toThrow(FilterPatternError);
    expect(compiling('{"body":{"a":[{"anything-but":{"prefix":"x"}}]}}')).toThrow(
      FilterPatternError,
    );
    expect(passes('{"body":{"a":[{"anything-but":["x"]}]}}', '{"a":"y"}')).toBe(true);
    expect(passes('{"body":{"a":[{"equals-ignore-case":"x"}]}}', '{"a":"X"}')).toBe(true);
  });

  it("eventbridge.pattern.filter-size: at most 4,096 characters", () => {
    const pattern = (size: number): string => `{"body":["${"x".repeat(size - 13)}"]}`;
    expect(compiling(pattern(filterLimits.patternCharacters))).not.toThrow();
    expect(compiling(pattern(filterLimits.patternCharacters + 1))).toThrow(FilterPatternError);
    expect(compiling(pattern(5_000))).toThrow(
      expect.objectContaining({ reason: "expected at most 4096 characters, received 5000" }),
    );
  });

  it("eventbridge.pattern.filter-data-must-be-json: Kinesis and DynamoDB take no plain data", () => {
    expect(compiling('{"data":["x"]}', "kinesis")).toThrow(FilterPatternError);
    expect(compiling('{"data":"x"}', "kinesis")).toThrow(FilterPatternError);
    expect(compiling('{"dynamodb":["x"]}', "dynamodb")).toThrow(FilterPatternError);
    expect(compiling('{"partitionKey":["x"]}', "kinesis")).not.toThrow();
  });
});

describe("other sources", () => {
  it("filters Kinesis records by their decoded data", () => {
    const criteria = compileFilterCriteria(['{"data":{"a":["x"]}}'], "kinesis");
    expect(matchesFilterCriteria(criteria, { data: '{"a":"x"}' })).toBe(true);
    expect(matchesFilterCriteria(criteria, { data: "x" })).toBe(false);
    expect(matchesFilterCriteria(criteria, {})).toBe(false);
  });

  it("filters DynamoDB records as a whole, with numbers as strings under N", () => {
    const record = { eventName: "INSERT", dynamodb: { NewImage: { a: { N: "101" } } } };
    const passes = (pattern: string): boolean =>
      matchesFilterCriteria(compileFilterCriteria([pattern], "dynamodb"), record);
    expect(passes('{"eventName":["INSERT","MODIFY"]}')).toBe(true);
    expect(passes('{"dynamodb":{"NewImage":{"a":{"N":["101"]}}}}')).toBe(true);
    expect(passes('{"dynamodb":{"NewImage":{"a":{"N":[{"numeric":[">",1]}]}}}}')).toBe(false);
    expect(passes('{"dynamodb":{"NewImage":{"a":[{"exists":true}]}}}')).toBe(false);
    expect(passes('{"dynamodb":{"NewImage":{"a":[{"exists":false}]}}}')).toBe(true);
  });
});

it("takes a record without data for one whose data is absent", () => {
  const criteria = compileFilterCriteria(['{"body":[{"exists":false}]}'], "sqs");
  expect(matchesFilterCriteria(criteria, { messageId: "m" })).toBe(true);
  expect(matchesFilterCriteria(criteria, { messageId: "m", body: "" })).toBe(false);
});

it("is compiled once for the same patterns", () => {
  const patterns = ['{"body":{"a":[1]}}'];
  expect(compileFilterCriteria(patterns, "sqs")).toBe(compileFilterCriteria([...patterns], "sqs"));
  expect(compileFilterCriteria(['{"k":[1]}'], "kinesis").source).toBe("kinesis");
});
