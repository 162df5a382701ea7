/** The member that records of these streams have what they say in, which pipes put beside the rest. */
export const flattened = "kinesis";
