import type { Plain } from "@orrery/kernel";
import { memberOf, textOf } from "../../../request/params.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { invalid } from "../value/value-check.ts";

/** The key that items are encrypted with; `null`: one that DynamoDB owns. */
export function encryptionIn(given: Plain | undefined, plane: ControlPlane): string | null {
  if (memberOf(given, "Enabled") !== true) return null;
  const { partition, region, accountId } = plane;
  return (
    textOf(memberOf(given, "KMSMasterKeyId")) ??
    `arn:${partition}:kms:${region}:${accountId}:key/aws-managed-dynamodb`
  );
}

/** What AWS has against how a request says that items are encrypted; `null` for nothing. */
export function againstEncryption(given: Plain | undefined): Refused | null {
  const type = textOf(memberOf(given, "SSEType"));
  const hasKey = memberOf(given, "KMSMasterKeyId") !== undefined;
  const wrong = (text: string) => invalid(`One or more parameter values were invalid: ${text}`);
  if (type === "AES256") return wrong("SSEType AES256 is not supported");
  if (memberOf(given, "Enabled") === true) return null;
  if (type !== undefined) return wrong("SSEType can not be specified if Enabled is false");
  return hasKey ? wrong("KMSMasterKeyId can not be specified if Enabled is false") : null;
}
