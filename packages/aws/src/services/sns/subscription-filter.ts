import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";

/** Texts that a filter lets through: those that match any of its conditions. */
export interface StringConditions {
  /** These. */
  readonly allowlist?: readonly string[];
  /** Anything but these. */
  readonly denylist?: readonly string[];
  /** What begins with one of these. */
  readonly matchPrefixes?: readonly string[];
  /** What ends with one of these. */
  readonly matchSuffixes?: readonly string[];
}

/** From one number to another. */
export interface BetweenCondition {
  readonly start: number;
  readonly stop: number;
}

/** Numbers that a filter lets through: those that match any of its conditions. */
export interface NumericConditions {
  /** These. */
  readonly allowlist?: readonly number[];
  readonly greaterThan?: number;
  readonly greaterThanOrEqualTo?: number;
  readonly lessThan?: number;
  readonly lessThanOrEqualTo?: number;
  /** Both ends included. */
  readonly between?: BetweenCondition;
  /** Neither end included. */
  readonly betweenStrict?: BetweenCondition;
}

/** What one attribute, or one member of a body, must match: any of its conditions. */
export class SubscriptionFilter {
  /** As SNS spells them, such as `"red"`, `{ prefix: "re" }` or `{ exists: true }`. */
  readonly conditions: readonly Plain[];

  /** A filter by conditions as SNS spells them, such as `new SubscriptionFilter(["red", { exists: false }])`. */
  constructor(conditions: readonly Plain[] = []) {
    this.conditions = conditions;
  }

  /** Texts. */
  static stringFilter(wanted: StringConditions): SubscriptionFilter {
    const { allowlist = [], denylist, matchPrefixes = [], matchSuffixes = [] } = wanted;
    return new SubscriptionFilter([
      ...allowlist,
      ...(denylist === undefined ? [] : [{ "anything-but": denylist }]),
      ...matchPrefixes.map((prefix) => ({ prefix })),
      ...matchSuffixes.map((suffix) => ({ suffix })),
    ]);
  }

  /** Numbers. */
  static numericFilter(wanted: NumericConditions): SubscriptionFilter {
    const { allowlist = [], between, betweenStrict } = wanted;
    const above = ([sign, number]: readonly [string, number | undefined]) =>
      number === undefined ? [] : [{ numeric: [sign, number] }];
    return new SubscriptionFilter([
      ...allowlist.map((number) => ({ numeric: ["=", number] })),
      ...above([">", wanted.greaterThan]),
      ...above([">=", wanted.greaterThanOrEqualTo]),
      ...above(["<", wanted.lessThan]),
      ...above(["<=", wanted.lessThanOrEqualTo]),
      ...(between === undefined ? [] : [{ numeric: [">=", between.start, "<=", between.stop] }]),
      ...(betweenStrict === undefined
        ? []
        : [{ numeric: [">", betweenStrict.start, "<", betweenStrict.stop] }]),
    ]);
  }

  /** What is there. */
  static existsFilter(): SubscriptionFilter {
    return new SubscriptionFilter([{ exists: true }]);
  }

  /** What is not there. */
  static notExistsFilter(): SubscriptionFilter {
    return new SubscriptionFilter([{ exists: false }]);
  }
}

/** What a member of a body must match: a filter, or a policy for the members within. */
export type FilterOrPolicy =
  | { readonly type: "filter"; readonly filterDoc: SubscriptionFilter }
  | { readonly type: "policy"; readonly policyDoc: Readonly<Record<string, FilterOrPolicy>> };

/** Makes what members of a body must match. */
export const FilterOrPolicy = {
  /** Conditions of a member. */
  filter: (filterDoc: SubscriptionFilter): FilterOrPolicy => ({ type: "filter", filterDoc }),
  /** Of an object: what its members must match. */
  policy: (policyDoc: Readonly<Record<string, FilterOrPolicy>>): FilterOrPolicy => ({
    type: "policy",
    policyDoc,
  }),
} as const;

/** A filter policy for message attributes, as SNS spells it. */
export const attributePolicy = (
  filters: Readonly<Record<string, SubscriptionFilter>>,
): PlainObject =>
  Object.fromEntries(Object.entries(filters).map(([name, { conditions }]) => [name, conditions]));

/** A filter policy for message bodies, as SNS spells it. */
export const bodyPolicy = (members: Readonly<Record<string, FilterOrPolicy>>): PlainObject =>
  Object.fromEntries(
    Object.entries(members).map(([name, member]) => [
      name,
      member.type === "filter" ? member.filterDoc.conditions : bodyPolicy(member.policyDoc),
    ]),
  );
