import { milliseconds, seconds, type Instant, type TraceEntry } from "@orrery/kernel";
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  findMessage,
  messageIdOf,
  prepareRun,
  storyOf,
  type MessageIdentity,
  type Run,
  type Scenario,
  type ScenarioFault,
  type StoryStep,
  type Whereabouts,
} from "../src/index.ts";
import type { QueueSettings } from "../src/services/sqs/config.ts";
import type { QueueState } from "../src/services/sqs/queue/state.ts";
import { MessageLedger, type LedgerLine } from "./message-ledger.ts";
import { scenarioOf, scenarioShape, type ScenarioShape } from "./random-scenario.ts";

type Trouble = "none" | "drops" | "copies" | "refusals" | "delays";
interface StoryShape {
  readonly shape: ScenarioShape;
  readonly trouble: Trouble;
  readonly at: "Orders" | "Dead" | "Worker";
  /** Seconds after which queues keep no message. */
  readonly retention: number;
  readonly moves: boolean;
  readonly purges: boolean;
}

const storyShape: fc.Arbitrary<StoryShape> = fc.record({
  shape: scenarioShape,
  trouble: fc.constantFrom("none", "none", "drops", "copies", "refusals", "delays"),
  at: fc.constantFrom("Orders", "Dead", "Worker"),
  retention: fc.constantFrom(60, 120, 345_600),
  moves: fc.boolean(),
  purges: fc.boolean(),
});

function faultsOf({ trouble, at }: StoryShape): readonly ScenarioFault[] {
  const span = { name: "trouble", to: at, from: seconds(5), until: seconds(80), share: 0.2 };
  const by = { type: "exponential", mean: seconds(3) } as const;
  switch (trouble) {
    case "none":
      return [];
    case "drops":
      return [
        { ...span, type: "drop", direction: "request" },
        { ...span, type: "drop", direction: "reply", name: "more trouble" },
      ];
    case "copies":
      return [{ ...span, type: "duplicate", by }];
    case "refusals":
      return [{ ...span, type: "refuse", code: "ServiceUnavailable", message: "Try again." }];
    case "delays":
      return [{ ...span, type: "delay", direction: "request", by }];
  }
}

function storiedScenario(story: StoryShape): Scenario {
  const scenario = scenarioOf({ ...story.shape, rate: Math.min(story.shape.rate, 3) });
  const architecture = scenario.architecture.map((operation) =>
    operation.operation === "CreateQueue"
      ? {
          ...operation,
          params: {
            ...operation.params,
            Attributes: {
              ...(operation.params["Attributes"] as Record<string, string>),
              MessageRetentionPeriod: `${story.retention}`,
            },
          },
        }
      : operation,
  );
  return { ...scenario, architecture, faults: [...scenario.faults, ...faultsOf(story)] };
}

interface Told {
  readonly entries: readonly TraceEntry[];
  readonly ledger: MessageLedger;
}

function runOf(story: StoryShape): Told {
  const entries: TraceEntry[] = [];
  let run: Run | null = null;
  const scenario = storiedScenario(story);
  const resourceOf = (component: string) =>
    (run!.simulation.settingsOf(component) as QueueSettings).queue;
  const ledger = new MessageLedger(resourceOf);
  run = prepareRun(scenario, {
    seed: story.shape.seed,
    trace: (entry) => {
      // As a file has it.
      entries.push(JSON.parse(JSON.stringify(entry)) as TraceEntry);
      if (run === null || entry.kind !== "sqs.queue") return;
      ledger.look(entry, run.simulation.stateOf(entry.component) as QueueState);
    },
  });
  const { simulation } = run;
  const suffix = story.shape.fifo ? ".fifo" : "";
  const upTo = (at: number) => simulation.run({ until: at as Instant });
  upTo(seconds(45));
  if (story.moves) {
    const task = { task: "task-1", destination: null, maxNumberOfMessagesPerSecond: 5 };
    simulation.tell(`sqs.queue:dead${suffix}`, { type: "startMessageMoveTask", ...task });
  }
  upTo(seconds(70) + milliseconds(5));
  if (story.purges) simulation.tell(`sqs.queue:orders${suffix}`, { type: "purgeQueue" });
  upTo(seconds(240));
  return { entries, ledger };
}

function read(
  entries: readonly TraceEntry[],
  identity: MessageIdentity,
): {
  readonly steps: readonly StoryStep[];
  readonly end: readonly Whereabouts[];
  readonly isMoved: boolean;
} {
  const messageId = messageIdOf(identity);
  const moved = (step: StoryStep) => step.type === "moved" && step.text.endsWith(messageId);
  const story = storyOf(entries, findMessage(entries, { messageId })!.origin);
  const steps: StoryStep[] = [];
  for (let next = story.next(); ; next = story.next()) {
    if (next.done !== true) {
      steps.push(next.value);
      continue;
    }
    // What is moved is a part of the branch that it was.
    const { branches, whereabouts } = next.value;
    const begun = branches.findIndex((each) => each.messageId === messageId);
    const branch = begun === -1 ? steps.find(moved)!.branch : begun;
    const own = steps.filter((step) => step.branch === branch);
    const [came, ...rest] = own.slice(own.findIndex(moved));
    return {
      steps: begun === -1 ? [{ ...came!, type: "accepted" }, ...rest] : own,
      end: whereabouts.filter((each) => each.branch === branch),
      isMoved: begun === -1,
    };
  }
}

const ledgerWords: Readonly<Partial<Record<StoryStep["type"], LedgerLine["what"]>>> = {
  accepted: "stored",
  deadLettered: "stored",
  received: "received",
  visible: "visible",
  deleted: "deleted",
  expired: "expired",
  purged: "purged",
};

/** The story in the ledger's words: what happens to a message at once after it is visible is all that states show. */
function inLedgerWords(steps: readonly StoryStep[]): readonly string[] {
  return steps.flatMap(({ type, event, component }, place) => {
    const what = ledgerWords[type];
    const next = steps[place + 1];
    const isPassing =
      type === "visible" && next?.event === event && ["received", "leaves"].includes(next.type);
    return what === undefined || isPassing ? [] : [`${event} ${component} ${what}`];
  });
}

/** A message is received only when it can be, and becomes visible only when it was not. */
function expectAlternation(steps: readonly StoryStep[]): void {
  const hidden = new Map<string, boolean>();
  for (const { type, component, text } of steps) {
    if (type === "visible" && !text.includes("delay")) expect(hidden.get(component)).toBe(true);
    if (type === "received") {
      expect(hidden.get(component)).not.toBe(true);
      hidden.set(component, !text.includes("stays visible"));
    } else if (type === "visible") hidden.set(component, false);
    else if (type === "hidden" || type === "returns") hidden.set(component, true);
  }
}

it("stories agree with the states of the queues, and nothing follows an end", () => {
  const seen = new Map<string, number>();
  fc.assert(
    fc.property(storyShape, (story) => {
      const { entries, ledger } = runOf(story);
      const hasCopies = story.trouble !== "none";
      for (const [key, identity] of ledger.identities) {
        const { steps, end, isMoved } = read(entries, identity);
        // Copies of what it was before are in the same branch.
        if (isMoved && hasCopies) continue;
        for (const { type } of steps) seen.set(type, (seen.get(type) ?? 0) + 1);
        // From a move on it has another identity, and another account.
        const move = steps.findIndex(({ type }) => type === "moved");
        const own = move === -1 ? steps : steps.slice(0, move);
        const lines = ledger.lines
          .get(key)!
          .filter(({ what }) => what !== "moved")
          .map(({ event, component, what }) => `${event} ${component} ${what}`);
        if (move === -1 || !hasCopies) expect(inLedgerWords(own)).toEqual(lines);
        if (move === -1) {
          expect(end.map(({ component }) => component).sort()).toEqual(ledger.whereabouts(key));
        } else {
          const messageId = steps[move]!.text.split(" ").at(-1)!;
          const [renamed] = [...ledger.identities.values()].filter(
            (other) => messageIdOf(other) === messageId,
          );
          const rest = read(entries, renamed!);
          if (!hasCopies) {
            expect(steps.slice(move + 1)).toEqual(rest.steps.slice(1));
            expect(end).toEqual(rest.end);
          }
        }
        if (hasCopies) continue; // Of a message that is twice in a queue, each copy alternates for itself.
        expectAlternation(steps);
        const ends = steps.filter(({ type }) => ["deleted", "expired", "purged"].includes(type));
        expect(ends.length + end.length).toBe(1);
        if (ends.length > 0) expect(steps.at(-1)).toBe(ends[0]);
      }
    }),
    { numRuns: 16, seed: 11 },
  );
  // The scenarios have shown all that stories tell of queues and functions.
  for (const type of [
    ...["accepted", "received", "visible", "leaves", "deadLettered", "returns", "moved"],
    ...["invoked", "succeeded", "failed", "refused", "withoutEffect"],
    ...["deleted", "expired", "purged"],
  ]) {
    expect([type, seen.get(type) ?? 0]).not.toEqual([type, 0]);
  }
}, 120_000);
