import { seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { callsInside } from "../../../test/calls-inside.ts";
import { simulate } from "../../run/simulate.ts";

it("apigateway.api.rates: forty at once, then ten a second, for all operations together", () => {
  const aws = simulate();
  const { many, outcome } = callsInside(aws, "apigateway");
  expect(many(30, "GetRestApis")).toBe(30);
  expect(many(30, "GetApiKeys")).toBe(10);
  expect(outcome("GetRestApis")).toBe("TooManyRequestsException");
  const after = (time: number) => aws.run({ until: (aws.now + seconds(time)) as Instant });
  after(1);
  expect(many(30, "GetRestApis")).toBe(10);
  after(3);
  expect(many(60, "GetRestApis")).toBe(30);
  after(60);
  expect(many(60, "GetRestApis")).toBe(40);
  expect(callsInside(aws, "apigatewayv2").many(60, "GetApis")).toBe(40);
});
