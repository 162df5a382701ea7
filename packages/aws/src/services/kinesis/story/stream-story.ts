import type { TraceEntry } from "@orrery/kernel";
import type {
  AcceptedMessage,
  Followed,
  Story,
  StoryReader,
  Told,
} from "../../../service/story.ts";
import { trailOf, type RecordPut, type StreamInput, type StreamReply } from "../protocol.ts";
import { shardIdOf } from "../sequence-number.ts";

/** What streams tell of records: which shard has each, when it is read, and when it expires. */
export const streamStory: Story = {
  follow: (followed) => new StreamStory(followed),
  acceptances: () => acceptedIn,
};

function acceptedIn({ input, component, event, effects }: TraceEntry): readonly AcceptedMessage[] {
  const given = input as StreamInput; // What its machine declares.
  if (given.type !== "putRecord" && given.type !== "putRecords") return [];
  const entries = given.type === "putRecord" ? [given] : given.entries;
  return putIn(effects).flatMap((result, place) => {
    if (result === null) return [];
    const { stream, number, shard, sequence } = result;
    const entry = entries[place]!; // There is a result for each.
    return [
      {
        component,
        number,
        messageId: `${shardIdOf(shard)}/${sequence}`,
        origin: trailOf(entry, given),
        identity: { queue: stream, message: number },
        cameWith: event,
        body: entry.content.isBase64 ? null : entry.content.data,
        isNew: true,
      },
    ];
  });
}

function putIn(effects: TraceEntry["effects"]): readonly (RecordPut | null)[] {
  return effects.flatMap((effect) => {
    if (effect.type !== "reply") return [];
    const body = effect.body as StreamReply; // A stream answers nothing else.
    const results = body.type === "recordsPut" ? body.results : [body];
    return results.map((result) => (result.type === "recordPut" ? result : null));
  });
}

/** Tells what a stream does with a record: its notes say of each, by its number, what becomes of it. */
class StreamStory implements StoryReader {
  private readonly followed: Followed;

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read({ component, notes = [] }: TraceEntry): Generator<Told> {
    const { message } = this.followed;
    if (component !== message.component) return;
    for (const [name, number, shard, sequence] of notes) {
      if (number !== message.number) continue;
      if (name === "stored") {
        const text = `is put into ${shardIdOf(shard!)}, as its record ${sequence}`;
        yield { type: "accepted", text };
      } else if (name === "read") yield { type: "received", text: "is read" };
      else yield { type: "expired", text: "expires" };
    }
  }
}
