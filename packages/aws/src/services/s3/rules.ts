import { objectRules } from "./bucket/object-rules.ts";
import { notificationRules } from "./notification/notification-rules.ts";
import { operationRules } from "./operations/operation-rules.ts";
import type { S3Rule } from "./rule-sources.ts";

/** The rules of S3 that are followed; the test of each bears its id. */
export const s3Rules: readonly S3Rule[] = [...objectRules, ...notificationRules, ...operationRules];
