export const s3Rules: readonly never[] = [];
