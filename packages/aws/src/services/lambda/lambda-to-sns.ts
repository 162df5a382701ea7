import type { RecordTarget } from "./asynchronous/record-target.ts";

/** How Lambda gives topics records of events, and dead letters. */
export const lambdaToSns: RecordTarget = {
  service: "sns",
  title: "SNS",
  operation: "Publish",
  templateType: "AWS::SNS::Topic",
};
