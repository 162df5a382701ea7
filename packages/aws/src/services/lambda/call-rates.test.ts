import { seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { callsInside } from "../../../test/calls-inside.ts";
import { simulate } from "../../run/simulate.ts";

const role = "arn:aws:iam::123456789012:role/r";
const made = {
  FunctionName: "f",
  Role: role,
  Runtime: "nodejs22.x",
  Handler: "index.handler",
  Code: { ZipFile: "" },
};

it("lambda.calls.rate: control operations share 15 calls a second, GetFunction has 100 of its own", () => {
  const aws = simulate();
  aws.client().call("lambda", "CreateFunction", made);
  const { outcome, many } = callsInside(aws, "lambda");
  const f = { FunctionName: "f" };
  expect(many(10, "GetFunctionConfiguration", f)).toBe(10);
  expect(many(10, "ListFunctions")).toBe(5);
  expect(
    outcome("ListTags", { Resource: "arn:aws:lambda:us-east-1:123456789012:function:f" }),
  ).toBe("TooManyRequestsException");
  expect(many(120, "GetFunction", f)).toBe(100);
  expect(many(40, "Invoke", { ...f, InvocationType: "Event" })).toBe(40);
  aws.run({ until: (aws.now + seconds(1)) as Instant });
  expect(many(20, "ListFunctions")).toBe(15);
});
