import { matchesFilterCriteria } from "../../pattern/index.ts";
import type { ShardItem, ShardSource } from "../../service/source.ts";
import { criteriaOf } from "../queue/record-filter.ts";
import type { StreamMappingSettings } from "./config.ts";

/** Whether a record passes the filters of a mapping, which has some. */
export const passesFilters = (
  item: ShardItem,
  { filters, epochMilliseconds }: StreamMappingSettings,
  source: ShardSource,
): boolean =>
  matchesFilterCriteria(criteriaOf(filters, source), source.filteredOf(item, epochMilliseconds));
