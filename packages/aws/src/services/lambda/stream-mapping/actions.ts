import type { SettableProperty } from "../../../service/resource-action.ts";
import { mappingProperty as property } from "../event-source-mapping/actions.ts";

/** The properties of an event source mapping of a stream that may be set at a time. */
export const settableOfStreamMapping: Readonly<Record<string, SettableProperty>> = {
  BatchSize: property("BatchSize", "count"),
  BisectBatchOnFunctionError: property("BisectBatchOnFunctionError", "switch"),
  Enabled: property("Enabled", "switch"),
  FilterCriteria: property("FilterCriteria", "value", {}),
  FunctionName: property("FunctionName", "text"),
  FunctionResponseTypes: property("FunctionResponseTypes", "value", []),
  MaximumBatchingWindowInSeconds: property("MaximumBatchingWindowInSeconds", "seconds"),
  MaximumRetryAttempts: property("MaximumRetryAttempts", "count"),
  ParallelizationFactor: property("ParallelizationFactor", "count"),
};
