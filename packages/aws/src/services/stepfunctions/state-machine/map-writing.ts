import { base64Of, type Plain, type Replied, type SlabId, type Tagged } from "@orrery/kernel";
import type { Call, CallReply } from "../../../service/call.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { stepFunctionsLimits } from "../limits.ts";
import { manifestText, resultFiles, type ResultFile } from "../map-run/result-files.ts";
import { ports, type Turn } from "./declarations.ts";
import { forkAt, noWork } from "./forks.ts";
import { childrenTold } from "./map-results.ts";
import { endRun, failRun, manifestKey } from "./map-runs.ts";
import { revisionAt } from "./revisions.ts";
import { located, type Step } from "./step.ts";
import { endsAt } from "./time.ts";

/** All children have ended: their results are written to a bucket, one file after the other, and the manifest last. */
export function writeResults(turn: Turn, forkId: SlabId): void {
  const fork = forkAt(turn, forkId);
  const run = fork.run!; // It is a Map Run's.
  const { strand } = located(turn, fork.strand);
  const { bucket, isLines } = run.writer!; // They are to be written.
  const key = manifestKey(run);
  const files = resultFiles(childrenTold(turn, fork), {
    folder: key.slice(0, key.lastIndexOf("/") + 1),
    isLines,
    transformation: run.transformation,
    most: stepFunctionsLimits.resultFile,
  });
  const manifest = { key, text: manifestText(files, { bucket, mapRunArn: run.arn }) };
  const given = [...files.SUCCEEDED, ...files.FAILED, ...files.PENDING, manifest];
  strand.condition = "writing";
  strand.work = { ...noWork, fork: forkId, given: given as unknown as readonly Plain[] };
  put(turn, fork.strand, bucket, given[0]!); // The manifest is there.
}

function put(turn: Turn, id: SlabId, bucket: string, { key, text }: ResultFile): void {
  const { execution } = located(turn, id);
  const until = endsAt(turn, execution);
  const input: Call = {
    type: "call",
    service: "s3",
    operation: "PutObject",
    params: { Bucket: bucket, Key: key, Body: base64Of(utf8Of(text)) },
    trail: execution.trail,
    caller: revisionAt(turn.machine, execution.revision).caller,
    until,
  };
  turn.effects.push({ type: "send", port: ports.calls, to: 0, input, tag: id, deadline: until });
}

/** A file is written, or is not. */
export function hearWritten(turn: Turn, { tag, body }: Replied<Tagged>): Step {
  const id = tag as SlabId;
  const { strand } = located(turn, id);
  const work = strand.work!; // It writes.
  const forkId = work.fork as SlabId;
  const answer = body as CallReply | { readonly type: "lost" }; // The control plane gives no other.
  if (answer.type === "refused") {
    return failRun(turn, forkId, "States.ResultWriterFailed", answer.message);
  }
  if (answer.type !== "called" && answer.type !== "lost") {
    turn.effects.push({
      type: "stop",
      reason: {
        type: "stoppedByCall",
        noun: "state machine",
        component: `stepfunctions.stateMachine:${turn.context.settings.name}`,
        no: answer,
        place: `state "${located(turn, id).state.name}"`,
      } as Tagged,
    });
    return null;
  }
  if (answer.type === "lost") {
    const cause = "The results were not written in time.";
    return failRun(turn, forkId, "States.ResultWriterFailed", cause);
  }
  const [, ...left] = work.given as unknown as readonly ResultFile[]; // As they were put there.
  const next = left[0];
  if (next === undefined) return endRun(turn, forkId);
  strand.work = { ...work, given: left as unknown as readonly Plain[] };
  put(turn, id, forkAt(turn, forkId).run!.writer!.bucket, next);
  return null;
}
