import { slab, type Invariants } from "@orrery/kernel";
import type { PipeState } from "./state.ts";

/** What holds of a pipe between any two inputs. */
export const pipeInvariants: Invariants<PipeState> = {
  "waits for answers of its target while it delivers": ({ executions }) =>
    slab.list(executions).every(({ stage, left }) => (stage === "delivering") === left > 0),

  "has failed events only with a reason": ({ executions }) =>
    slab.list(executions).every(({ failed, failure }) => failed.length > 0 === (failure !== null)),

  "has each record of its log on one way": ({ lines, toStream, toBucket }) =>
    lines.size === toStream.size + toBucket.size,

  "sends what is for a delivery stream at once": ({ toStream }) => toStream.size === 0,

  "fails no event that there is not": ({ executions }) =>
    slab
      .list(executions)
      .every(({ failed, events }) => failed.every((place) => place < events.length)),
};
