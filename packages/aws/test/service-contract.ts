import { bytesOfBase64, type Tagged } from "@orrery/kernel";
import { gunzipSync, strFromU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { equalData } from "@orrery/testing";
import { kindsOf } from "../src/service/kinds.ts";
import type { ResourceKind } from "../src/service/resource-kind.ts";
import type { EventFacts } from "../src/service/sample-event.ts";
import type { ServiceModel } from "../src/service/service-model.ts";
import type { Journeys } from "./journey.ts";
import { checkCanonicalForms, checkLawsOf, journeysTo } from "./machine-laws.ts";
import { plants, withoutCanonicalForm } from "./planted-defects.ts";

/** What contradicts the contract in a service, one line each; none where it keeps to it. */
export function contradictions(model: ServiceModel): readonly string[] {
  const kinds = [...kindsOf([model]).kinds.values()];
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

const facts: EventFacts = {
  partition: "aws",
  region: "eu-west-3",
  accountId: "210987654321",
  epochMilliseconds: 1_700_000_000_000,
  name: "zeppelins",
  body: "a body of its own",
  subject: "a subject of its own",
  attributes: [{ name: "a name of its own", dataType: "String", value: "a value of its own" }],
};

/** A text, and behind it what it holds packed by gzip in base64. */
function unpacked(text: string): string {
  const packed = /"(H4sI[A-Za-z0-9+/=]+)"/.exec(text)?.[1];
  return packed === undefined ? text : text + strFromU8(gunzipSync(bytesOfBase64(packed)!)); // It is ours.
}

/** What is wrong with the events of a service, one line each. */
export function wrongEvents(
  { events = {} }: ServiceModel,
  bodiless: readonly string[] = [],
  placeless: readonly string[] = [],
  nameless: readonly string[] = [],
): readonly string[] {
  return Object.entries(events).flatMap(([name, make]) => {
    const text = unpacked(JSON.stringify(make(facts)));
    const shown = [
      ...(placeless.includes(name) ? [] : [facts.region, facts.accountId]),
      ...(nameless.includes(name) ? [] : [facts.name]),
      ...(bodiless.includes(name) ? [] : [facts.body, facts.attributes[0]!.value]),
    ];
    return [
      ...(equalData(JSON.parse(JSON.stringify(make(facts))), make(facts))
        ? []
        : [`${name} is not what JSON keeps of it`]),
      ...shown
        // Some sources give what was sent in base64, or as URLs have it.
        .filter(
          (part) =>
            ![part, btoa(part), part.replaceAll(" ", "+")].some((form) => text.includes(form)),
        )
        .map((part) => `${name} does not show ${part}`),
    ];
  });
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

const kindNamed = (model: ServiceModel, kind: string): ResourceKind =>
  kindsOf([model]).kinds.get(kind)!; // Of the model's own.

/** A service whose kinds are others. */
export const withKinds = (
  model: ServiceModel,
  change: (kind: ResourceKind) => ResourceKind,
): ServiceModel => ({ ...model, kinds: (world) => model.kinds(world).map(change) });

/** Quiet journeys cost little. */
const quietRuns = 25;

/**
 * What a service is found to break first, or one kind of it where only that is looked at; fast-check has it as
 * the cause.
 */
export function lawBrokenBy(model: ServiceModel, journeys: Journeys, only?: string): string {
  try {
    checkLawsOf(model, journeys, {
      runs: 3,
      endOnFailure: true,
      ...(only === undefined ? {} : { only }),
    });
    return "nothing";
  } catch (error) {
    const { message, cause } = error as Error; // Nothing else is thrown.
    return cause instanceof Error ? cause.message : message;
  }
}

const noJourneys: Journeys = { made: [], asked: [] };

/**
 * Holds a service against the contract: one call in a test is all it takes. A service with machines says by
 * `journeys` what may be asked of it.
 */
export function itKeepsTheContract(
  model: ServiceModel,
  journeys: Journeys = noJourneys,
  {
    runs = 25,
    bodiless = [],
    placeless = [],
    nameless = [],
  }: {
    readonly runs?: number;
    /** Events that bear nothing which a sender gave. */
    readonly bodiless?: readonly string[];
    /** Events that say neither the Region nor the account. */
    readonly placeless?: readonly string[];
    /** Events that do not say what the resource is called. */
    readonly nameless?: readonly string[];
  } = {},
): void {
  const kinds = [...kindsOf([model]).kinds.keys()];
  describe(`the service ${model.service}`, () => {
    it("keeps the contract of services", () => {
      expect(contradictions(model)).toEqual([]);
    });

    it("makes its events of what they are about, and of nothing else", () => {
      expect(wrongEvents(model, bodiless, placeless, nameless)).toEqual([]);
    });

    if (kinds.length === 0) return;

    it("keeps the laws of machines", () => {
      checkLawsOf(model, journeys, { runs });
    });

    it("has one future for what looks alike", () => {
      expect(checkCanonicalForms(model, journeys, { runs: quietRuns })).toBeGreaterThan(0);
    });

    // A suite that finds nothing proves nothing.
    describe.each(kinds)("would be found out where %s", (kind) => {
      for (const { name, broken, plant, takes } of plants) {
        if (takes?.(kindNamed(model, kind)) === false) continue;
        it(name, () => {
          const planted = withKinds(model, (each) =>
            each.machine.kind === kind ? plant(each) : each,
          );
          const there = journeysTo(kind, model, journeys);
          expect(lawBrokenBy(planted, there, kind)).toMatch(broken);
        });
      }
    });

    if (journeys.seldomAlike === true) return;

    it("would be found out where states look alike that have different futures", () => {
      const planted = withKinds(model, withoutCanonicalForm);
      expect(() =>
        checkCanonicalForms(planted, journeys, { runs: quietRuns, endOnFailure: true }),
      ).toThrow();
    });
  });
}
