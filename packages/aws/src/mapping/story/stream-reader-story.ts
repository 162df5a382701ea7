import type { TraceEntry } from "@orrery/kernel";
import type { Followed, Story, StoryReader, Told } from "../../service/story.ts";

/** What whoever reads streams tells of records; texts call it so, and those that it gives them to. */
export const streamReaderStory = (reader: string, worker: string): Story => ({
  follow: (followed) => new StreamReaderStory(followed, reader, worker),
});

/** Tells what is done with a record that neither its stream sees nor who works on it: notes say of each. */
class StreamReaderStory implements StoryReader {
  private readonly followed: Followed;
  private readonly reader: string;
  private readonly worker: string;

  constructor(followed: Followed, reader: string, worker: string) {
    this.followed = followed;
    this.reader = reader;
    this.worker = worker;
  }

  *read({ notes = [] }: TraceEntry): Generator<Told> {
    const { copies, attempt } = this.followed;
    for (const [name, queue, message] of notes) {
      if (!copies.is({ queue: queue!, message: message! })) continue;
      if (name === "bisected") {
        yield { type: "mapping", text: `its batch is split in two by the ${this.reader}` };
      } else if (name === "givenUp") {
        attempt.condition = "none";
        yield { type: "givenUp", text: `is given up by the ${this.reader}` };
      } else if (name === "filteredOut") {
        yield { type: "mapping", text: `passes no filter of the ${this.reader}` };
      } else {
        attempt.condition = "none";
        yield {
          type: "lost",
          text: `expired in its stream before the ${this.reader} gave it to the ${this.worker}`,
        };
      }
    }
  }
}
