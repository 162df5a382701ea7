/**
 * The event that a function gets of a queue. This and what it holds is as in the package
 * `@types/aws-lambda`, and may be taken for it.
 */
export interface SQSEvent {
  Records: SQSRecord[];
}

/** A message as a function gets it. */
export interface SQSRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: SQSRecordAttributes;
  messageAttributes: SQSMessageAttributes;
  md5OfBody: string;
  md5OfMessageAttributes?: string;
  eventSource: string;
  eventSourceARN: string;
  awsRegion: string;
}

/** What SQS says of a message; numbers are texts. */
export interface SQSRecordAttributes {
  AWSTraceHeader?: string | undefined;
  ApproximateReceiveCount: string;
  SentTimestamp: string;
  SenderId: string;
  ApproximateFirstReceiveTimestamp: string;
  SequenceNumber?: string | undefined;
  MessageGroupId?: string | undefined;
  MessageDeduplicationId?: string | undefined;
  DeadLetterQueueSourceArn?: string | undefined;
}

/** Message attributes by name. */
export interface SQSMessageAttributes {
  [name: string]: SQSMessageAttribute;
}

/** A message attribute. */
export interface SQSMessageAttribute {
  stringValue?: string | undefined;
  binaryValue?: string | undefined;
  stringListValues?: string[] | undefined;
  binaryListValues?: string[] | undefined;
  dataType: "String" | "Number" | "Binary" | (string & {});
}

/** What a function returns that reports which messages of a batch failed. */
export interface SQSBatchResponse {
  batchItemFailures: SQSBatchItemFailure[];
}

/** A message that failed, by its id. */
export interface SQSBatchItemFailure {
  itemIdentifier: string;
}
