import type { Tagged } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { kindsOf } from "../src/service/kinds.ts";
import type { ResourceKind } from "../src/service/resource-kind.ts";
import type { ServiceModel } from "../src/service/service-model.ts";

/** What contradicts the contract in a service, one line each; none where it keeps to it. */
export function contradictions(model: ServiceModel): readonly string[] {
  const kinds = [...kindsOf([model], {}).kinds.values()];
  const rules = [...kinds.flatMap((kind) => kind.rules), ...(model.rules ?? [])];
  const ids = rules.map(({ id }) => id);
  return [
    ...kinds.flatMap((kind) => contradictionsOfKind(model.service, kind)),
    ...ids
      .filter((id, place) => ids.indexOf(id) !== place)
      .map((id) => `the rule ${id} is there twice`),
    ...rules.flatMap(({ id, operations = [] }) =>
      operations
        .filter((name) => !Object.hasOwn(model.operations, name))
        .map((name) => `${id} speaks of ${name}, which is no operation`),
    ),
    ...model.templateTypes.flatMap((type) => {
      if (!("properties" in type)) return [];
      const meant = Object.keys(type.properties);
      const known = type.facts.properties;
      return [
        ...known
          .filter((name) => !meant.includes(name))
          .map((name) => `${type.type}.${name} means nothing`),
        ...meant
          .filter((name) => !known.includes(name))
          .map((name) => `${type.type} has no ${name}`),
      ];
    }),
  ];
}

function contradictionsOfKind(service: string, kind: ResourceKind): readonly string[] {
  const { machine, metrics, strikes = {} } = kind;
  const takes = (input: Tagged) => Object.hasOwn(machine.inputs.of, input.type);
  return [
    ...(machine.kind.startsWith(`${service}.`) ? [] : [`${machine.kind} is no kind of ${service}`]),
    ...(kind.noun === "" ? [`${machine.kind} has no noun`] : []),
    ...machine.metrics.names
      .filter((name) => !Object.hasOwn(metrics, name))
      .map((name) => `nobody says what ${name} of ${machine.kind} means`),
    ...Object.entries(strikes)
      .filter(([, inputOf]) => !takes(inputOf(0.5)))
      .map(([name]) => `${machine.kind} does not take its strike ${name}`),
  ];
}

/** Holds a service against the contract: one call in a test is all it takes. */
export function itKeepsTheContract(model: ServiceModel): void {
  describe(`the service ${model.service}`, () => {
    it("keeps the contract of services", () => {
      expect(contradictions(model)).toEqual([]);
    });
  });
}
