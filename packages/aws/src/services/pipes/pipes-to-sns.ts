/** The service as ARNs have it, and how many events a topic takes at once. */
export const topicBatch = ["sns", 10] as const;
