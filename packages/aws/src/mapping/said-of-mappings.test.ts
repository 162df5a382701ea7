import { expect, it } from "vitest";
import { saidOfMappings } from "./said-of-mappings.ts";

it("says of mappings of one form what a scenario says of a service's", () => {
  const assumptions = {
    "service.eventSourceMapping.errorPause": 1,
    "service.streamMapping.retryPause": 2,
    "service.other": 3,
  };
  expect(saidOfMappings(assumptions, "eventSourceMapping")).toEqual({ "mapping.errorPause": 1 });
  expect(saidOfMappings(assumptions, "streamMapping")).toEqual({ "mapping.retryPause": 2 });
  expect(saidOfMappings(assumptions, "streamMapping")).toBe(
    saidOfMappings(assumptions, "streamMapping"),
  );
});
