import { noTime, type Duration } from "@orrery/kernel";
import type { TrafficShift } from "../config.ts";

/** A part of a shift: so long after the first, the new version gets this percentage. */
export interface ShiftStep {
  readonly after: Duration;
  readonly percent: number;
}

const whole = 100;

/** A step of a shift, from 0; `null`: there are no more. */
export function stepOf(shift: TrafficShift, step: number): ShiftStep | null {
  switch (shift.type) {
    case "AllAtOnce":
      return step === 0 ? { after: noTime, percent: whole } : null;
    case "TimeBasedCanary":
      if (step === 0) return { after: noTime, percent: shift.percentage };
      return step === 1 ? { after: shift.interval, percent: whole } : null;
    case "TimeBasedLinear": {
      if (step > 0 && shift.percentage * step >= whole) return null;
      const after = (shift.interval * step) as Duration;
      return { after, percent: Math.min(whole, shift.percentage * (step + 1)) };
    }
  }
}

/** How long after the first step traffic counts as shifted: of a linear shift an interval after the last. */
export function durationOfShift(shift: TrafficShift): Duration {
  switch (shift.type) {
    case "AllAtOnce":
      return noTime;
    case "TimeBasedCanary":
      return shift.interval;
    case "TimeBasedLinear":
      return (shift.interval * Math.ceil(whole / shift.percentage)) as Duration;
  }
}
