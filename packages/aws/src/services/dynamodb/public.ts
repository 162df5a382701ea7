export * as dynamodb from "./namespace.ts";
export type {
  DynamoDBAttribute,
  DynamoDBChange,
  DynamoDBImage,
  DynamoDBRecord,
  DynamoDBStreamEvent,
} from "./event-types.ts";
