import type { Operations } from "../../service/service-model.ts";
import { listOperations } from "./operations/list-operations.ts";
import { permissionOperations } from "./operations/permission-operations.ts";
import { platformOperations } from "./operations/platform-operations.ts";
import { publishOperations } from "./operations/publish-operations.ts";
import { smsOperations } from "./operations/sms-operations.ts";
import { subscriptionOperations } from "./operations/subscription-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";
import { topicOperations } from "./operations/topic-operations.ts";

/** The operations of SNS. */
export const snsOperations: Operations = {
  ...topicOperations,
  ...listOperations,
  ...tagOperations,
  ...permissionOperations,
  ...subscriptionOperations,
  ...publishOperations,
  ...platformOperations,
  ...smsOperations,
};
