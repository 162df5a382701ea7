import { sinkKind } from "../../sink/kind.ts";

/** The kind of what takes messages for hooks and topics that are not modeled. */
export const unmodeledTarget = "codedeploy.unmodeledTarget";

/** A hook or a topic that is not modeled: it takes what it is told, and counts it. */
export const unmodeledTargetKind = sinkKind(unmodeledTarget, "hook or topic that is not modeled");
