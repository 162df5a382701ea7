import { expect, it } from "vitest";
import type { Plain } from "@orrery/kernel";
import { sqsService } from "../index.ts";
import { integerWithin, isRefused } from "./refusals.ts";

it.each<readonly [Plain, boolean]>([
  [{ type: "refused" }, true],
  [{ type: "sent" }, false],
  [{}, false],
  [null, false],
  ["refused", false],
])("whether %j is a refusal: %s", (value, refused) => {
  expect(isRefused(value)).toBe(refused);
});

it.each([
  [1, 1],
  [10, 10],
  [0, "InvalidParameterValue"],
  [11, "InvalidParameterValue"],
  [null, undefined],
])("%j from 1 to 10 is %s", (value, number) => {
  const checked = integerWithin({ a: value }, "a", 1, 10, "no.");
  expect(isRefused(checked) ? checked.code : checked).toBe(number);
});

it.each([
  ["AWS.SimpleQueueService.NonExistentQueue", 400],
  ["QueueAlreadyExists", 400],
  ["AWS.SimpleQueueService.QueueDeletedRecently", 400],
  ["OverLimit", 403],
  ["AWS.SimpleQueueService.PurgeQueueInProgress", 403],
  ["AWS.SimpleQueueService.BatchEntryIdsNotDistinct", 400],
  ["AWS.SimpleQueueService.BatchRequestTooLong", 400],
  ["AWS.SimpleQueueService.EmptyBatchRequest", 400],
  ["AWS.SimpleQueueService.InvalidBatchEntryId", 400],
  ["AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400],
  ["AWS.SimpleQueueService.MessageNotInflight", 400],
  ["ReceiptHandleIsInvalid", 400],
  ["InvalidMessageContents", 400],
  ["InvalidAttributeName", 400],
  ["InvalidAttributeValue", 400],
  ["InvalidParameterValue", 400],
  ["MissingParameter", 400],
  ["RequestThrottled", 400],
  ["ResourceNotFoundException", 404],
])("sqs.errors.codes: %s comes with status %i", (code, status) => {
  expect(sqsService.model.statusOf(code)).toBe(status);
});
