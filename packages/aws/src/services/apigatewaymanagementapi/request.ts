import type { ApiModel } from "../../request/api-model.ts";
import { apigatewaymanagementapiModel } from "./model.ts";

/** AWS's model of the management API, but that a message which is too large is refused by the API that it is for: with 413. */
export const apigatewaymanagementapiRequestModel: ApiModel = apigatewaymanagementapiModel.with({
  shapes: { Data: { max: Number.MAX_SAFE_INTEGER } },
});
