import type { Instant, Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";

/** What the control plane keeps of a mapping: what AWS shows of it, and what the simulation needs. */
export interface MappingRecord {
  /** As AWS shows them, in its spelling and order. */
  readonly shown: PlainObject;
  readonly enabled: boolean;
  readonly transition: Transition;
  /** When {@link transition} is over. */
  readonly until: Instant;
  /** Whether it is deleted: hidden from then on, and removed once its last batch must be done. */
  readonly isDeleted: boolean;
  /** Of what it reads. */
  readonly sourceKind: string;
  /** What only its form reads. */
  readonly own: PlainObject;
  /** What the simulation adds to AWS's parameters. */
  readonly scaling: PlainObject;
  readonly tags: PlainObject;
}

export type Transition =
  "Creating" | "Enabling" | "Disabling" | "Updating" | "Deleting" | "Disabled";

/** What is kept of a mapping. */
export const recordOf = (mapping: Resource): MappingRecord =>
  mapping.record as unknown as MappingRecord; // Made by `plainRecord`.
/** A record as the control plane stores it. */
export const plainRecord = (record: MappingRecord): PlainObject => record as unknown as PlainObject; // Plain data.

/** A parameter that is a text; empty where it is none. */
export const textOf = (value: Plain | undefined): string =>
  typeof value === "string" ? value : "";
/** A parameter that has members; without any where it has none. */
export const objectOf = (value: Plain | undefined): PlainObject =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainObject)
    : {};

/** The patterns of the filters of a mapping. */
export function patternsIn(params: PlainObject): readonly string[] {
  const filters = objectOf(params["FilterCriteria"])["Filters"];
  if (!Array.isArray(filters)) return [];
  return (filters as readonly Plain[]).map((filter) => textOf(objectOf(filter)["Pattern"] ?? "{}"));
}

/** The filters of a mapping as AWS shows them, where it has some. */
export function shownFilters(params: PlainObject): PlainObject {
  const patterns = patternsIn(params);
  if (patterns.length === 0) return {};
  return { FilterCriteria: { Filters: patterns.map((Pattern) => ({ Pattern })) } };
}
