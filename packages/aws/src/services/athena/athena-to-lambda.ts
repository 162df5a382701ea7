import { isObject, listOf, numberOf, objectOf, spelled } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { parseJson } from "../../text/json.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { FederatedTable } from "./config.ts";

/** What a connector is asked, in their order; the last of each split, all at once. */
export type ConnectorRequest =
  "GetTableRequest" | "GetTableLayoutRequest" | "GetSplitsRequest" | "ReadRecordsRequest";

/** Invokes a function of a connector. */
export const connectorCall = (
  request: ConnectorRequest,
  { catalog, database, table, metadataFunction, recordFunction, columns }: FederatedTable,
  queryId: string,
  split: number,
) => ({
  service: "lambda",
  operation: "Invoke",
  params: {
    FunctionName: request === "ReadRecordsRequest" ? recordFunction : metadataFunction,
    Payload: JSON.stringify({
      "@type": request,
      queryId,
      catalogName: catalog,
      tableName: { schemaName: database, tableName: table },
      ...(request === "ReadRecordsRequest"
        ? { split: { spillLocation: null, number: split }, columns }
        : {}),
    }),
  } as PlainObject,
});

/** What a connector answered. */
export interface ConnectorAnswer {
  /** Why the query fails; `null`: it does not. */
  readonly failure: string | null;
  readonly splits: number;
  readonly bytes: number;
  readonly rows: number;
  /** Objects that it has spilled. */
  readonly spilled: number;
}

/** Reads the answer of a connector's function. */
export function connectorAnswer(response: PlainObject): ConnectorAnswer {
  const payload = typeof response["Payload"] === "string" ? response["Payload"] : "";
  const said = parseJson(payload);
  const answer = isObject(said) ? said : {};
  const failure =
    response["FunctionError"] === undefined
      ? null
      : `GENERIC_USER_ERROR: Encountered an exception from your connector: ${spelled(answer["errorMessage"] ?? "Unhandled")}`; // Assumed: the words.
  const splits = answer["splits"];
  return {
    failure,
    splits: Array.isArray(splits) ? splits.length : (numberOf(splits) ?? 1),
    bytes: numberOf(answer["bytes"]) ?? sizeInUtf8(payload),
    rows: numberOf(answer["rows"]) ?? listOf(objectOf(answer)["rows"]).length,
    spilled: listOf(answer["remoteBlocks"]).length,
  };
}
