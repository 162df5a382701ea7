import type { Delivering } from "../../../delivery/delivering.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Sources } from "../../../service/source.ts";
import type { DeliveryStreamSettings } from "../config.ts";
import type { DeliveryStreamEffect } from "../protocol.ts";
import type { DeliveryStreamContext } from "./declarations.ts";
import type { DeliveryStreamState, OutgoingObject } from "./state.ts";

/** What the handlers of one input share: what they know, and what they ask for, in order. */
export interface Flow {
  readonly context: DeliveryStreamContext;
  readonly effects: DeliveryStreamEffect[];
  readonly entryOf: EntryOf;
  readonly objects: Delivering<
    DeliveryStreamState,
    OutgoingObject,
    DeliveryStreamSettings,
    DeliveryStreamEffect
  >;
  readonly sources: Pick<Sources, "of">;
}
