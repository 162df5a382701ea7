import { expect, it } from "vitest";
import { simulate } from "../run/simulate.ts";
import { controlName } from "../service/service-model.ts";
import { keepRoute, knownRoute } from "./routes.ts";
import type { ControlSettings } from "./state.ts";

it("knows a route for the same resources, settings, operation and caller alone", () => {
  const params = { QueueUrl: "orders" };
  const resources = {};
  const settings = simulate().settingsOf(controlName) as ControlSettings; // Its own.
  const operation = { begin: () => ({ type: "respond", response: {} }) as const };
  const { caller } = settings;
  const ask = { type: "ask", resource: 7, input: { type: "sendMessage" } } as const;
  keepRoute(params, { resources, settings, operation, caller, ask });
  expect(knownRoute(params, resources, settings, operation, caller)).toBe(ask);
  expect(knownRoute({ ...params }, resources, settings, operation, caller)).toBeUndefined();
  expect(knownRoute(params, {}, settings, operation, caller)).toBeUndefined();
  expect(knownRoute(params, resources, { ...settings }, operation, caller)).toBeUndefined();
  expect(knownRoute(params, resources, settings, { ...operation }, caller)).toBeUndefined();
  expect(knownRoute(params, resources, settings, operation, { ...caller })).toBeUndefined();
});
