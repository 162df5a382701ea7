import { streamReaderStory } from "../../../../mapping/story/stream-reader-story.ts";

/** What event source mappings of streams tell of records. */
export const streamMappingStory = streamReaderStory("event source mapping", "function");
