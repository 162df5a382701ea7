/**
 * The event that a function gets of the stream of a table. This and what it holds is as in the package
 * `@types/aws-lambda`, and may be taken for it.
 */
export interface DynamoDBStreamEvent {
  Records: DynamoDBRecord[];
}

/** What became of an item. */
export interface DynamoDBRecord {
  awsRegion?: string | undefined;
  dynamodb?: DynamoDBChange | undefined;
  eventID?: string | undefined;
  eventName?: "INSERT" | "MODIFY" | "REMOVE" | undefined;
  eventSource?: string | undefined;
  eventSourceARN?: string | undefined;
  eventVersion?: string | undefined;
  /** Of what DynamoDB did by itself: `{ type: "Service", principalId: "dynamodb.amazonaws.com" }`. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- As in that package.
  userIdentity?: any;
}

/** The change itself: which images there are depends on the view of the stream. */
export interface DynamoDBChange {
  /** In seconds since 1970. */
  ApproximateCreationDateTime?: number | undefined;
  Keys?: DynamoDBImage | undefined;
  NewImage?: DynamoDBImage | undefined;
  OldImage?: DynamoDBImage | undefined;
  SequenceNumber?: string | undefined;
  SizeBytes?: number | undefined;
  StreamViewType?: "KEYS_ONLY" | "NEW_IMAGE" | "OLD_IMAGE" | "NEW_AND_OLD_IMAGES" | undefined;
}

/** Attributes by name. */
export interface DynamoDBImage {
  [name: string]: DynamoDBAttribute;
}

/** One value, under the name of its type. */
export type DynamoDBAttribute =
  | Only<"B", string>
  | Only<"BOOL", boolean>
  | Only<"BS", string[]>
  | Only<"L", DynamoDBAttribute[]>
  | Only<"M", DynamoDBImage>
  | Only<"N", string>
  | Only<"NS", string[]>
  | Only<"NULL", boolean>
  | Only<"S", string>
  | Only<"SS", string[]>;

type AttributeName = "B" | "BOOL" | "BS" | "L" | "M" | "N" | "NS" | "NULL" | "S" | "SS";
type Only<Name extends AttributeName, Value> = { [name in Name]: Value } & {
  [name in Exclude<AttributeName, Name>]?: never;
};
