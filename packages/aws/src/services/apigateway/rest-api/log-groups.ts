import { memberOf, objectOf, textOf } from "../../../request/params.ts";
import type { LogWriter } from "../../../service/log.ts";
import type { Resource } from "../../../service/resource.ts";
import type { RestApiSettings } from "../config.ts";
import { logOf } from "./access-log.ts";
import type { LogPart, RestApiState } from "./state.ts";

/** A log of an API, and the log group that it is written to. */
interface Log {
  readonly group: string;
  readonly of: LogPart;
}

/** The logs of an API's stages: of requests, of their execution, and of canaries besides. */
function logsOf({ record }: Resource): readonly Log[] {
  const stages = (record["stages"] ?? []) as readonly { readonly shown: object }[]; // As its record has them.
  const id = textOf(memberOf(record["shown"], "id")) ?? "";
  return stages.flatMap(({ shown }) => {
    const said = objectOf(shown as never); // As AWS shows it.
    const stage = textOf(said["stageName"]) ?? "";
    const arn = textOf(memberOf(said["accessLogSettings"], "destinationArn"));
    const access = arn?.split(":log-group:")[1]?.replace(/:\*$/, "");
    const execution = `API-Gateway-Execution-Logs_${id}/${stage}`;
    const isExecuted = Object.values(objectOf(said["methodSettings"])).some((setting) =>
      ["ERROR", "INFO"].includes(textOf(memberOf(setting, "loggingLevel")) ?? ""),
    );
    const hasFormat = memberOf(said["accessLogSettings"], "format") !== undefined;
    const written: readonly (readonly [string, LogPart["log"]])[] = [
      ...(hasFormat
        ? [[access ?? `API-Gateway-Access-Logs_${id}/${stage}`, "access"] as const]
        : []),
      ...(isExecuted ? [[execution, "execution"] as const] : []),
    ];
    return written.flatMap(([group, log]) => [
      { group, of: { stage, log, ofCanary: false } },
      ...(said["canarySettings"] === undefined
        ? []
        : [{ group: `${group}/Canary`, of: { stage, log, ofCanary: true } }]),
    ]);
  });
}

/** How REST APIs log. */
export const restApiLogs: LogWriter = {
  groupsOf: (resource) => logsOf(resource).map(({ group, of }) => ({ group, of: { ...of } })),
  read: (state, settings, until) =>
    logOf(state as RestApiState, settings as RestApiSettings, until), // Of this kind.
};
