/**
 * The event that a function gets of a topic. This and what it holds is as in the package
 * `@types/aws-lambda`, and may be taken for it.
 */
export interface SNSEvent {
  Records: SNSEventRecord[];
}

/** A notification with where it comes from. */
export interface SNSEventRecord {
  EventVersion: string;
  EventSubscriptionArn: string;
  EventSource: string;
  Sns: SNSMessage;
}

/** A notification as a function gets it. */
export interface SNSMessage {
  SignatureVersion: string;
  Timestamp: string;
  Signature: string;
  SigningCertUrl: string;
  MessageId: string;
  Message: string;
  MessageAttributes: SNSMessageAttributes;
  Type: string;
  UnsubscribeUrl: string;
  TopicArn: string;
  Subject?: string;
  Token?: string;
}

/** Message attributes by name. */
export interface SNSMessageAttributes {
  [name: string]: SNSMessageAttribute;
}

/** A message attribute. */
export interface SNSMessageAttribute {
  Type: string;
  Value: string;
}
