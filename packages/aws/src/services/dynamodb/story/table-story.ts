import type { Note, TraceEntry } from "@orrery/kernel";
import type { ItemIdentity } from "../../../service/payload.ts";
import type {
  AcceptedMessage,
  Followed,
  Story,
  StoryReader,
  Told,
} from "../../../service/story.ts";
import type { ItemWritten, TableInput, TableReply } from "../protocol.ts";

/** What tables tell of what is put into them. */
export const tableStory: Story = {
  follow: (followed) => new TableStory(followed),
  acceptances: () => acceptedIn,
};

function acceptedIn(entry: TraceEntry): readonly AcceptedMessage[] {
  const { input, component, event, effects, notes = [] } = entry;
  const given = input as TableInput; // What its machine declares.
  if (given.type !== "putArrival" && given.type !== "writeItem") return [];
  const written = writtenIn(effects);
  if (written === null) return [];
  const { number } = written;
  return [
    {
      component,
      number,
      messageId: `write ${number}`,
      origin: given.trail,
      identity: streamedIn(notes, number),
      cameWith: event,
      body: bodyOf(given),
      isNew: true,
    },
  ];
}

/** The record of a write in the table's stream; `null`: it has none. */
function streamedIn(notes: readonly Note[], write: number): ItemIdentity | null {
  const found = notes.find(([name, number]) => name === "streamed" && number === write);
  const [, , queue, message] = found ?? [];
  return queue === undefined || message === undefined ? null : { queue, message };
}

function bodyOf(input: Extract<TableInput, { readonly type: "putArrival" | "writeItem" }>) {
  if (input.type === "putArrival") return JSON.stringify(input.attributes);
  return input.action.do === "put" ? JSON.stringify(input.action.item) : null;
}

function writtenIn(effects: TraceEntry["effects"]): ItemWritten | null {
  for (const effect of effects) {
    if (effect.type !== "reply") continue;
    const body = effect.body as TableReply; // A table answers nothing else.
    if (body.type === "itemWritten") return body;
  }
  return null;
}

/** Tells what a table does with a write: its notes say of each, by its number. */
class TableStory implements StoryReader {
  private readonly followed: Followed;

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read({ component, notes = [] }: TraceEntry): Generator<Told> {
    const { message } = this.followed;
    if (component !== message.component) return;
    for (const [name, number] of notes) {
      if (name === "written" && number === message.number) {
        yield { type: "accepted", text: "is written" };
      } else if (name === "streamed" && number === message.number) {
        yield { type: "published", text: "goes into the stream of the table" };
      }
    }
  }
}
