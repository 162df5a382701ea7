import type { Rule } from "../../service/rule.ts";
import type { QueueSettings } from "./config.ts";
import { measureRules } from "./measure-rules.ts";
import { messageOperationRules } from "./operations/message-rules.ts";
import { queueOperationRules } from "./operations/queue-rules.ts";
import { queueGroupRules } from "./queue/group-rules.ts";
import { queueReceiveRules } from "./queue/receive-rules.ts";
import { queueRedriveRules } from "./queue/redrive-rules.ts";
import { queueTimeRules } from "./queue/time-rules.ts";

/** The rules of SQS that are followed; the test of each bears its id. */
export const sqsRules: readonly Rule<QueueSettings>[] = [
  ...queueOperationRules,
  ...messageOperationRules,
  ...queueTimeRules,
  ...queueReceiveRules,
  ...queueRedriveRules,
  ...queueGroupRules,
  ...measureRules,
];
