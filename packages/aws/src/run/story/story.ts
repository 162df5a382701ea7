import { noRequest, type TraceEntry } from "@orrery/kernel";
import type { Call } from "../../service/call.ts";
import { Copies } from "../../service/copies.ts";
import { isSameOrigin, type Origin, type Trailed } from "../../service/origin.ts";
import { controlName } from "../../service/service-model.ts";
import {
  placeNamed,
  type AcceptedMessage,
  type Branch,
  type Followed,
  type StoryReader,
  type StoryStep,
  type Told,
  type Whereabouts,
} from "../../service/story.ts";
import { actorKind } from "../../action/machine.ts";
import { allKinds } from "../../services.ts";

/** How a story ends: what there was of its origin, and where that is. */
export interface StoryEnd {
  readonly branches: readonly Branch[];
  /** Nowhere once all of it has ended. */
  readonly whereabouts: readonly Whereabouts[];
}

/**
 * What happened to everything with one origin, in order, by the trace of a run: where it was accepted,
 * each receive, delivery and call, each invocation with its outcome and the reason of a failure, and where
 * it ended. Nothing follows its end. Each message, notification and event of it is a branch of its own.
 * `shownAs` says what texts call a component; left out, its name in AWS.
 */
export function* storyOf(
  entries: Iterable<TraceEntry>,
  origin: Origin,
  shownAs: (component: string) => string = placeNamed,
): Generator<StoryStep, StoryEnd> {
  const reader = new OriginStory(origin, shownAs);
  for (const entry of entries) yield* reader.stepsIn(entry);
  return { branches: reader.branches, whereabouts: reader.whereabouts };
}

/** All steps of a story, and how it ends. */
export interface WholeStory extends StoryEnd {
  readonly steps: readonly StoryStep[];
}

/** The stories of several origins, in one reading of a trace; see {@link storyOf}. */
export function storiesOf(
  entries: Iterable<TraceEntry>,
  origins: readonly Origin[],
  shownAs: (component: string) => string = placeNamed,
): readonly WholeStory[] {
  const readers = origins.map((origin) => ({
    reader: new OriginStory(origin, shownAs),
    steps: [] as StoryStep[],
  }));
  for (const entry of entries) {
    for (const { reader, steps } of readers) steps.push(...reader.stepsIn(entry));
  }
  return readers.map(({ reader: { branches, whereabouts }, steps }) => ({
    steps,
    branches,
    whereabouts,
  }));
}

/**
 * The message that somebody means: by its message id, or as `<component>:<number>`, its number in the
 * queue, topic or function that accepted it. `undefined` where the trace has no such message.
 */
export function findMessage(
  entries: Iterable<TraceEntry>,
  meant: { readonly messageId: string } | { readonly component: string; readonly number: number },
): AcceptedMessage | undefined {
  for (const accepted of acceptedMessages(entries)) {
    const isMeant =
      "messageId" in meant
        ? accepted.messageId === meant.messageId
        : accepted.component === meant.component && accepted.number === meant.number;
    if (isMeant && accepted.isNew) return accepted;
  }
  return undefined;
}

/** Everything that was accepted somewhere, in order, by the trace of a run. */
export function* acceptedMessages(entries: Iterable<TraceEntry>): Generator<AcceptedMessage> {
  const acceptances = acceptancesOfKinds();
  for (const entry of entries) yield* acceptances.get(entry.kind)?.(entry) ?? [];
}

/** What entries accepted, by kind. */
const acceptancesOfKinds = () =>
  new Map(
    [...allKinds].flatMap(([kind, { reporting }]) => {
      const acceptances = reporting?.story?.acceptances?.();
      return acceptances === undefined ? [] : [[kind, acceptances] as const];
    }),
  );

interface Step extends Told {
  readonly branch: number;
  readonly component: string;
}

/** A branch, and who reads what is said of it. */
interface Path {
  readonly followed: Followed;
  readonly parent: number;
  readonly readers: ReadonlyMap<string, StoryReader>;
}

/** Reads a trace for one origin: each kind of component tells of it in its own way. */
class OriginStory {
  private readonly origin: Origin;
  private readonly paths: Path[] = [];
  private readonly acceptances = acceptancesOfKinds();
  /** Of which branch an event was, where it was told or sends something on. */
  private readonly branchOf = new Map<number, number>();
  /** The branch that was in a component last. */
  private readonly lastIn = new Map<string, number>();
  private readonly takers: Followed["takers"] = new Map();

  private readonly shownAs: (component: string) => string;

  constructor(origin: Origin, shownAs: (component: string) => string) {
    this.origin = origin;
    this.shownAs = shownAs;
  }

  get branches(): readonly Branch[] {
    return this.paths.map(({ followed: { message }, parent }) => {
      const { component, number, messageId } = message;
      return { component, number, messageId, parent };
    });
  }

  get whereabouts(): readonly Whereabouts[] {
    return this.paths.flatMap(({ followed: { copies, underWay } }, branch) => [
      ...copies.list().map(({ component, condition }) => ({ branch, component, condition })),
      ...[...underWay].map((component) => ({ branch, component, condition: "underWay" as const })),
    ]);
  }

  /** The steps that an entry is. */
  *stepsIn(entry: TraceEntry): Generator<StoryStep> {
    for (const { branch, component, type, text } of this.read(entry)) {
      const { at, event, cause } = entry;
      yield { at, event, cause, component, branch, type, text };
    }
  }

  /** What an entry says of all that has the origin. */
  private *read(entry: TraceEntry): Generator<Step> {
    const { component, event, cause, request, input, effects } = entry;
    const isBorne = this.bears(input);
    if (isBorne && request !== noRequest) this.takers.set(request, this.shownAs(component));
    const branch = this.branchOf.get(cause);
    const sends = () =>
      effects.some((effect) => effect.type === "send" && this.bears(effect.input));
    if (branch !== undefined && (isBorne || sends())) this.branchOf.set(event, branch);
    const accepted = (this.acceptances.get(entry.kind)?.(entry) ?? []).filter(({ origin }) =>
      isSameOrigin(origin, this.origin),
    );
    for (const place of this.paths.keys()) yield* this.tell(place, entry);
    for (const message of accepted) yield* this.begin(message, entry);
    yield* this.readCalls(entry);
    if (entry.kind === actorKind) yield* this.readAction(entry);
  }

  /** What people do to the architecture while something of the origin is still there. */
  private *readAction({ component, effects }: TraceEntry): Generator<Step> {
    const branch = this.whereabouts.at(0)?.branch;
    if (branch === undefined) return;
    for (const effect of effects) {
      if (effect.type !== "send" || effect.input.type !== "call") continue;
      const { service, operation, params } = effect.input as Call; // It says so.
      const text = `meanwhile ${service}:${operation} is called with ${JSON.stringify(params)}`;
      yield { branch, component, type: "action", text };
    }
  }

  private bears(input: object): boolean {
    const { trail } = input as Partial<Trailed>;
    return trail !== undefined && trail !== null && isSameOrigin(trail, this.origin);
  }

  private *tell(branch: number, entry: TraceEntry): Generator<Step> {
    const { followed, readers } = this.paths[branch]!;
    const { component, event } = entry;
    const told =
      component === controlName
        ? readDeletions(entry, followed)
        : (readers.get(entry.kind)?.read(entry) ?? []);
    for (const step of told) {
      this.branchOf.set(event, branch);
      this.lastIn.set(component, branch);
      yield { ...step, branch, component };
    }
  }

  private *begin(message: AcceptedMessage, entry: TraceEntry): Generator<Step> {
    const { identity, isNew, cameWith } = message;
    // What a queue moved it has under another identity by now.
    const known = (path: Path) => identity !== null && path.followed.copies.is(identity);
    if (this.paths.some(known)) return;
    const parent = this.branchOf.get(cameWith) ?? -1;
    if (isNew) {
      this.paths.push(pathOf(message, parent, this.takers));
      yield* this.tell(this.paths.length - 1, entry);
    } else if (parent !== -1) {
      const text = `is known there under its deduplication id as number ${message.number}, and not stored`;
      yield { branch: parent, component: entry.component, type: "sentAgain", text };
    }
  }

  /** Calls that invocations make, of which nobody else may tell. */
  private *readCalls({ component, event, effects }: TraceEntry): Generator<Step> {
    for (const effect of effects) {
      if (effect.type !== "send" || effect.input.type !== "call") continue;
      if (!this.bears(effect.input)) continue;
      const running = this.paths.findIndex(({ followed }) => followed.running.has(component));
      // Of copies that faults made, nobody knows how long they run.
      const branch = running === -1 ? this.lastIn.get(component) : running;
      if (branch === undefined) continue;
      this.branchOf.set(event, branch);
      const { service, operation } = effect.input as Call; // It says so.
      yield { branch, component, type: "called", text: `calls ${service}:${operation}` };
    }
  }
}

function pathOf(message: AcceptedMessage, parent: number, takers: Followed["takers"]): Path {
  const followed: Followed = {
    message,
    copies: new Copies(message.identity),
    attempt: { condition: "none" },
    requests: new Map(),
    running: new Set(),
    underWay: new Set(),
    takers,
  };
  const readers = new Map(
    [...allKinds].flatMap(([kind, { reporting }]) =>
      reporting?.story === undefined ? [] : [[kind, reporting.story.follow(followed)] as const],
    ),
  );
  return { followed, parent, readers };
}

/** What an operation deletes that has the message. */
function* readDeletions({ effects }: TraceEntry, followed: Followed): Generator<Told> {
  for (const effect of effects) {
    if (effect.type !== "changeArchitecture" || effect.change.do !== "delete") continue;
    const { name } = effect.change;
    const wasUnderWay = followed.underWay.delete(name);
    followed.running.delete(name);
    if (!followed.copies.forget(name) && !wasUnderWay) continue;
    const noun = allKinds.get(name.slice(0, name.indexOf(":")))?.noun ?? "place";
    yield { type: "queueDeleted", text: `is gone: its ${noun} is deleted` };
  }
}
