import { logsToFirehose } from "./logs-to-firehose.ts";
import { logsToKinesis } from "./logs-to-kinesis.ts";
import { logsToLambda } from "./logs-to-lambda.ts";

/** A service to whose resources log events are passed on. */
export interface DestinationService {
  /** As its ARNs name it. */
  readonly service: string;
  /** What it is called in the message that finds out whether one is there; `null`: none is asked. */
  readonly probedAs: string | null;
  /** Whether it gets an event with the payload in it, and not the payload itself. */
  readonly getsEvent: boolean;
  /** What AWS says where there is none. */
  readonly absent: string;
  /** What AWS says where CloudWatch Logs may not bring anything there. */
  readonly denied: string;
}

const all: readonly DestinationService[] = [logsToLambda, logsToKinesis, logsToFirehose];

/** The service of a destination's ARN; `undefined`: log events go to none of it. */
export const destinationServiceOf = (arn: string): DestinationService | undefined =>
  all.find(({ service }) => service === arn.split(":")[2]);
