import { sinkKind } from "../../sink/kind.ts";

/** The kind of what takes invocations of targets that are not modeled. */
export const unmodeledTarget = "scheduler.unmodeledTarget";

/** A target that is not modeled: it takes what it is invoked with, and counts it. */
export const unmodeledTargetKind = sinkKind(unmodeledTarget, "target that is not modeled");
