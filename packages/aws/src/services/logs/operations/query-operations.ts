import {
  base64Of,
  bytesOfBase64,
  sample,
  type Instant,
  type Plain,
  type Tagged,
} from "@orrery/kernel";
import { page } from "../../../request/page.ts";
import { numberOf, textOf, textsOf } from "../../../request/params.ts";
import type { LogEvent } from "../../../service/log.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { fieldsOf, type ScannedEvent } from "../insights/event-fields.ts";
import { parseQuery } from "../insights/parse-query.ts";
import { CommandNotModeled, QueryError, type Query } from "../insights/query.ts";
import { runQuery, type QueryResult } from "../insights/run-query.ts";
import { textOfValue } from "../insights/value.ts";
import { logsLimits, queryTime } from "../limits.ts";
import { accountOf, accountRecordOf, changeAccount, type KeptQuery } from "./account-record.ts";
import { clockOf, groupName, invalid, noGroup, recordOf, respond } from "./group-record.ts";
import { askWriters, groupsOf, type Group } from "./read-operations.ts";

/** Operations that ask logs with Logs Insights. */
export const queryOperations: Operations = {
  StartQuery: { begin: beginQuery, next: goOnQuerying },
  StopQuery: { begin: stopQuery },
  GetQueryResults: { begin: showResults },
  DescribeQueries: { begin: describeQueries },
  GetLogGroupFields: asking(shownFields),
  GetLogRecord: asking(shownRecord, (params) => pointerIn(params)?.group ?? ""),
};

/** The names of the groups that a query is about; a refusal where it says none, or says them twice. */
function namesIn(params: PlainObject): readonly string[] | Refused {
  const name = textOf(params["logGroupName"]);
  const names = textsOf(params["logGroupNames"]);
  const identifiers = textsOf(params["logGroupIdentifiers"]);
  const said = [name === undefined ? [] : [name], names, identifiers].filter(
    ({ length }) => length > 0,
  );
  if (said.length !== 1) {
    return invalid(
      said.length === 0
        ? "At least one of logGroupName, logGroupNames or logGroupIdentifiers must be specified."
        : "Only one of logGroupName, logGroupNames or logGroupIdentifiers can be specified.",
    );
  }
  const all = [...new Set(said[0]!.map((each) => groupName({ logGroupIdentifier: each })))];
  return all.length > logsLimits.queryGroups
    ? invalid(`A query can be about ${logsLimits.queryGroups} log groups at most.`)
    : all;
}

const isRefusal = (value: readonly string[] | Refused): value is Refused => "type" in value;

/** What a query says; why it cannot be carried out, where it cannot. */
function queryIn(params: PlainObject): Query | Step {
  const text = textOf(params["queryString"]) ?? "";
  const language = textOf(params["queryLanguage"]) ?? "CWLI";
  if (language !== "CWLI") {
    return { type: "notModeled", what: `Queries in ${language} are not modeled.` };
  }
  try {
    return parseQuery(text);
  } catch (error) {
    if (error instanceof CommandNotModeled) {
      return {
        type: "notModeled",
        what: `${error.message} of Logs Insights is not modeled.`,
      };
    }
    if (!(error instanceof QueryError)) throw error;
    return refused("MalformedQueryException", error.message, {
      queryCompileError: JSON.stringify({
        location: { startCharOffset: error.from, endCharOffset: error.until },
        message: error.message,
      }),
    });
  }
}

// Parameters are seconds since 1970; what is too large for that is taken for milliseconds, as AWS does.
const firstMilliseconds = 100_000_000_000;
const millisecondsOf = (said: number): number => (said >= firstMilliseconds ? said : said * 1_000);

const isRunning = ({ endsAt, isCancelled }: KeptQuery, now: Instant): boolean =>
  !isCancelled && now < endsAt;

function beginQuery(params: PlainObject, plane: ControlPlane): Step {
  const names = namesIn(params);
  if (isRefusal(names)) return names;
  const query = queryIn(params);
  if ("type" in query) return query;
  const [from, until] = [numberOf(params["startTime"])!, numberOf(params["endTime"])!]; // They are there.
  if (until < from) return invalid("Query's end time must not be before its start time.");
  const most = plane.quota("logs.concurrentQueries");
  const running = accountRecordOf(plane).queries.filter((each) => isRunning(each, plane.now));
  if (running.length >= most) {
    return refused(
      "LimitExceededException",
      `Account maximum query concurrency limit of [${most}] reached.`,
    );
  }
  // It is asked once the log events are there.
  accountOf(plane);
  return askWriters((group) => names.includes(group), plane) ?? absent(names[0]!, plane);
}

const absent = (name: string, { accountId }: ControlPlane): Refused =>
  refused(
    "ResourceNotFoundException",
    `Log group '${name}' does not exist for account ID '${accountId}'`,
  );

function goOnQuerying(
  bodies: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  if (bodies[0]?.type === "queryCounted") return respond({ queryId: kept });
  const names = namesIn(params) as readonly string[]; // They were read before.
  const query = queryIn(params) as Query; // Likewise.
  const groups = groupsOf(bodies, kept as readonly string[], plane); // As `begin` gave it.
  const missing = names.find((name) => !groups.some((group) => group.name === name));
  if (missing !== undefined) return absent(missing, plane);
  const from = millisecondsOf(numberOf(params["startTime"])!);
  const until = millisecondsOf(numberOf(params["endTime"])!);
  const isBefore = groups.every(
    ({ resource }) => resource !== undefined && until < recordOf(resource).createdAt,
  );
  if (isBefore) {
    return refused(
      "MalformedQueryException",
      "end date and time is either before the log groups creation time or exceeds the log groups log retention settings",
    );
  }
  const events = groups
    .flatMap((group) => scanned(group, plane))
    .filter(({ timestamp }) => timestamp >= from && timestamp <= until)
    .sort((one, other) => one.timestamp - other.timestamp);
  const most = Math.min(
    numberOf(params["limit"]) ?? logsLimits.queryRows.default,
    logsLimits.queryRows.max,
  );
  const result = runQuery(query, events, most, clockOf(plane));
  const id = plane.uuid();
  keep({ id, text: textOf(params["queryString"])!, groups: names, result }, plane);
  const input = { type: "countQuery", bytes: result.bytesScanned };
  return { type: "ask", resource: accountOf(plane).number, input, kept: id };
}

function keep(
  query: Pick<KeptQuery, "id" | "text" | "groups" | "result">,
  plane: ControlPlane,
): void {
  const { now, latencies } = plane;
  const takes = Math.round(sample(latencies["logs.query"] ?? queryTime, () => 0.5));
  const endsAt = (now + takes) as Instant;
  const made: KeptQuery = { ...query, startedAt: now, endsAt, isCancelled: false };
  const young = accountRecordOf(plane).queries.filter(
    ({ endsAt: end }) => now - end < logsLimits.queryAge,
  );
  changeAccount({ queries: [...young, made] }, plane);
}

/** What was logged in a group, with what each log event is called by. */
function scanned({ name, events }: Group, { accountId }: ControlPlane): readonly ScannedEvent[] {
  const counts = new Map<string, number>();
  return events.map((event: LogEvent) => {
    const place = `${event.stream}\n${event.timestamp}`;
    const count = counts.get(place) ?? 0;
    counts.set(place, count + 1);
    const pointer = base64Of(utf8Of(JSON.stringify([name, event.stream, event.timestamp, count])));
    return { ...event, log: `${accountId}:${name}`, pointer };
  });
}

interface Pointer {
  readonly group: string;
  readonly text: string;
}

function pointerIn(params: PlainObject): Pointer | null {
  const text = textOf(params["logRecordPointer"]) ?? "";
  const bytes = bytesOfBase64(text);
  const [, said] = /^\["((?:[^"\\]|\\.)*)",/.exec((bytes && textOfUtf8(bytes)) ?? "") ?? [];
  return said === undefined ? null : { group: JSON.parse(`"${said}"`) as string, text };
}

function found(params: PlainObject, plane: ControlPlane): KeptQuery | Refused {
  const id = textOf(params["queryId"])!; // It is there.
  const query = accountRecordOf(plane).queries.find((each) => each.id === id);
  if (query !== undefined && plane.now - query.endsAt < logsLimits.queryAge) return query;
  return refused("ResourceNotFoundException", `Query with ID ${id} does not exist.`);
}

const isFound = (query: KeptQuery | Refused): query is KeptQuery => "endsAt" in query;

/** Assumed: a query waits for a tenth of its time before it runs. */
function statusOf(query: KeptQuery, now: Instant): string {
  const { startedAt, endsAt, isCancelled } = query;
  if (isCancelled) return "Cancelled";
  if (now >= endsAt) return "Complete";
  return now - startedAt < (endsAt - startedAt) / 10 ? "Scheduled" : "Running";
}

function stopQuery(params: PlainObject, plane: ControlPlane): Step {
  const query = found(params, plane);
  if (!isFound(query)) return query;
  if (!isRunning(query, plane.now)) {
    return invalid(
      `Query with ID ${query.id} is already ended with status ${statusOf(query, plane.now)}.`,
    );
  }
  const queries = accountRecordOf(plane).queries.map((each) =>
    each.id === query.id ? { ...each, isCancelled: true } : each,
  );
  changeAccount({ queries }, plane);
  return respond({ success: true });
}

const nothing: QueryResult = { rows: [], recordsMatched: 0, recordsScanned: 0, bytesScanned: 0 };

function showResults(params: PlainObject, plane: ControlPlane): Step {
  const query = found(params, plane);
  if (!isFound(query)) return query;
  const status = statusOf(query, plane.now);
  const { rows, recordsMatched, recordsScanned, bytesScanned } =
    status === "Complete" ? query.result : nothing;
  return respond({
    queryLanguage: "CWLI",
    results: rows.map((row) => row.map(({ field, value }) => ({ field, value }))),
    statistics: {
      recordsMatched,
      recordsScanned,
      estimatedRecordsSkipped: 0,
      bytesScanned,
      estimatedBytesSkipped: 0,
      logGroupsScanned: query.groups.length,
    },
    status,
  });
}

function describeQueries(params: PlainObject, plane: ControlPlane): Step {
  const group = textOf(params["logGroupName"]);
  const wanted = textOf(params["status"]);
  const all = accountRecordOf(plane)
    .queries.filter(({ endsAt }) => plane.now - endsAt < logsLimits.queryAge)
    .map((query) => ({ query, status: statusOf(query, plane.now) }))
    .filter(
      ({ query, status }) =>
        (group === undefined || query.groups.includes(group)) &&
        (wanted === undefined || status === wanted),
    )
    .reverse();
  const taken = page(all, params["nextToken"], numberOf(params["maxResults"]) ?? 1_000);
  if (taken === null) return invalid("The specified nextToken is invalid.");
  return respond({
    queries: taken.items.map(({ query, status }) => ({
      queryLanguage: "CWLI",
      queryId: query.id,
      queryString: query.text,
      status,
      createTime: wallClockAt(plane.epochMilliseconds, query.startedAt),
      logGroupName: query.groups[0]!, // There is one.
    })),
    ...(taken.next === null ? {} : { nextToken: taken.next }),
  });
}

type Shown = (group: Group, params: PlainObject, plane: ControlPlane) => PlainObject | Refused;

/** An operation that looks at what was logged in one group. */
function asking(shown: Shown, nameIn: (params: PlainObject) => string = groupName): Operation {
  return {
    begin: (params, plane) => askWriters((group) => group === nameIn(params), plane) ?? noGroup,
    next(bodies, params, plane, kept) {
      const [group] = groupsOf(bodies, kept as readonly string[], plane); // As `begin` gave it.
      if (group === undefined) return noGroup;
      const given = shown(group, params, plane);
      return given["type"] === "refused"
        ? (given as unknown as Refused) // It says so.
        : respond(given as PlainObject);
    },
  };
}

const minute = 60_000;

/** Which fields log events have, of the last 15 minutes or of 8 minutes around a time. */
function shownFields(group: Group, params: PlainObject, plane: ControlPlane): PlainObject {
  const said = numberOf(params["time"]);
  const center = said === undefined ? null : millisecondsOf(said);
  const [from, until] =
    center === null
      ? [clockOf(plane) - 15 * minute, clockOf(plane)]
      : [center - 8 * minute, center + 8 * minute];
  const events = scanned(group, plane).filter(
    ({ timestamp }) => timestamp >= from && timestamp <= until,
  );
  const counts = new Map<string, number>();
  for (const event of events) {
    for (const [name, value] of fieldsOf(event)) {
      if (value !== null && name !== "@ptr") counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  const logGroupFields = [...counts]
    .map(([name, count]) => ({ name, percent: Math.round((100 * count) / events.length) }))
    .filter(({ percent }) => percent >= 1);
  return { logGroupFields };
}

function shownRecord(
  group: Group,
  params: PlainObject,
  plane: ControlPlane,
): PlainObject | Refused {
  const { text = "" } = pointerIn(params) ?? {};
  const event = scanned(group, plane).find(({ pointer }) => pointer === text);
  if (event === undefined) return invalid("The log record pointer is invalid.");
  const logRecord = [...fieldsOf(event)].flatMap(([name, value]) => {
    const shown = textOfValue(value);
    return shown === null ? [] : [[name, shown] as const];
  });
  return { logRecord: Object.fromEntries(logRecord) };
}
