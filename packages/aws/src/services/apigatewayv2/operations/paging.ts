import { badRequest, respond } from "../../../gateway/refusals.ts";
import { page } from "../../../request/page.ts";
import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Step } from "../../../service/service-model.ts";
import { largestPage, usualPage } from "../limits.ts";

/** A page of a listing: `MaxResults` items behind `NextToken`. */
export function listed(items: readonly PlainObject[], params: PlainObject): Step {
  const wanted = Number(textOf(params["MaxResults"]) ?? usualPage);
  if (!Number.isInteger(wanted) || wanted < 1) return badRequest("Invalid maxResults specified");
  const token = textOf(params["NextToken"]);
  const found = page(items, token?.replace(/^n/, ""), Math.min(wanted, largestPage));
  if (found === null) return badRequest("Invalid nextToken specified");
  const next = found.next === null ? {} : { NextToken: `n${found.next}` }; // A number would look like something.
  return respond({ Items: found.items, ...next });
}
