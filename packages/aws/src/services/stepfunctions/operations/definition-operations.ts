import type { Operations } from "../../../service/service-model.ts";

/** Operations on definitions that belong to no state machine. */
export const definitionOperations: Operations = {};
