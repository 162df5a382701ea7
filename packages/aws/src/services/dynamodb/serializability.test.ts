import { milliseconds, table as tables, type Fault } from "@orrery/kernel";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  historyOf,
  instantOf,
  nameOf,
  type History,
  type Operation,
  type Outcome,
  type Place,
} from "./test/random-history.ts";
import { tableMachine } from "./table/machine.ts";

afterEach(() => vi.restoreAllMocks());

const place: fc.Arbitrary<Place> = fc.record({
  table: fc.constantFrom("left", "right"),
  id: fc.constantFrom("a", "b"),
});
const operation: fc.Arbitrary<Operation> = fc.record({
  kind: fc.constantFrom("update", "transactWrite", "transactWrite", "get", "transactGet"),
  places: fc.uniqueArray(place, { minLength: 1, maxLength: 4, selector: nameOf }),
  // Most come at once, so that they are in each other's way.
  at: fc.integer({ min: 0, max: 40 }).map((number) => number / 200),
  isRepeated: fc.boolean(),
});
const component = fc.constantFrom("dynamodb.table:left", "dynamodb.table:right");
const span = { from: fc.constant(instantOf(0)), share: fc.constantFrom(0.3, 0.7, 1) };
const until = fc.constantFrom(0.03, 0.1, 1).map((length) => instantOf(length));
const body = fc.constant({
  type: "refused",
  code: "ThrottlingException",
  message: "The request was refused.",
  fault: "client",
} as const);
const constant = fc
  .constantFrom(1, 10, 8_000)
  .map((value) => ({ type: "constant", value: milliseconds(value) }) as const);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ type: fc.constant("refuse"), name: component, component, ...span, until, body }),
  fc.record({
    type: fc.constant("drop"),
    name: component,
    component,
    ...span,
    until,
    direction: fc.constantFrom("request", "reply"),
  }),
  fc.record({
    type: fc.constant("delay"),
    name: component,
    component,
    ...span,
    until,
    direction: fc.constantFrom("request", "reply"),
    by: constant,
  }),
  fc.record({
    type: fc.constant("duplicate"),
    name: component,
    component,
    ...span,
    until,
    by: constant,
  }),
);
const histories = fc.tuple(
  fc.array(operation, { minLength: 1, maxLength: 10, size: "max" }),
  fc
    .array(fault, { maxLength: 2 })
    .map((faults) => faults.map((each, number) => ({ ...each, name: `fault ${number + 1}` }))),
);

/** What of a history cannot be; `null`: all of it can. */
const wrongWith = (history: History): string | null => wrongWrites(history) ?? wrongOrder(history);

const isWrite = ({ operation: { kind } }: Outcome): boolean =>
  kind !== "get" && kind !== "transactGet";
const placesOf = ({ operation: { kind, places } }: Outcome): readonly Place[] =>
  kind === "update" || kind === "get" ? places.slice(0, 1) : places;

/** Writes that were lost, applied twice, in part, or though they were refused. */
function wrongWrites({ outcomes, lists }: History): string | null {
  for (const outcome of outcomes.filter(isWrite)) {
    const { number, told } = outcome;
    const counts = placesOf(outcome).map(
      (each) => lists.get(nameOf(each))!.filter((text) => text === `${number}`).length,
    );
    if (counts.some((count) => count > 1)) return `${number} is there twice`;
    if (new Set(counts).size > 1) return `${number} is there in part`;
    if (told === "done" && counts[0] === 0) return `${number} was done and is lost`;
    if (told === "refused" && counts[0] === 1) return `${number} was refused and is there`;
  }
  return null;
}

/** Finds out whether all happened as if one after the other: who has to come before whom goes in no circle. */
function wrongOrder({ outcomes, lists }: History): string | null {
  const later = new Map<string, Set<string>>();
  const order = (one: string | undefined, other: string | undefined) => {
    if (one === undefined || other === undefined || one === other) return;
    later.set(one, (later.get(one) ?? new Set()).add(other));
  };
  for (const list of lists.values()) list.forEach((one, at) => order(one, list[at + 1]));
  for (const outcome of outcomes) {
    outcome.seen?.forEach((seen, at) => {
      const list = lists.get(nameOf(placesOf(outcome)[at]!))!;
      order(seen.at(-1), `${outcome.number}`);
      order(`${outcome.number}`, list[seen.length]);
    });
    const { seen } = outcome;
    const wrong = seen?.findIndex((each, at) =>
      each.some((text, number) => lists.get(nameOf(placesOf(outcome)[at]!))![number] !== text),
    );
    if (wrong !== undefined && wrong !== -1) return `${outcome.number} saw what never was`;
  }
  const done = new Set<string>();
  const open = new Set<string>();
  const isInCircle = (one: string): boolean => {
    if (open.has(one)) return true;
    if (done.has(one)) return false;
    open.add(one);
    const found = [...(later.get(one) ?? [])].some(isInCircle);
    open.delete(one);
    done.add(one);
    return found;
  };
  const first = [...later.keys()].find(isInCircle);
  return first === undefined ? null : `${first} comes before itself`;
}

const runs = { numRuns: 250, seed: 20_261_128 };
const isRight = ([operations, faults]: readonly [readonly Operation[], readonly Fault[]]) =>
  wrongWith(historyOf(operations, faults));

describe("operations on items", () => {
  it("are serializable, and no write is lost or applied twice, under any faults", () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(isRight(history)).toBeNull();
      }),
      runs,
    );
  }, 300_000);

  const { transition } = tableMachine;
  type Given = Parameters<typeof transition>;
  const forgetLocks = (state: Given[0]): void => {
    for (const [key] of tables.list(state.locks)) tables.remove(state.locks, key);
  };
  const defects: readonly (readonly [
    string,
    (...given: Given) => ReturnType<typeof transition>,
  ])[] = [
    [
      "a write that is not carried out",
      (state, input, context) => {
        const isMeant = input.type === "writeItem" && context.now % 2 === 0;
        const meant = isMeant ? { ...input, action: { do: "check" } as const } : input;
        return transition(state, meant, context);
      },
    ],
    [
      "a commit that only some tables hear of",
      (state, input, context) => {
        const isMeant = input.type === "endTransaction" && context.now % 2 === 0;
        return transition(state, isMeant ? { ...input, how: "cancel" } : input, context);
      },
    ],
    [
      "writes that pass locks",
      (state, input, context) => {
        if (input.type === "writeItem" || input.type === "prepare") forgetLocks(state);
        return transition(state, input, context);
      },
    ],
    [
      "reads that pass locks",
      (state, input, context) => {
        if (input.type === "transactGet" || input.type === "readAgain") forgetLocks(state);
        return transition(state, input, context);
      },
    ],
    [
      "a token that nobody knows",
      (state, input, context) =>
        transition(state, input.type === "prepare" ? { ...input, token: null } : input, context),
    ],
  ];
  it.each(defects)(
    "are found out with %s",
    (_, planted) => {
      vi.spyOn(tableMachine, "transition").mockImplementation(planted);
      const { failed } = fc.check(
        fc.property(histories, (history) => isRight(history) === null),
        { ...runs, numRuns: 400, endOnFailure: true },
      );
      expect(failed).toBe(true);
    },
    300_000,
  );
});
