import { hours } from "@orrery/kernel";
import { expect, it } from "vitest";
import { eventSourceMappingCharges } from "./pricing.ts";

it("charges provisioned pollers by the hour, and nothing else", () => {
  expect(eventSourceMappingCharges({ ProvisionedPollerTime: { sum: hours(20) } })).toEqual([
    {
      what: "Lambda provisioned pollers",
      quantity: 20,
      unit: "poller hours",
      dollars: 0.185,
    },
  ]);
  expect(eventSourceMappingCharges({ PolledEventCount: { sum: 7 } })).toEqual([]);
});
