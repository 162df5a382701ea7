/** A page of the CloudWatch User Guide. */
export const guide = (page: string): string => `Amazon CloudWatch User Guide, ${page}`;
/** A page of the CloudWatch API Reference. */
export const api = (operation: string): string => `Amazon CloudWatch API Reference, ${operation}`;
