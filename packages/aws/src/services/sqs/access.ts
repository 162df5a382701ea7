import { notAuthorized, textIn, type Access, type Home } from "../../service/caller.ts";
import { refused } from "../../service/refusal.ts";
import { moveTaskOf } from "./message-names.ts";

/** What SQS asks before it does something, and how it refuses. */
export const sqsAccess: Access = {
  actions: {
    SendMessageBatch: "sqs:SendMessage",
    DeleteMessageBatch: "sqs:DeleteMessage",
    ChangeMessageVisibilityBatch: "sqs:ChangeMessageVisibility",
  },
  resourceOf(params, home) {
    const url = textIn(params, "QueueUrl");
    if (url !== undefined) return queueArnIn(url, home);
    const name = textIn(params, "QueueName");
    if (name !== undefined) return arnOf(name, home.accountId, home);
    const handle = textIn(params, "TaskHandle");
    const source = handle === undefined ? undefined : moveTaskOf(handle)?.sourceArn;
    return textIn(params, "SourceArn") ?? source ?? "*";
  },
  denied: (denial) =>
    refused(
      "AccessDenied",
      denial.because === undefined
        ? `Access to the resource https://sqs.${denial.caller.region}.amazonaws.com/ is denied.`
        : inSmallLetters(notAuthorized(denial), denial.action),
    ),
};

/** SQS writes actions in small letters. */
const inSmallLetters = (text: string, action: string): string =>
  text.replaceAll(action, action.toLowerCase());

// A memo of a pure function, since functions call the same queue many times in a row.
let lastUrl = "";
let lastHome: Home | null = null;
let lastArn = "";

/** Of a queue's URL, its ARN or its bare name. */
function queueArnIn(url: string, home: Home): string {
  if (url !== lastUrl || home !== lastHome) {
    lastArn = queueArnMade(url, home);
    lastUrl = url;
    lastHome = home;
  }
  return lastArn;
}

function queueArnMade(url: string, home: Home): string {
  if (url.startsWith("arn:")) return url;
  const slash = url.lastIndexOf("/");
  if (slash === -1) return arnOf(url, home.accountId, home);
  const before = url.slice(0, slash);
  return arnOf(url.slice(slash + 1), before.slice(before.lastIndexOf("/") + 1), home);
}

const arnOf = (name: string, account: string, { partition, region }: Home): string =>
  `arn:${partition}:sqs:${region}:${account}:${name}`;
