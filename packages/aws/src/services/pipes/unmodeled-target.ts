import { sinkKind } from "../../sink/kind.ts";

/** The kind of what takes events for targets that are not modeled. */
export const unmodeledTarget = "pipes.unmodeledTarget";

/** A target that is not modeled: it takes what it is given, and counts it. */
export const unmodeledTargetKind = sinkKind(unmodeledTarget, "target that is not modeled");
