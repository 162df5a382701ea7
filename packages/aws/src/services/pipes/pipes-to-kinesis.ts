/** The member that records of these streams have what they say in, which pipes put beside the rest. */
export const flattened = "kinesis";

/** The service as ARNs have it, and how many events a stream takes at once. */
export const streamBatch = ["kinesis", 500] as const;
