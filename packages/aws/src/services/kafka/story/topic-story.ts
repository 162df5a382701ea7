import type { TraceEntry } from "@orrery/kernel";
import type {
  AcceptedMessage,
  Followed,
  Story,
  StoryReader,
  Told,
} from "../../../service/story.ts";
import type { TopicInput, TopicReply } from "../protocol.ts";

/** What topics tell of records: which partition has each, when it is read, and when it expires. */
export const topicStory: Story = {
  follow: (followed) => new TopicStory(followed),
  acceptances: () => acceptedIn,
};

function acceptedIn({ input, component, event, effects }: TraceEntry): readonly AcceptedMessage[] {
  const given = input as TopicInput; // What its machine declares.
  if (given.type !== "produce") return [];
  return effects.flatMap((effect) => {
    if (effect.type !== "reply") return [];
    const body = effect.body as TopicReply; // A topic answers nothing else.
    if (body.type !== "recordPut") return [];
    const { topic, number, partition, offset } = body;
    return [
      {
        component,
        number,
        messageId: `${partition}/${offset}`,
        origin: given.trail,
        identity: { queue: topic, message: number },
        cameWith: event,
        body: given.content.isBase64 ? null : given.content.data,
        isNew: true,
      },
    ];
  });
}

/** Tells what a topic does with a record: its notes say of each, by its number, what becomes of it. */
class TopicStory implements StoryReader {
  private readonly followed: Followed;

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read({ component, notes = [] }: TraceEntry): Generator<Told> {
    const { message } = this.followed;
    if (component !== message.component) return;
    for (const [name, number, partition, offset] of notes) {
      if (number !== message.number) continue;
      if (name === "stored") {
        yield { type: "accepted", text: `is put into partition ${partition}, at offset ${offset}` };
      } else if (name === "read") yield { type: "received", text: "is read" };
      else yield { type: "expired", text: "expires" };
    }
  }
}
