export { type Choose } from "./chance.ts";
export { chanceOf, drive, DrivenMachine, type DrivenRequest, type DriveOptions } from "./drive.ts";
export { checkDeterminism, DeterminismError } from "./check-determinism.ts";
export { equalData, freezeDeeply } from "./data.ts";
export { exhaustive, type ExhaustiveOptions } from "./search/exhaustive.ts";
export { fastCheckOracle } from "./search/fast-check-oracle.ts";
export {
  problemUnder,
  search,
  type Counterexample,
  type SearchOptions,
  type SearchResult,
  type SearchSubject,
} from "./search/search.ts";
export {
  probabilisticConcurrency,
  randomWalk,
  seeds,
  type ConcurrencyOptions,
  type Strategy,
  type Trail,
} from "./search/strategy.ts";
export { watch, type Passage } from "./watch.ts";
export {
  assertProperty,
  type Arbitraries,
  type PropertyOptions,
} from "./property/assert-property.ts";
export { noteRun, type AttemptedRun, type FoundBy, type RunTally } from "./property/attempt.ts";
export type { Predicate, PropertyTally } from "./property/watch.ts";
