import type { Operations } from "../../service/service-model.ts";
import { asynchronousOperations } from "./asynchronous/api.ts";
import { durableOperations } from "./durable/operations.ts";
import { eventSourceMappingOperations, taggedMappings } from "./event-source-mapping/api.ts";
import { aliasOperations } from "./versions/alias-operations.ts";
import { urlOperations } from "./url/url-operations.ts";
import { versionOperations } from "./versions/version-operations.ts";
import { permissionOperations } from "./permissions/permission-operations.ts";
import { provisionedOperations } from "./provisioned/provisioned-operations.ts";
import { capacityProviderOperations } from "./managed/capacity-provider-operations.ts";
import { codeSigningOperations } from "./code-signing/code-signing-operations.ts";
import { layerOperations } from "./layers/layer-operations.ts";
import { layerPermissionOperations } from "./layers/layer-permissions.ts";
import { concurrencyOperations } from "./operations/concurrency-operations.ts";
import { functionOperations } from "./operations/function-operations.ts";
import {
  invokeOperation,
  invokeWithResponseStreamOperation,
} from "./operations/invoke-operation.ts";
import { recursionOperations } from "./operations/recursion-operations.ts";
import { taggedFunctions, tagOperations } from "./operations/tag-operations.ts";

/** The operations of Lambda. */
export const lambdaOperations: Operations = {
  ...functionOperations,
  ...concurrencyOperations,
  ...recursionOperations,
  ...asynchronousOperations,
  ...versionOperations,
  ...aliasOperations,
  ...provisionedOperations,
  ...permissionOperations,
  ...codeSigningOperations,
  ...layerOperations,
  ...layerPermissionOperations,
  ...capacityProviderOperations,
  ...urlOperations,
  ...durableOperations,
  Invoke: invokeOperation,
  InvokeWithResponseStream: invokeWithResponseStreamOperation,
  ...eventSourceMappingOperations,
  ...tagOperations([taggedFunctions, taggedMappings]),
};
