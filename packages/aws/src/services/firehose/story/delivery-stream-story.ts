import type { TraceEntry } from "@orrery/kernel";
import type {
  AcceptedMessage,
  Followed,
  Story,
  StoryReader,
  Told,
} from "../../../service/story.ts";
import { times } from "../../../text/figures.ts";
import type { DeliveryStreamInput, DeliveryStreamReply, RecordPut } from "../protocol.ts";

/** What delivery streams tell of records: what their function makes of each, and which object has it. */
export const deliveryStreamStory: Story = {
  follow: (followed) => new DeliveryStreamStory(followed),
  acceptances: () => acceptedIn,
};

function acceptedIn({ input, component, event, effects }: TraceEntry): readonly AcceptedMessage[] {
  const given = input as DeliveryStreamInput; // What its machine declares.
  if (given.type !== "putRecord" && given.type !== "putRecordBatch") return [];
  const entries = given.type === "putRecord" ? [given] : given.entries;
  return putIn(effects).flatMap((result, place) => {
    if (result === null) return [];
    const { stream, number } = result;
    const { content, trail } = entries[place]!; // There is a result for each.
    return [
      {
        component,
        number,
        messageId: `${number}`,
        origin: trail ?? given.trail,
        identity: { queue: stream, message: number },
        cameWith: event,
        body: content.isBase64 ? null : content.data,
        isNew: true,
      },
    ];
  });
}

function putIn(effects: TraceEntry["effects"]): readonly (RecordPut | null)[] {
  return effects.flatMap((effect) => {
    if (effect.type !== "reply") return [];
    const body = effect.body as DeliveryStreamReply; // A delivery stream answers nothing else.
    const results = body.type === "recordsPut" ? body.results : [body];
    return results.map((result) => (result.type === "recordPut" ? result : null));
  });
}

/** Tells what a delivery stream does with a record, by its notes. */
class DeliveryStreamStory implements StoryReader {
  private readonly followed: Followed;

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read({ component, notes = [] }: TraceEntry): Generator<Told> {
    const { message } = this.followed;
    if (component !== message.component) return;
    for (const [name, number, object, attempts] of notes) {
      if (number === message.number) yield toldOf(name, object, attempts);
    }
  }
}

function toldOf(name: string, object: number | undefined, attempts: number | undefined): Told {
  switch (name) {
    case "taken":
      return { type: "accepted", text: "is taken, and waits in a buffer" };
    case "transformed":
      return { type: "received", text: "comes back from the function" };
    case "dropped":
      return { type: "deleted", text: "is dropped by the function" };
    case "failed":
      return { type: "received", text: "fails, and goes to the objects with errors" };
    case "delivered":
      return {
        type: "delivered",
        text: `is delivered in object ${object}${attempts === 1 ? "" : `, which was tried ${times(attempts ?? 1)}`}`,
      };
    default:
      return { type: "givenUp", text: "is given up: no destination took it in 24 hours" };
  }
}
