import type { Plain } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Step } from "../../../service/service-model.ts";
import { eventsLimits } from "../limits.ts";
import { invalid, respond } from "./checked.ts";

/** A page of a listing, with the members that its operation has for them. */
export function listed(
  member: string,
  items: readonly Plain[],
  params: PlainObject,
  limitMember = "Limit",
): Step {
  const most = numberOf(params[limitMember]) ?? eventsLimits.page.default;
  const found = page(items, params["NextToken"], most);
  if (found === null) return invalid("Token is not valid.");
  return respond({
    [member]: found.items,
    ...(found.next === null ? {} : { NextToken: found.next }),
  });
}

/** What of a listing begins with the prefix that a request asks for. */
export function withPrefix<Item extends { readonly name: string }>(
  items: readonly Item[],
  params: PlainObject,
): readonly Item[] {
  const prefix = textOf(params["NamePrefix"]) ?? "";
  return items
    .filter(({ name }) => name.startsWith(prefix))
    .slice()
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
