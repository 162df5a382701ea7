import { expect, it } from "vitest";
import { simulate } from "../run/simulate.ts";
import { controlName } from "../service/service-model.ts";
import { keepRoute, knownRoute } from "./routes.ts";
import type { ControlSettings } from "./state.ts";

it("knows a route for the same resources, settings and operation alone", () => {
  const params = { QueueUrl: "orders" };
  const resources = {};
  const settings = simulate().settingsOf(controlName) as ControlSettings; // Its own.
  const operation = { begin: () => ({ type: "respond", response: {} }) as const };
  const ask = { type: "ask", resource: 7, input: { type: "sendMessage" } } as const;
  keepRoute(params, { resources, settings, operation, ask });
  expect(knownRoute(params, resources, settings, operation)).toBe(ask);
  expect(knownRoute({ ...params }, resources, settings, operation)).toBeUndefined();
  expect(knownRoute(params, {}, settings, operation)).toBeUndefined();
  expect(knownRoute(params, resources, { ...settings }, operation)).toBeUndefined();
  expect(knownRoute(params, resources, settings, { ...operation })).toBeUndefined();
});
