import type { ApiModel, Corrections } from "../../request/api-model.ts";
import { eventSourceMappingLimits } from "../../mapping/queue/limits.ts";
import { lambdaLimits } from "./limits.ts";
import { lambdaModel } from "./model.ts";

const { timeout, memorySize, ephemeralStorage } = lambdaLimits;
const { minimumPollers, maximumPollers } = eventSourceMappingLimits;

/**
 * Where Lambda answers otherwise than its model says: in the words of the messages that were recorded
 * (`ls_lambda_api`, 2025-11), and with the bounds of `limits.ts`.
 */
export const lambdaCorrections: Corrections = {
  patterns: [
    ["[a-z]{2}((-gov)", "(eusc-)?[a-z]{2}((-gov)"],
    ["|code-signing", "|layer:([a-zA-Z0-9-_]+)|code-signing"],
    // Ours: where the others know all Regions, ARNs of sources would know fewer.
    ["([a-z]{2}(-gov)?-[a-z]+-", "((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-"],
  ],
  shapes: {
    EventSourcePosition: { enum: ["LATEST", "AT_TIMESTAMP", "TRIM_HORIZON"] },
    PackageType: { enum: ["Image", "Zip"] },
    InvokeMode: { enum: ["RESPONSE_STREAM", "BUFFERED"] },
    RecursiveLoop: { enum: ["Terminate", "Allow"] },
    Timeout: { min: timeout.min / 1_000_000, max: timeout.max / 1_000_000 },
    MemorySize: { min: memorySize.min, max: memorySize.max },
    EphemeralStorageSize: { min: ephemeralStorage.min, max: ephemeralStorage.max },
    MinimumNumberOfPollers: { min: minimumPollers.min, max: minimumPollers.max },
    MaximumNumberOfPollers: { min: maximumPollers.min, max: maximumPollers.max },
  },
  members: {
    "*": { Runtime: "string" }, // Of which Lambda has a sentence of its own.
    // Ours.
    AddPermission: { Trigger: "any" },
    CreateFunction: { Behavior: "any", Network: "any", AccessPoint: "any" },
    Invoke: { Chained: "any" }, // Durable executions wait for others for as long as it takes.
    UpdateFunctionCode: { Behavior: "any" },
    UpdateFunctionConfiguration: { Network: "any", AccessPoint: "any" },
    CreateEventSourceMapping: { Scaling: "any" },
    UpdateEventSourceMapping: { Scaling: "any" },
  },
  first: { "*": ["Qualifier"] },
  errors: {
    // In no model.
    RequestEntityTooLargeException: { status: 413 },
    ServiceQuotaExceededException: { status: 402 },
    // Of EFS, of a function that mounts an access point that there cannot be.
    AccessPointLimitExceeded: { status: 403 },
  },
};

/** AWS's model of Lambda, as corrected. */
export const lambdaApi: ApiModel = lambdaModel.with(lambdaCorrections);
