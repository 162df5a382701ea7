import * as aws from "@orrery/aws";
import { expect, it } from "vitest";
import * as orrery from "./index.ts";

it("has the namespace of each service of @orrery/aws that constructs are in", () => {
  const isNamespace = (value: unknown): boolean =>
    typeof value === "object" &&
    value !== null &&
    Reflect.get(value, Symbol.toStringTag) === "Module";
  const namespaces = Object.entries(aws).filter(([, value]) => isNamespace(value));
  expect(namespaces.map(([name]) => name)).toContain("sqs");
  for (const [name, namespace] of namespaces) {
    expect(Reflect.get(orrery, name), name).toBe(namespace);
  }
});
