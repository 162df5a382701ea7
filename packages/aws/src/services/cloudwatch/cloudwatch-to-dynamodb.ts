/** Metrics of tables: what is missing of them is ignored, unless an alarm says otherwise. */
export const cloudwatchToDynamodb = { namespace: "AWS/DynamoDB" } as const;
