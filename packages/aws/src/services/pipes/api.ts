import type { Operations } from "../../service/service-model.ts";
import { pipeOperations } from "./operations/pipe-operations.ts";
import { tagOperations } from "./operations/tag-operations.ts";

/** The operations of EventBridge Pipes. */
export const pipesOperations: Operations = { ...pipeOperations, ...tagOperations };
