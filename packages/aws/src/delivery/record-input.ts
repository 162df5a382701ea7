import type { Tagged } from "@orrery/kernel";
import type { Arrival, EntryOf } from "../service/entry.ts";
import type { Deliver } from "../sink/protocol.ts";
import { sizeInUtf8 } from "../text/utf8.ts";

/** Where something is told of what was given up, or done. Plain data. */
export interface Destination {
  readonly arn: string;
  /** Which target of the port it is. */
  readonly to: number;
  /** The kind of resource whose entry takes it; `null`: nothing that is modeled, so that it is counted only. */
  readonly kind: string | null;
}

/** What a destination is given: what its entry takes, or what is only counted where nothing is modeled. */
export function inputFor(
  { kind }: Pick<Destination, "kind">,
  body: string,
  attributes: NonNullable<Arrival["attributes"]>,
  /** Of the object in a bucket. */
  key: string | null,
  trail: Arrival["trail"],
  entryOf: EntryOf,
): Tagged {
  let size = sizeInUtf8(body);
  if (kind === null) {
    const input: Deliver = { type: "deliver", body, size, key, trail };
    return input;
  }
  for (const { name, dataType, value } of attributes) {
    size += sizeInUtf8(name) + sizeInUtf8(dataType) + sizeInUtf8(value);
  }
  return entryOf(kind)!.doors.event!.inputOf({
    text: { body, size },
    ...(key === null ? {} : { key }),
    ...(attributes.length === 0 ? {} : { attributes }),
    group: null,
    deduplicationId: null,
    trail,
  });
}
