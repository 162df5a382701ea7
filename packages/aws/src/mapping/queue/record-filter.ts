import {
  compileFilterCriteria,
  matchesFilterCriteria,
  type CompiledFilterCriteria,
  type JsonObject,
} from "../../pattern/index.ts";
import type { BatchPayload } from "../../service/payload.ts";
import type { QueueSource, SourceItem } from "../../service/source.ts";
import type { EventSourceMappingSettings } from "./config.ts";

// A memo of a pure function: what it holds follows from the settings alone.
const compiled = new WeakMap<readonly string[], CompiledFilterCriteria>();

/** Whether a message passes the filters of a mapping, which has some. */
export function passesFilters(
  message: SourceItem,
  settings: EventSourceMappingSettings,
  source: QueueSource,
): boolean {
  const criteria = criteriaOf(settings.filters, source);
  return matchesFilterCriteria(criteria, recordOf(message, criteria, settings, source));
}

/** The filters of a mapping, read once. */
export function criteriaOf(
  filters: readonly string[],
  { service }: Pick<QueueSource, "service">,
): CompiledFilterCriteria {
  let criteria = compiled.get(filters);
  if (criteria === undefined) {
    criteria = compileFilterCriteria(filters, service);
    compiled.set(filters, criteria);
  }
  return criteria;
}

/** The record of an item, of which most filters read the body only. */
function recordOf(
  item: SourceItem,
  { root }: CompiledFilterCriteria,
  { source: arn, sourceKind, region, epochMilliseconds }: EventSourceMappingSettings,
  { form }: QueueSource,
): JsonObject {
  if (form.bodyOf !== undefined && root.children.every(({ key }) => key === "body")) {
    return { body: form.bodyOf(item) };
  }
  const place = { form: sourceKind, source: arn, region };
  const batch: BatchPayload = {
    type: "batch",
    items: [item],
    ...place,
    reportsItems: false,
    size: 0,
  };
  const { Records } = form.eventOf(batch, epochMilliseconds);
  const [record] = Records as readonly JsonObject[]; // One for the item.
  return record!;
}
