import type { Operations } from "../../service/service-model.ts";
import { activityOperations } from "./operations/activity-operations.ts";
import { aliasOperations } from "./operations/alias-operations.ts";
import { underQuotas } from "./operations/call-quota.ts";
import { definitionOperations } from "./operations/definition-operations.ts";
import { executionOperations } from "./operations/execution-operations.ts";
import { mapRunOperations } from "./operations/map-run-operations.ts";
import { ofBoundedSize } from "./operations/request-size.ts";
import { stateMachineOperations } from "./operations/state-machine-operations.ts";
import { tagOperations } from "./operations/tags.ts";
import { taskOperations } from "./operations/task-operations.ts";
import { versionOperations } from "./operations/version-operations.ts";

/** The operations of Step Functions. */
export const stepfunctionsOperations: Operations = underQuotas(
  ofBoundedSize({
    ...stateMachineOperations,
    ...versionOperations,
    ...aliasOperations,
    ...executionOperations,
    ...taskOperations,
    ...activityOperations,
    ...mapRunOperations,
    ...definitionOperations,
    ...tagOperations,
  }),
);
