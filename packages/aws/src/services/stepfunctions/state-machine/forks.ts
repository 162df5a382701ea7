import { after, seconds, slab, vector, type Plain, type SlabId } from "@orrery/kernel";
import type { Call } from "../../../service/call.ts";
import type { EventType } from "../history/event.ts";
import type { Failed } from "../language/failure.ts";
import { followedServices } from "../integration/following.ts";
import { taskResource } from "../integration/resource.ts";
import { within, type Variables } from "../language/frame.ts";
import { frameOf } from "./context-object.ts";
import { ports, type Turn, type WritableFork } from "./declarations.ts";
import { itemInput } from "./evaluation.ts";
import { goTo, removeStrand } from "./leaving.ts";
import { record } from "./recording.ts";
import { definitionOf, revisionAt } from "./revisions.ts";
import { noResults, type MapRunFacts, type Resume, type ResumedBranch } from "./state.ts";
import { located, type Step } from "./step.ts";
import { clearWake } from "./time.ts";
import { taskToken } from "../task-token.ts";

/** What branches or iterations begin with. */
export interface ForkBegun {
  readonly items: readonly Plain[] | null;
  /** What each gets of a Parallel, and what each is made of in a Map. */
  readonly input: Plain;
  readonly count: number;
  readonly maxConcurrency: number;
  readonly startedEvent: number;
  readonly run: MapRunFacts | null;
}

/** Makes room for branches or iterations; the strand waits for them. */
export function makeFork(turn: Turn, id: SlabId, begun: ForkBegun): SlabId {
  const { strand } = located(turn, id);
  const fork = slab.insert(turn.machine.forks, {
    execution: strand.execution,
    strand: id,
    state: strand.state,
    items: begun.items,
    input: begun.input,
    count: begun.count,
    begun: 0,
    again: null,
    begunAgain: 0,
    running: 0,
    ended: 0,
    failures: 0,
    results: noResults(begun.count),
    members: vector.of(Array.from({ length: begun.count }, () => -1)),
    maxConcurrency: begun.maxConcurrency,
    startedEvent: begun.startedEvent,
    run: begun.run,
    isOver: false,
  });
  strand.condition = "forked";
  strand.work = { ...noWork, fork };
  return fork;
}

/** Nothing is asked of anybody. */
export const noWork = Object.freeze({
  given: null,
  timeoutAt: -1,
  timeoutSeconds: null,
  heartbeatSeconds: null,
  heartbeatAt: -1,
  fork: -1,
  early: null,
  child: null,
} as const);

/** The fork of an id, which is there. */
export const forkAt = ({ machine }: Pick<Turn, "machine">, id: SlabId): WritableFork =>
  slab.edit(machine.forks, id)!;

/** Begins as many as may run at once, after the event of a number. */
export function beginMembers(turn: Turn, forkId: SlabId, previous: number): Step {
  const fork = forkAt(turn, forkId);
  while (fork.begun < fork.count && fork.running < fork.maxConcurrency) {
    const step = beginMember(turn, forkId, fork, previous);
    if (step !== null) return step;
  }
  return null;
}

function beginMember(turn: Turn, forkId: SlabId, fork: WritableFork, previous: number): Step {
  const parent = located(turn, fork.strand);
  const { execution, state } = parent;
  const { flows } = definitionOf(revisionAt(turn.machine, execution.revision));
  const place = fork.begun;
  fork.begun += 1;
  const { input, step } = inputOf(turn, fork, place);
  if (step !== null) return step;
  let event = previous;
  if (state.type === "Map") {
    const details = { name: state.name, index: place };
    event = record(turn, fork.execution, execution, "MapIterationStarted", previous, details);
  }
  const flow =
    state.type === "Parallel" ? state.branches[place]! : state.type === "Map" ? state.processor : 0;
  const strand = newStrand(turn, fork.execution, {
    fork: forkId,
    place,
    previous: event,
    variables: within(parent.strand.variables),
  });
  vector.set(fork.members, place, strand);
  fork.running += 1;
  const member = located(turn, strand).strand;
  const variables = member.variables;
  goTo(turn, strand, member, execution, { state: flows[flow]!.startAt, input, variables });
  return null;
}

/** What a branch or an iteration is given. */
function inputOf(
  turn: Turn,
  fork: WritableFork,
  place: number,
): { readonly input: Plain; readonly step: Step } {
  const { items } = fork;
  if (items === null) return { input: fork.input, step: null };
  const { strand, execution, state } = located(turn, fork.strand);
  const item = { index: place, value: items[place]! };
  const frame = frameOf(turn, fork.strand, strand, execution, state, item);
  const made = itemInput(state, frame, item.value);
  if (made.type === "failed") {
    return { input: null, step: { do: "fail", strand: fork.strand, failure: made, resume: null } };
  }
  return { input: made.value, step: null };
}

/** Where a strand is that has not entered any state yet. */
export function newStrand(
  { machine, context }: Turn,
  execution: SlabId,
  at: {
    readonly fork: SlabId | -1;
    readonly place: number;
    readonly previous: number;
    readonly variables: Variables;
  },
): SlabId {
  return slab.insert(machine.strands, {
    execution,
    fork: at.fork,
    place: at.place,
    condition: "entering",
    state: 0,
    input: null,
    variables: at.variables,
    enteredAt: context.now,
    enteredEvent: at.previous,
    arrivedBy: at.previous,
    previous: at.previous,
    retries: null,
    retryCount: 0,
    attempt: 0,
    work: null,
  });
}

/** A branch or an iteration has come to its end. */
export function memberEnded(turn: Turn, id: SlabId, output: Plain): Step {
  const { strand, execution } = located(turn, id);
  const forkId = strand.fork as SlabId; // It is a member of one.
  const fork = forkAt(turn, forkId);
  const { state } = located(turn, fork.strand);
  const { place, previous } = strand;
  vector.set(fork.results, place, { type: "succeeded", output });
  vector.set(fork.members, place, -1);
  fork.running -= 1;
  fork.ended += 1;
  let last = previous;
  if (state.type === "Map") {
    const details = { name: state.name, index: place };
    last = record(turn, fork.execution, execution, "MapIterationSucceeded", previous, details);
  }
  removeStrand(turn, id);
  if (fork.ended === fork.count) return finishFork(turn, forkId, last);
  return beginMembers(turn, forkId, previous);
}

/** All have come to their ends: the results are the outputs, in order. */
export function finishFork(turn: Turn, forkId: SlabId, last: number): Step {
  const fork = forkAt(turn, forkId);
  const { strand, execution, state } = located(turn, fork.strand);
  const type: EventType = state.type === "Map" ? "MapStateSucceeded" : "ParallelStateSucceeded";
  record(turn, fork.execution, execution, type, last);
  strand.previous = last;
  const result = outputsOf(fork);
  strand.work = null;
  const parent = fork.strand;
  slab.remove(turn.machine.forks, forkId);
  return { do: "leave", strand: parent, result };
}

/** The outputs of those that succeeded, in order. */
function outputsOf(fork: Readonly<WritableFork>): readonly Plain[] {
  const outputs: Plain[] = [];
  for (let place = 0; place < fork.count; place += 1) {
    const result = vector.at(fork.results, place);
    if (result.type === "succeeded") outputs.push(result.output);
  }
  return outputs;
}

/** A branch or an iteration has failed: so has what it is of, and the others are stopped. */
export function memberFailed(turn: Turn, id: SlabId, failure: Failed, resume: Resume): Step {
  const { strand, execution } = located(turn, id);
  const forkId = strand.fork as SlabId; // It is a member of one.
  const fork = forkAt(turn, forkId);
  const parent = located(turn, fork.strand);
  const { place, previous } = strand;
  if (parent.state.type === "Map") {
    const details = { name: parent.state.name, index: place };
    record(turn, fork.execution, execution, "MapIterationFailed", previous, details);
  }
  if (parent.state.type === "Parallel" && located(turn, id).state.type === "Task") {
    // Recorded: the state that fails a Parallel is aborted like those of the other branches.
    record(turn, fork.execution, execution, "TaskStateAborted", previous);
  }
  vector.set(fork.members, place, -1);
  removeStrand(turn, id);
  const branches = stopMembers(turn, forkId, { place, resume });
  const { input, variables } = parent.strand;
  parent.strand.previous = previous;
  parent.strand.work = null;
  const from: Resume = { state: parent.strand.state, input, variables, branches, mapRun: null };
  const around = fork.strand;
  slab.remove(turn.machine.forks, forkId);
  return { do: "fail", strand: around, failure, resume: from };
}

/** Stops all that run in a fork, and says where each part of it goes on when the execution is redriven. */
function stopMembers(
  turn: Turn,
  forkId: SlabId,
  broken: { readonly place: number; readonly resume: Resume } | null,
  isSilent = false,
): readonly ResumedBranch[] {
  const fork = forkAt(turn, forkId);
  const { execution, state } = located(turn, fork.strand);
  const branches: ResumedBranch[] = [];
  for (let place = 0; place < fork.count; place += 1) {
    const result = vector.at(fork.results, place);
    if (result.type === "succeeded") {
      branches.push({ type: "done", output: result.output });
    } else if (place === broken?.place) {
      branches.push({ type: "again", at: broken.resume });
    } else {
      const member = vector.at(fork.members, place);
      if (member === -1 || place >= fork.begun) {
        branches.push({ type: "afresh" });
        continue;
      }
      const { previous } = slab.read(turn.machine.strands, member as SlabId)!; // It runs.
      branches.push({ type: "again", at: stopStrand(turn, member as SlabId, isSilent) });
      if (state.type === "Map" && !isSilent) {
        const details = { name: state.name, index: place };
        record(turn, fork.execution, execution, "MapIterationAborted", previous, details);
      }
    }
  }
  return branches;
}

const stoppedTypes: Readonly<Record<string, EventType | undefined>> = {
  Task: "TaskStateAborted",
  Wait: "WaitStateAborted",
  Parallel: "ParallelStateAborted",
  Map: "MapStateAborted",
};

/** Stops a strand, with all that it waits for, and says where it goes on when its execution is redriven. */
export function stopStrand(turn: Turn, id: SlabId, isSilent = false): Resume {
  const { strand, execution, state } = located(turn, id);
  const { input, variables } = strand;
  const forkId = strand.work?.fork ?? -1;
  let branches: readonly ResumedBranch[] | null = null;
  let mapRun: SlabId | null = null;
  if ((strand.condition === "forked" || strand.condition === "writing") && forkId !== -1) {
    const { run } = forkAt(turn, forkId);
    if (run === null) {
      branches = stopMembers(turn, forkId, null, isSilent);
      slab.remove(turn.machine.forks, forkId);
    } else {
      mapRun = forkId;
      turn.broken.push(forkId);
    }
  }
  withdraw(turn, id);
  clearWake(turn, id);
  const type = stoppedTypes[state.type];
  if (type !== undefined && strand.condition !== "entering" && !isSilent) {
    record(turn, strand.execution, execution, type, strand.previous);
  }
  const resume: Resume = { state: strand.state, input, variables, branches, mapRun };
  removeStrand(turn, id);
  return resume;
}

/** Takes a task back that no worker has taken, and stops the execution that a task waits for. */
export function withdraw(turn: Turn, id: SlabId): void {
  const { strand, state } = located(turn, id);
  if (strand.condition === "following") stopFollowed(turn, id);
  if (strand.condition !== "scheduled" || state.type !== "Task") return;
  const { settings, now } = turn.context;
  const to = settings.activities.indexOf(state.resource.arn);
  const token = taskToken({
    stateMachine: settings.stateMachine,
    strand: id,
    attempt: strand.attempt,
  });
  const input = { type: "withdrawTask", token };
  turn.effects.push({ type: "send", port: ports.activities, to, input, tag: -1, deadline: now });
}

/** Stops what a task has started and follows. Nobody waits for the answer. */
function stopFollowed(turn: Turn, id: SlabId): void {
  const { strand, execution, state } = located(turn, id);
  const { now } = turn.context;
  if (strand.work === null || strand.work.child === null || state.type !== "Task") return;
  const resource = taskResource(state.resource.arn);
  if (resource.type !== "service") return;
  const { service } = resource;
  const { stop, paramsOf } = followedServices[service]!; // It follows what that does.
  const until = after(now, seconds(60));
  const input: Call = {
    type: "call",
    service,
    operation: stop,
    params: paramsOf(strand.work.child),
    trail: execution.trail,
    caller: revisionAt(turn.machine, execution.revision).waiter,
    until,
  };
  turn.effects.push({ type: "send", port: ports.calls, to: 0, input, tag: -1, deadline: until });
}
