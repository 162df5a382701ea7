/** What URIs call the service of workflows. */
export const workflowName = "states";
/** What clients call it. */
export const workflowService = "stepfunctions";
