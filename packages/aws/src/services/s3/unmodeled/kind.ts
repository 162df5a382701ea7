import { sinkKind } from "../../../sink/kind.ts";
import { unmodeledDestination } from "../operations/bucket-record.ts";

/** What takes events where nothing is modeled: a bus, or whatever is elsewhere. */
export const unmodeledDestinationKind = sinkKind(
  unmodeledDestination,
  "destination that is not modeled",
);
