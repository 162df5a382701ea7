import type { Relation, Seen, SeenRun } from "../../../../service/seen.ts";
import type { SeenFunction } from "../../function/reporting/seen-function.ts";
import type { EventSourceMappingSettings } from "../../../../mapping/queue/config.ts";

/** A mapping in a run. */
export type SeenMapping = Seen<EventSourceMappingSettings>;

/** A mapping with what it reads and whom it invokes. */
export interface Reader {
  readonly mapping: SeenMapping;
  readonly source: Seen;
  readonly fn: SeenFunction;
}

/** The mapping with both its ends; `undefined` where one is not there. */
export function readerOf(mapping: SeenMapping, run: SeenRun): Reader | undefined {
  const source = endOf(run.outOf(mapping, "reads"));
  const fn = endOf(run.outOf(mapping, "sendsTo")) as SeenFunction | undefined; // It invokes functions.
  return source === undefined || fn === undefined ? undefined : { mapping, source, fn };
}

const endOf = ([relation]: readonly Relation[]): Seen | undefined => relation?.to;

/** Those of some mappings that have both their ends. */
export const readersIn = (mappings: readonly SeenMapping[], run: SeenRun): readonly Reader[] =>
  mappings.flatMap((mapping) => readerOf(mapping, run) ?? []);

/** The part of what the control plane keeps of a mapping that reports read. */
export interface MappingRecord {
  readonly isDeleted: boolean;
  readonly shown: {
    readonly EventSourceArn: string;
    readonly FunctionArn: string;
    readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  };
}

/** What the control plane keeps of a mapping. */
export const mappingRecordOf = ({ resource }: SeenMapping): MappingRecord =>
  resource.record as unknown as MappingRecord; // The mapping's own.
