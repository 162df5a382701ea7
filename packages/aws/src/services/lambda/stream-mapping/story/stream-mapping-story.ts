import type { TraceEntry } from "@orrery/kernel";
import type { Followed, Story, StoryReader, Told } from "../../../../service/story.ts";

/** What event source mappings of streams tell of records. */
export const streamMappingStory: Story = { follow: (followed) => new StreamMappingStory(followed) };

/** Tells what a mapping does with a record that neither its stream nor its function sees: its notes say of each. */
class StreamMappingStory implements StoryReader {
  private readonly followed: Followed;

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read({ notes = [] }: TraceEntry): Generator<Told> {
    const { copies, attempt } = this.followed;
    for (const [name, queue, message] of notes) {
      if (!copies.is({ queue: queue!, message: message! })) continue;
      if (name === "bisected") {
        yield { type: "mapping", text: "its batch is split in two by the event source mapping" };
      } else if (name === "givenUp") {
        attempt.condition = "none";
        yield { type: "givenUp", text: "is given up by the event source mapping" };
      } else if (name === "filteredOut") {
        yield { type: "mapping", text: "passes no filter of the event source mapping" };
      } else {
        attempt.condition = "none";
        yield {
          type: "lost",
          text: "expired in its stream before the event source mapping gave it to the function",
        };
      }
    }
  }
}
