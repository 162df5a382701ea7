export { compileFilterCriteria, filterLimits, matchesFilterCriteria } from "./filter-criteria.ts";
export type { CompiledFilterCriteria, FilterSource } from "./filter-criteria.ts";
export type { JsonObject } from "./event-value.ts";
export { FilterPatternError, PatternError } from "./pattern-error.ts";
export { compilePattern, matchesPattern, matchesValue, validatePattern } from "./pattern.ts";
