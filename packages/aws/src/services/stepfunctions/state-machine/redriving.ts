import { slab, vector, type SlabId } from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import { within } from "../language/frame.ts";
import type { RedriveExecution } from "../protocol.ts";
import { metrics, notes, ports, type Turn } from "./declarations.ts";
import { redriveOf } from "./described.ts";
import { noMore } from "./ending.ts";
import { beginState } from "./evaluation.ts";
import { frameOf } from "./context-object.ts";
import { beginMembers, finishFork, forkAt, makeFork, newStrand } from "./forks.ts";
import { redriveRun } from "./map-runs.ts";
import { record } from "./recording.ts";
import type { Resume, ResumedBranch } from "./state.ts";
import { reply } from "./starting.ts";
import { located, type Step } from "./step.ts";
import { executionNamed } from "./stopping.ts";
import { sendStatus } from "./status-event.ts";
import { transitionAt, wakeAt } from "./time.ts";

/** Lets an execution that failed go on where it did. */
export function redrive(turn: Turn, { name, token }: RedriveExecution): Step {
  const { machine, context } = turn;
  const id = executionNamed(turn, name);
  if (typeof id !== "number") {
    reply(turn, id);
    return null;
  }
  const execution = slab.edit(machine.executions, id)!;
  const more = execution.more ?? noMore;
  if (token !== null && more.redriveToken === token && more.redrivenAt !== null) {
    reply(turn, { type: "executionRedriven", redrivenAt: more.redrivenAt });
    return null;
  }
  const { redriveStatus, redriveReason } = redriveOf(execution, context.settings.type, context.now);
  if (redriveStatus !== "REDRIVABLE" || more.resume === null) {
    const why = redriveReason ?? "Execution cannot be redriven";
    reply(turn, refused("ExecutionNotRedrivable", why));
    return null;
  }
  reply(turn, { type: "executionRedriven", redrivenAt: context.now });
  return goOnAgain(turn, id, token);
}

/** An execution goes on where it has failed. */
export function goOnAgain(turn: Turn, id: SlabId, token: string | null): Step {
  const { machine, context } = turn;
  const execution = slab.edit(machine.executions, id)!; // It can go on.
  const more = execution.more!;
  const resume = more.resume!;
  const { now } = context;
  const redrives = more.redrives + 1;
  execution.more = { ...more, redrives, redrivenAt: now, redriveToken: token, resume: null };
  execution.status = "RUNNING";
  execution.stoppedAt = -1;
  execution.ending = null;
  machine.openCount += 1;
  machine.redriven += 1;
  context.consult(ports.account, 0, oneMore);
  context.observe(metrics.ExecutionsRedriven, 1);
  context.observe(metrics.StateTransitions, 1);
  context.note(notes.redriven, execution.number, redrives);
  const previous = record(turn, id, execution, "ExecutionRedriven", execution.events, {
    redriveCount: redrives,
  });
  if (more.child === null) sendStatus(turn, id, execution);
  const strand = newStrand(turn, id, { fork: -1, place: 0, previous, variables: resume.variables });
  execution.strand = strand;
  return goOn(turn, strand, resume);
}

const oneMore = Object.freeze({ type: "countExecution", change: 1 });

/** A strand goes on in the state that failed: all of it, or those of its branches that did not succeed. */
function goOn(turn: Turn, id: SlabId, { state, input, variables, branches, mapRun }: Resume): Step {
  const { strand, execution } = located(turn, id);
  strand.state = state;
  strand.input = input;
  strand.variables = variables;
  if (mapRun !== null) return redriveRun(turn, id, mapRun);
  if (branches === null) {
    strand.condition = "retrying";
    wakeAt(turn, id, transitionAt(turn, execution, false), execution);
    return null;
  }
  return goOnBranches(turn, id, branches);
}

function goOnBranches(turn: Turn, id: SlabId, branches: readonly ResumedBranch[]): Step {
  const { strand, execution, state } = located(turn, id);
  const begun = beginState(state, frameOf(turn, id, strand, execution, state));
  if (begun.type !== "parallel" && begun.type !== "map") return { do: "run", strand: id };
  const items = begun.type === "map" ? (begun.items ?? []) : null;
  const forkId = makeFork(turn, id, {
    items,
    input: begun.type === "parallel" ? begun.input : null,
    count: branches.length,
    maxConcurrency:
      begun.type === "map" && begun.maxConcurrency > 0 ? begun.maxConcurrency : branches.length,
    startedEvent: strand.previous,
    run: null,
  });
  const fork = forkAt(turn, forkId);
  for (const [place, branch] of branches.entries()) {
    if (branch.type === "afresh") break;
    fork.begun += 1;
    if (branch.type === "done") {
      vector.set(fork.results, place, { type: "succeeded", output: branch.output });
      fork.ended += 1;
      continue;
    }
    const member = newStrand(turn, strand.execution, {
      fork: forkId,
      place,
      previous: strand.previous,
      variables: within(strand.variables),
    });
    vector.set(fork.members, place, member);
    fork.running += 1;
    const step = goOn(turn, member, branch.at);
    if (step !== null) return step;
  }
  if (fork.ended === fork.count) return finishFork(turn, forkId, strand.previous);
  return beginMembers(turn, forkId, strand.previous);
}
