import type { Operations } from "../../service/service-model.ts";
import { apiDestinationOperations } from "./operations/api-destination-operations.ts";
import { archiveOperations } from "./operations/archive-operations.ts";
import { busOperations } from "./operations/bus-operations.ts";
import { connectionOperations } from "./operations/connection-operations.ts";
import { endpointOperations } from "./operations/endpoint-operations.ts";
import { partnerOperations } from "./operations/partner-operations.ts";
import { permissionOperations } from "./operations/permission-operations.ts";
import { putOperations } from "./operations/put-operations.ts";
import { replayOperations } from "./operations/replay-operations.ts";
import { ruleOperations } from "./operations/rule-operations.ts";
import { tagOperations } from "./operations/tags.ts";
import { targetOperations } from "./operations/target-operations.ts";

/** The operations of EventBridge. */
export const eventsOperations: Operations = {
  ...busOperations,
  ...ruleOperations,
  ...targetOperations,
  ...putOperations,
  ...archiveOperations,
  ...replayOperations,
  ...connectionOperations,
  ...apiDestinationOperations,
  ...tagOperations,
  ...permissionOperations,
  ...endpointOperations,
  ...partnerOperations,
};
