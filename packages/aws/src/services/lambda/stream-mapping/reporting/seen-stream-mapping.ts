import type { Seen } from "../../../../service/seen.ts";
import type { StreamMappingSettings } from "../../../../mapping/shard/config.ts";

/** A mapping of a stream in a run. */
export type SeenStreamMapping = Seen<StreamMappingSettings>;

/** The part of what the control plane keeps of a mapping that reports read. */
export interface ShownMapping {
  readonly isDeleted: boolean;
  readonly shown: { readonly EventSourceArn: string; readonly FunctionArn: string };
}

/** What the control plane keeps of a mapping. */
export const shownOf = ({ resource }: SeenStreamMapping): ShownMapping =>
  resource.record as unknown as ShownMapping; // The mapping's own.
