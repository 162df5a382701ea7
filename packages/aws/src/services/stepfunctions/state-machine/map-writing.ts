import {
  base64Of,
  vector,
  type Plain,
  type Replied,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { Call, CallReply } from "../../../service/call.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { ports, type Turn } from "./declarations.ts";
import { forkAt, noWork } from "./forks.ts";
import { breakRun, finishRun, manifestKey } from "./map-runs.ts";
import { revisionAt } from "./revisions.ts";
import { located, type Step } from "./step.ts";
import { endsAt } from "./time.ts";

/** The files of a run's results that are written, in order. */
const files = ["SUCCEEDED_0.json", "FAILED_0.json", "PENDING_0.json", "manifest.json"] as const;

/** All children have ended: their results are written to a bucket, one file after the other. */
export function writeResults(turn: Turn, forkId: SlabId): void {
  const fork = forkAt(turn, forkId);
  const { strand } = located(turn, fork.strand);
  strand.condition = "writing";
  strand.work = { ...noWork, fork: forkId, given: 0 };
  put(turn, fork.strand, forkId, 0);
}

function put(turn: Turn, id: SlabId, forkId: SlabId, place: number): void {
  const { execution } = located(turn, id);
  const run = forkAt(turn, forkId).run!; // It is a Map Run's.
  const until = endsAt(turn, execution);
  const manifest = manifestKey(run);
  const folder = manifest.slice(0, manifest.lastIndexOf("/") + 1);
  const file = files[place]!;
  const text =
    file === "manifest.json" ? manifestOf(turn, forkId, folder) : resultsOf(turn, forkId, file);
  const input: Call = {
    type: "call",
    service: "s3",
    operation: "PutObject",
    params: { Bucket: run.writer!.bucket, Key: `${folder}${file}`, Body: base64Of(utf8Of(text)) },
    trail: execution.trail,
    caller: revisionAt(turn.machine, execution.revision).caller,
    until,
  };
  turn.effects.push({ type: "send", port: ports.calls, to: 0, input, tag: id, deadline: until });
}

/** What a file of results says. */
function resultsOf(turn: Turn, forkId: SlabId, file: string): string {
  const fork = forkAt(turn, forkId);
  const run = fork.run!; // It is a Map Run's.
  const wanted = file.startsWith("SUCCEEDED")
    ? ["succeeded"]
    : file.startsWith("FAILED")
      ? ["failed", "timedOut", "aborted"]
      : ["none"];
  const entries: Plain[] = [];
  for (let place = 0; place < fork.count; place += 1) {
    const result = vector.at(fork.results, place);
    if (!wanted.includes(result.type)) continue;
    const input = JSON.stringify(fork.items![place]);
    entries.push({
      ...(result.type === "succeeded" ? { Output: JSON.stringify(result.output) } : {}),
      ...(result.type === "failed" ? { Error: result.error, Cause: result.cause } : {}),
      Input: input,
      Status: statusNames[result.type],
    });
  }
  return run.writer!.isLines
    ? entries.map((entry) => JSON.stringify(entry)).join("\n")
    : JSON.stringify(entries);
}

const statusNames = {
  none: "PENDING",
  succeeded: "SUCCEEDED",
  failed: "FAILED",
  timedOut: "TIMED_OUT",
  aborted: "ABORTED",
} as const;

function manifestOf(turn: Turn, forkId: SlabId, folder: string): string {
  const run = forkAt(turn, forkId).run!; // It is a Map Run's.
  const entry = (file: string): Plain => {
    const text = resultsOf(turn, forkId, file);
    return text === "[]" || text === "" ? [] : [{ Key: `${folder}${file}`, Size: text.length }];
  };
  return JSON.stringify({
    DestinationBucket: run.writer!.bucket,
    MapRunArn: run.arn,
    ResultFiles: {
      FAILED: entry("FAILED_0.json"),
      PENDING: entry("PENDING_0.json"),
      SUCCEEDED: entry("SUCCEEDED_0.json"),
    },
  });
}

/** A file is written, or is not. */
export function hearWritten(turn: Turn, { tag, body }: Replied<Tagged>): Step {
  const id = tag as SlabId;
  const { strand } = located(turn, id);
  const work = strand.work!; // It writes.
  const forkId = work.fork as SlabId;
  const answer = body as CallReply | { readonly type: "lost" }; // The control plane gives no other.
  if (answer.type === "refused") {
    return breakRun(turn, forkId, "States.ResultWriterFailed", answer.message);
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
  const next = Number(work.given) + 1;
  if (answer.type === "lost") {
    return breakRun(
      turn,
      forkId,
      "States.ResultWriterFailed",
      "The results were not written in time.",
    );
  }
  if (next === files.length) return finishRun(turn, forkId);
  strand.work = { ...work, given: next };
  put(turn, id, forkId, next);
  return null;
}
