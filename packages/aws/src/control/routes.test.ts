import { expect, it } from "vitest";
import { simulate } from "../run/simulate.ts";
import { controlName } from "../service/service-model.ts";
import { keepRoute, knownRoute } from "./routes.ts";
import type { ControlSettings } from "./state.ts";

it("knows a route for the same resources, settings, operation and lineage alone", () => {
  const params = { QueueUrl: "orders" };
  const resources = {};
  const settings = simulate().settingsOf(controlName) as ControlSettings; // Its own.
  const operation = { begin: () => ({ type: "respond", response: {} }) as const };
  const lineage = [{ function: 1, count: 2 }];
  const ask = { type: "ask", resource: 7, input: { type: "sendMessage" } } as const;
  keepRoute(params, { resources, settings, operation, lineage, ask });
  const same = [{ function: 1, count: 2 }];
  expect(knownRoute(params, resources, settings, operation, same)).toBe(ask);
  expect(knownRoute({ ...params }, resources, settings, operation, same)).toBeUndefined();
  expect(knownRoute(params, {}, settings, operation, same)).toBeUndefined();
  expect(knownRoute(params, resources, { ...settings }, operation, same)).toBeUndefined();
  expect(knownRoute(params, resources, settings, { ...operation }, same)).toBeUndefined();
  const further = [{ function: 1, count: 3 }];
  expect(knownRoute(params, resources, settings, operation, further)).toBeUndefined();
  expect(knownRoute(params, resources, settings, operation, undefined)).toBeUndefined();
});
