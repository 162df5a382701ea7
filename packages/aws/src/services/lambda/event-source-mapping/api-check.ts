import { memberOf } from "../../../request/params.ts";
import { filterLimits } from "../../../pattern/index.ts";
import { type NotModeled, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import type { Source } from "../../../service/source.ts";
import { streamForm } from "../stream-mapping/stream-form.ts";
import { serviceIn } from "../../../service/arn.ts";
import { eventSourceMappingLimits as limits } from "../../../mapping/queue/limits.ts";
import type { MappingForm } from "./mapping-form.ts";
import { queueForm } from "./queue-form.ts";
import { invalid } from "./refusals.ts";

/** Checks how many of each there are; `null` when no more than may be. */
export function checkExtent(params: PlainObject): Refused | null {
  const { Tags } = params;
  const tags = typeof Tags === "object" && Tags !== null ? Object.keys(Tags).length : 0;
  if (tags > limits.tags) return invalid("Number of tags exceeds resource tag limit.");
  return checkFilterCount(params);
}

function checkFilterCount(params: PlainObject): Refused | null {
  const filters = memberOf(params["FilterCriteria"], "Filters");
  if (!Array.isArray(filters) || filters.length <= filterLimits.filters) return null;
  return invalid(`The maximum number of filters is ${filterLimits.filters}.`);
}

/** Whether the source is of a service that mappings read, and nothing is asked that only others know. */
export function checkPlace(
  source: string,
  params: PlainObject,
  before: PlainObject | null,
  plane: ControlPlane,
): Refused | NotModeled | null {
  const { sources } = plane;
  const service = serviceIn(source);
  const read = sources.in(service);
  if (read === undefined) {
    const missing = sources.missing(source);
    if (missing !== undefined && plane.findByArn(source) === undefined) return invalid(missing);
    const what = `Event source mappings that read ${service === "" ? source : service} are not modeled.`;
    return { type: "notModeled", what };
  }
  return formOf(read).checkParams(source, params, before, plane);
}

/** The form of mappings that read a source. */
export const formOf = ({ type }: Pick<Source, "type">): MappingForm =>
  type === "queue" ? queueForm : streamForm;
