import { nameInArn } from "../../service/arn.ts";

/** Whether an ARN is that of a stream, whose records have partition keys. */
export const isStreamArn = (arn: string): boolean =>
  nameInArn(arn, "kinesis", "stream/") !== undefined;
