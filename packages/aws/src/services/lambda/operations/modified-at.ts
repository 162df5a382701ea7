import type { ControlPlane } from "../../../service/service-model.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";

/** The present as Lambda writes it: `2026-11-23T09:00:00.000+0000`. */
export const modifiedAt = ({
  epochMilliseconds,
  now,
}: Pick<ControlPlane, "epochMilliseconds" | "now">): string =>
  formatWallClock(wallClockAt(epochMilliseconds, now)).replace("Z", "+0000");
