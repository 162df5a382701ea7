/** A page of the SQS Developer Guide. */
export const guide = (page: string): string => `AWS SQS Developer Guide, ${page}`;
/** A page of the SQS API Reference. */
export const api = (operation: string): string => `AWS SQS API Reference, ${operation}`;
/** A recording of what SQS answered. */
export const recorded = (date: string): string =>
  `MEASURED ${date}, recorded on SQS (localstack/localstack, aws.validated)`;
