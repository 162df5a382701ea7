/** What a bucket may tell of objects by a configuration, as AWS's API calls it. */
export interface DestinationKind {
  /** The member of a document that lists its configurations, and the one that names it there. */
  readonly list: string;
  readonly arn: string;
  /** What refusals call the argument. */
  readonly argument: string;
  /** Of its ARN. */
  readonly service: string;
  readonly noun: string;
  /** Whether it gets the test message: functions do not, since S3 looks whether it may invoke them. */
  readonly isTested: boolean;
}
