import { page } from "../../../request/page.ts";
import { numberOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Step } from "../../../service/service-model.ts";
import { elbv2Limits } from "../limits.ts";
import { invalid, respond } from "./refusals.ts";

/** A page of a listing under the name of the response's member. */
export function listed(member: string, items: readonly PlainObject[], params: PlainObject): Step {
  const most = numberOf(params["PageSize"]) ?? elbv2Limits.page;
  const found = page(items, params["Marker"], most);
  if (found === null) return invalid("Invalid marker"); // Assumed: the words.
  return respond({
    [member]: found.items,
    ...(found.next === null ? {} : { NextMarker: found.next }),
  });
}
