import type { LogFrom, LogRead, LogsRead, ReadLogs } from "../service/log.ts";
import type { ControlPlane } from "../service/service-model.ts";

/** What all who log, or those of one group, have logged since they were asked last. */
export const logsSince = ({ group, from, except }: ReadLogs, plane: ControlPlane): LogsRead => ({
  type: "logsRead",
  logs: plane.logWriters().flatMap(({ resource, group: own, asks }) => {
    if (resource === except || (group !== null && own !== group)) return [];
    const key = asks.of === undefined ? `${resource}` : `${resource} ${own}`;
    const before = from[key] ?? 0;
    const read = plane.consult(resource, { ...asks, from: before } as LogFrom & typeof asks);
    if (read.type !== "logRead") return []; // It is gone.
    const { events, next } = read as LogRead; // It says so.
    return events === null || next === before ? [] : [{ key, group: own, events, next }];
  }),
});
