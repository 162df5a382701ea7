import { page } from "../../../request/page.ts";
import { numberOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Step } from "../../../service/service-model.ts";
import { restLimits } from "../limits.ts";
import { badRequest, respond } from "../../../gateway/refusals.ts";

/** A page of a listing: `limit` items behind `position`. */
export function listed(items: readonly PlainObject[], params: PlainObject): Step {
  const limit = Math.min(numberOf(params["limit"]) ?? restLimits.page, restLimits.largestPage);
  if (limit < 1) return badRequest("Invalid limit specified");
  const position = params["position"];
  const found = page(
    items,
    position === undefined ? undefined : unmarked(position as string),
    limit,
  );
  if (found === null) return badRequest("Invalid position specified");
  return respond({
    items: found.items,
    ...(found.next === null ? {} : { position: marked(found.next) }),
  });
}

// Positions are opaque: numbers would look like something.
const marked = (place: string): string => `p${place}`;
const unmarked = (position: string): string => position.replace(/^p/, "");
