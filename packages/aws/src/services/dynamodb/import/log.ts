import type { LogEvent } from "../../../service/log.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { ImportSettings } from "./config.ts";
import type { ImportState } from "./state.ts";

/** The log group of all imports. */
export const importLogGroup = "/aws-dynamodb/imports";

/** The errors of an import as log events; the members of a message are assumed. */
export function loggedEvents(
  { logged }: Pick<ImportState, "logged">,
  { arn, keepsLogs, epochMilliseconds }: ImportSettings,
): readonly LogEvent[] | null {
  if (!keepsLogs) return null;
  return logged.map(({ at, object, item, message }) => ({
    stream: arn.slice(arn.lastIndexOf("/") + 1),
    timestamp: wallClockAt(epochMilliseconds, at),
    message: JSON.stringify({
      importArn: arn,
      s3ObjectKey: object,
      itemIndex: item,
      errorMessage: message,
    }),
  }));
}
