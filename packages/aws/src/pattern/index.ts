export { compileFilterCriteria, filterLimits, matchesFilterCriteria } from "./filter-criteria.ts";
export type { CompiledFilterCriteria, FilterSource } from "./filter-criteria.ts";
export type { PatternLimits } from "./dialect.ts";
export type { JsonObject, JsonText, JsonValue } from "./event-value.ts";
export { EventTextError, FilterPatternError, PatternError } from "./pattern-error.ts";
export { compilePattern, matchesPattern, matchesValue, validatePattern } from "./pattern.ts";
export type { CompiledPattern } from "./pattern.ts";
export { patternRules } from "./rules.ts";
