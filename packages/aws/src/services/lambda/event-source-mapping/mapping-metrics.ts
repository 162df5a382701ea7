import type { Published } from "../../../service/cloudwatch-metric.ts";
import { memberOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource, ResourceFinder } from "../../../service/resource.ts";
import { objectOf, recordOf, textOf } from "./mapping-record.ts";

/** Metrics that a mapping publishes with `EventCount` among those of its MetricsConfig. */
const eventCounts: readonly string[] = [
  "PolledEventCount",
  "FilteredOutEventCount",
  "InvokedEventCount",
  "FailedInvokeEventCount",
  "DroppedEventCount",
  "OnFailureDestinationDeliveredEventCount",
  "DeletedEventCount",
];

/** The MetricsConfig of a mapping, as AWS shows it where it was given. */
export const shownMetrics = (params: PlainObject): PlainObject =>
  params["MetricsConfig"] === undefined ? {} : { MetricsConfig: params["MetricsConfig"] };

/** What mappings of a kind publish by their UUIDs: what they were told to. */
export const publishedByMappings = (kind: string): Published => ({
  namespace: "AWS/Lambda",
  meteredBy({ EventSourceMappingUUID: uuid, ...others }, resources, metric) {
    if (uuid === undefined || Object.keys(others).length > 0) return undefined;
    const mapping = resources.find(kind, uuid);
    if (mapping === undefined || !eventCounts.includes(metric)) return undefined;
    const { shown } = recordOf(mapping);
    const told = textsOf(memberOf(objectOf(shown["MetricsConfig"]), "Metrics"));
    return told.includes("EventCount") ? [mapping.number] : undefined;
  },
});

/** The metric of a function that its mappings of streams measure. */
export const iteratorAge = "IteratorAge";

/** The mappings of streams that invoke a function, by their numbers. */
export const streamMappingsOf = (fn: Resource, resources: ResourceFinder): readonly number[] =>
  resources.list("lambda.streamMapping").flatMap((mapping) => {
    const invoked = textOf(recordOf(mapping).shown["FunctionArn"]);
    return invoked === fn.arn || invoked.startsWith(`${fn.arn}:`) ? [mapping.number] : [];
  });
