import type { Operations } from "../../service/service-model.ts";
import { samplingOperations } from "./operations/sampling-operations.ts";
import { traceOperations } from "./operations/trace-operations.ts";

/** The operations of X-Ray that are modeled. */
export const xrayOperations: Operations = { ...traceOperations, ...samplingOperations };
