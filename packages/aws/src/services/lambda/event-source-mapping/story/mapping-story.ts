import { queueReaderStory } from "../../../../mapping/story/queue-reader-story.ts";

/** What event source mappings tell of messages. */
export const mappingStory = queueReaderStory("event source mapping");
