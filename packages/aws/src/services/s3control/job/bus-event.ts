import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import { md5OfText } from "../../../text/md5.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { objectHost } from "../s3control-to-s3.ts";
import type { StatusEvent } from "./state.ts";

/** What of a job its events show. */
export interface ToldJob {
  readonly id: string;
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  readonly epochMilliseconds: number;
}

/** The event of a change of status, as CloudTrail brings it to the default bus; the bus adds the rest. */
export function busEventOf(
  { status, at, number, failure }: StatusEvent,
  { id, arn, region, accountId, epochMilliseconds }: ToldJob,
): PlainObject {
  const time = `${formatWallClock(wallClockAt(epochMilliseconds, at)).slice(0, 19)}Z`;
  const digest = md5OfText(`${id}/${number}`);
  return {
    source: "aws.s3",
    "detail-type": "AWS Service Event via CloudTrail",
    time,
    resources: [],
    detail: {
      eventVersion: "1.05",
      userIdentity: { accountId, invokedBy: objectHost },
      eventTime: time,
      eventSource: objectHost,
      eventName: status === "New" ? "JobCreated" : "JobStatusChanged",
      awsRegion: region,
      sourceIPAddress: objectHost,
      userAgent: objectHost,
      requestParameters: null,
      responseElements: null,
      eventID: uuidIn(digest),
      readOnly: false,
      eventType: "AwsServiceEvent",
      recipientAccountId: accountId,
      serviceEventDetails: {
        jobId: id,
        jobArn: arn,
        status,
        jobEventId: md5OfText(digest),
        failureCodes: failure === null ? [] : [failure.code],
        statusChangeReason: failure === null ? [] : [failure.reason],
      },
    },
  };
}

/** A UUID that follows from what it is the id of. */
const uuidIn = (digest: string): string =>
  [
    digest.slice(0, 8),
    digest.slice(8, 12),
    `4${digest.slice(13, 16)}`,
    `8${digest.slice(17, 20)}`,
    digest.slice(20, 32),
  ].join("-");
