import type { EntryOf } from "../../../service/entry.ts";
import type { Sources } from "../../../service/source.ts";
import type { DeliveryStreamEffect } from "../protocol.ts";
import type { DeliveryStreamContext } from "./declarations.ts";
import type { deliveringObjects } from "./object-delivery.ts";

/** What the handlers of one input share: what they know, and what they ask for, in order. */
export interface Flow {
  readonly context: DeliveryStreamContext;
  readonly effects: DeliveryStreamEffect[];
  readonly entryOf: EntryOf;
  readonly objects: ReturnType<typeof deliveringObjects>;
  readonly sources: Pick<Sources, "of">;
}
