import { expect, it } from "vitest";
import { callsInside } from "../../../test/calls-inside.ts";
import { simulate } from "../../run/simulate.ts";

it("logs.groups.rates: groups and streams are made so often a second, and no more", () => {
  const { outcome } = callsInside(simulate(), "logs");
  const taken = (count: number, operation: string, paramsOf: (name: string) => object) =>
    Array.from({ length: count }, (_, number) =>
      outcome(operation, { ...paramsOf(`${operation}-${number}`) }),
    );
  const groups = taken(11, "CreateLogGroup", (logGroupName) => ({ logGroupName }));
  expect(groups.filter((each) => each === "taken")).toHaveLength(10);
  expect(groups.at(-1)).toBe("ThrottlingException");
  const logGroupName = "CreateLogGroup-0";
  const streams = taken(51, "CreateLogStream", (logStreamName) => ({
    logGroupName,
    logStreamName,
  }));
  expect(streams.filter((each) => each === "taken")).toHaveLength(50);
  expect(streams.at(-1)).toBe("ThrottlingException");
});
