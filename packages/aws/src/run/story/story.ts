import type { TraceEntry } from "@orrery/kernel";
import { Copies } from "../../service/copies.ts";
import type { ItemIdentity } from "../../service/payload.ts";
import { controlName } from "../../service/service-model.ts";
import type {
  AcceptedMessage,
  Followed,
  StoryReader,
  StoryStep,
  Told,
  Whereabouts,
} from "../../service/story.ts";
import { allKinds } from "../../services.ts";

/**
 * What happened to one message, in order, by the trace of a run: where it was accepted, each receive,
 * each invocation with its outcome and the reason of a failure, and where it ended. Nothing follows
 * its end.
 *
 * @returns where the message is at the end of the trace: nowhere once it has ended.
 */
export function* storyOf(
  entries: Iterable<TraceEntry>,
  message: ItemIdentity,
): Generator<StoryStep, readonly Whereabouts[]> {
  const reader = new MessageStory(message);
  for (const entry of entries) {
    for (const { type, text } of reader.read(entry)) {
      const { at, event, cause, component } = entry;
      yield { at, event, cause, component, type, text };
    }
  }
  return reader.whereabouts;
}

/**
 * The message that somebody means: by its message id, or as `<component>:<number>`, its number in the
 * queue that accepted it. `undefined` where the trace has no such message.
 */
export function findMessage(
  entries: Iterable<TraceEntry>,
  meant: { readonly messageId: string } | { readonly component: string; readonly number: number },
): AcceptedMessage | undefined {
  for (const entry of entries) {
    for (const accepted of allKinds.get(entry.kind)?.reporting?.story?.acceptedIn?.(entry) ?? []) {
      const isMeant =
        "messageId" in meant
          ? accepted.messageId === meant.messageId
          : entry.component === meant.component && accepted.identity.message === meant.number;
      if (isMeant) return accepted;
    }
  }
  return undefined;
}

/** Reads a trace for one message: each kind of component tells of it in its own way. */
class MessageStory {
  private readonly followed: Followed;
  private readonly readers: ReadonlyMap<string, StoryReader>;

  constructor(message: ItemIdentity) {
    const followed: Followed = {
      copies: new Copies(message),
      attempt: { condition: "none" },
      requests: new Map(),
    };
    this.followed = followed;
    this.readers = new Map(
      [...allKinds].flatMap(([kind, { reporting }]) =>
        reporting?.story === undefined ? [] : [[kind, reporting.story.follow(followed)] as const],
      ),
    );
  }

  get whereabouts(): readonly Whereabouts[] {
    return this.followed.copies
      .list()
      .map(({ component, condition }) => ({ component, condition }));
  }

  /** What an entry says of the message; of one that has ended, nothing. */
  *read(entry: TraceEntry): Generator<Told> {
    if (entry.component !== controlName) {
      yield* this.readers.get(entry.kind)?.read(entry) ?? [];
      return;
    }
    for (const effect of entry.effects) {
      if (effect.type !== "changeArchitecture" || effect.change.do !== "delete") continue;
      const { name } = effect.change;
      if (!this.followed.copies.forget(name)) continue;
      const noun = allKinds.get(name.slice(0, name.indexOf(":")))?.noun ?? "place";
      yield { type: "queueDeleted", text: `is gone: its ${noun} is deleted` };
    }
  }
}
