import type { PlainObject } from "../../service/refusal.ts";
import type { FilterPolicyScope } from "./config.ts";
import { compileFilterPolicy, filterOutcome } from "./filter/filter-policy.ts";

/** A message against a filter policy, as others test it. */
interface FilterCase {
  readonly scope: FilterPolicyScope;
  readonly filterPolicy: unknown;
  /** A document. */
  readonly message?: unknown;
  readonly messageAttributes?: Readonly<
    Record<string, { readonly Type: string; readonly Value: string | number }>
  >;
}

function matchOf({
  scope,
  filterPolicy,
  message,
  messageAttributes = {},
}: FilterCase): PlainObject {
  const policy = compileFilterPolicy(JSON.stringify(filterPolicy), scope);
  const attributes = Object.entries(messageAttributes).map(([name, { Type, Value }]) => ({
    name,
    dataType: Type,
    value: `${Value}`,
  }));
  const body = JSON.stringify(message ?? "");
  return { match: filterOutcome(policy, { body, attributes }) === "passes" };
}

/** What is answered in cases that ask for no run, by the file that holds them. */
export const recordedCases: Readonly<Record<string, (input: PlainObject) => PlainObject>> = {
  sns_filter_unit: (input) => matchOf(input as unknown as FilterCase), // The form of the file.
};
