/* eslint-disable no-console -- Handlers print. */
import { seconds, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { NotModeledError, simulate, type PlainObject, type Scripts } from "../../index.ts";
import { filterPattern } from "./pattern/filter-pattern.ts";

type Answer = Readonly<Record<string, unknown>>;

const scripts: Scripts = {
  *prints(event) {
    const { say } = event as { say: string };
    console.log(say);
    return null;
  },
};

function account(logs = true, functions: Readonly<Record<string, PlainObject>> = { worker: {} }) {
  const simulation = simulate({ scripts, logs, startsAt: "2026-11-23T09:00:00Z" });
  const client = simulation.client();
  for (const [FunctionName, more] of Object.entries(functions)) {
    client.call("lambda", "CreateFunction", {
      FunctionName,
      Runtime: "python3.13",
      Handler: "index.handler",
      Role: "arn:aws:iam::123456789012:role/worker",
      Code: { ZipFile: "" },
      Behavior: { type: "script", name: "prints" },
      ...more,
    });
  }
  const say = (text: string, FunctionName = "worker") =>
    client.call("lambda", "Invoke", { FunctionName, Payload: JSON.stringify({ say: text }) });
  const logsOf = (operation: string, params: PlainObject = {}) =>
    client.call("logs", operation, params) as Answer;
  const messages = (params: PlainObject): readonly string[] =>
    (
      logsOf("FilterLogEvents", { logGroupName: "/aws/lambda/worker", ...params })[
        "events"
      ] as readonly {
        message: string;
      }[]
    ).map(({ message }) => message.trim());
  return { simulation, client, say, logsOf, messages };
}

describe("log groups and streams", () => {
  it("logs.groups.of-functions: are there once something was logged, and may be shared", () => {
    const shared = { LoggingConfig: { LogGroup: "shop" } };
    const { say, logsOf } = account(true, { worker: {}, one: shared, two: shared });
    const names = (params: PlainObject = {}) =>
      (logsOf("DescribeLogGroups", params)["logGroups"] as readonly { logGroupName: string }[]).map(
        ({ logGroupName }) => logGroupName,
      );
    expect(names()).toEqual([]);
    for (const name of ["worker", "one", "two"]) say(`by ${name}`, name);
    expect(names()).toEqual(["/aws/lambda/worker", "shop"]);
    expect(names({ logGroupNamePrefix: "/aws" })).toEqual(["/aws/lambda/worker"]);
    const { events } = logsOf("FilterLogEvents", { logGroupName: "shop", filterPattern: "by" });
    expect(events).toHaveLength(2);
  });

  it("logs.streams.order: by name or by last event, up or down, page by page", () => {
    const { simulation, say, logsOf } = account();
    say("one");
    simulation.run({ until: seconds(3_600) as number as Instant });
    say("two");
    simulation.run({ until: seconds(7_200) as number as Instant });
    say("three");
    const streams = (params: PlainObject) =>
      logsOf("DescribeLogStreams", { logGroupName: "/aws/lambda/worker", ...params });
    const times = ({ logStreams }: Answer) =>
      (logStreams as readonly { lastEventTimestamp: number }[]).map(
        (each) => each.lastEventTimestamp,
      );
    const byTime = times(streams({ orderBy: "LastEventTime" }));
    expect(byTime).toHaveLength(3);
    expect([...byTime].sort((one, other) => one - other)).toEqual(byTime);
    expect(times(streams({ orderBy: "LastEventTime", descending: true }))).toEqual(
      [...byTime].reverse(),
    );
    const first = streams({ limit: 2 });
    const rest = streams({ limit: 2, nextToken: first["nextToken"] as string });
    expect([times(first).length, times(rest).length]).toEqual([2, 1]);
    expect(rest["nextToken"]).toBeUndefined();
    expect(() => streams({ orderBy: "LastEventTime", logStreamNamePrefix: "2026" })).toThrow(
      "Cannot order by LastEventTime with a logStreamNamePrefix.",
    );
  });

  it("logs.groups.absent: what is not there is not found", () => {
    const { say, logsOf } = account();
    const absent = { logGroupName: "/aws/lambda/worker" };
    expect(() => logsOf("FilterLogEvents", absent)).toThrow(
      "The specified log group does not exist.",
    );
    say("something");
    expect(() => logsOf("GetLogEvents", { ...absent, logStreamName: "none" })).toThrow(
      "The specified log stream does not exist.",
    );
  });

  it("are kept where the run is told so, and whoever reads them hears where it is not", () => {
    const { say, logsOf } = account(false);
    say("something");
    expect(() => logsOf("FilterLogEvents", { logGroupName: "/aws/lambda/worker" })).toThrow(
      NotModeledError,
    );
    expect(() => logsOf("FilterLogEvents", { logGroupName: "/aws/lambda/worker" })).toThrow(
      "logs: true",
    );
  });
});

describe("log events", () => {
  it("logs.events.pages: the latest first or the earliest, with tokens for both ways", () => {
    const { say, logsOf } = account();
    for (const text of ["a", "b", "c"]) say(text);
    const group = { logGroupName: "/aws/lambda/worker" };
    const [{ logStreamName }] = logsOf("DescribeLogStreams", group)["logStreams"] as [
      { logStreamName: string },
    ];
    const get = (params: PlainObject = {}) => {
      const page = logsOf("GetLogEvents", { ...group, logStreamName, ...params });
      const events = page["events"] as readonly { message: string }[];
      return { ...page, first: events[0]?.message, count: events.length } as Record<
        string,
        unknown
      >;
    };
    expect(get()["count"]).toBe(13);
    expect(get({ limit: 3 })["first"]).toBe("c\n");
    const head = get({ limit: 3, startFromHead: true });
    expect(head["first"]).toMatch(/^INIT_START/);
    const second = get({ limit: 3, nextToken: head["nextForwardToken"] as string });
    expect(second["first"]).toMatch(/^END/);
    const back = get({ limit: 3, nextToken: second["nextBackwardToken"] as string });
    expect(back["first"]).toMatch(/^INIT_START/);
    const end = get({ nextToken: get()["nextForwardToken"] as string });
    expect(end["count"]).toBe(0);
    expect(end["nextForwardToken"]).toBe(get()["nextForwardToken"]);
    expect(() => get({ nextToken: "x" })).toThrow("The specified nextToken is invalid.");
  });

  it("logs.events.time-range: from the start on, before the end", () => {
    const { simulation, say, messages } = account();
    say("early");
    simulation.run({ until: seconds(100) as number as Instant });
    say("late");
    const middle = Date.parse("2026-11-23T09:01:00Z");
    expect(messages({ filterPattern: "-RequestId", endTime: middle }).at(-1)).toBe("early");
    expect(messages({ filterPattern: "-RequestId -INIT", startTime: middle })).toEqual(["late"]);
  });

  it("logs.ingestion.at-once: are there as soon as they were logged", () => {
    const { say, messages } = account();
    say("now");
    expect(messages({ filterPattern: "now" })).toEqual(["now"]);
  });

  it("logs.filter.across-streams: of all streams in order of time, of some, or page by page", () => {
    const { simulation, say, logsOf, messages } = account();
    say("one");
    simulation.run({ until: seconds(3_600) as number as Instant });
    say("two");
    const group = { logGroupName: "/aws/lambda/worker" };
    const streams = logsOf("DescribeLogStreams", { ...group, orderBy: "LastEventTime" })[
      "logStreams"
    ] as readonly { logStreamName: string }[];
    const said = { filterPattern: "?one ?two" };
    expect(messages(said)).toEqual(["one", "two"]);
    expect(messages({ ...said, logStreamNames: [streams[1]!.logStreamName] })).toEqual(["two"]);
    expect(messages({ ...said, logStreamNamePrefix: streams[0]!.logStreamName })).toEqual(["one"]);
    const first = logsOf("FilterLogEvents", { ...group, ...said, limit: 1 });
    expect(messages({ ...said, limit: 1, nextToken: first["nextToken"] as string })).toEqual([
      "two",
    ]);
    const [event] = first["events"] as [{ eventId: string; logStreamName: string }];
    expect(event.eventId).toMatch(/^\d{56}$/);
    expect(() => messages({ filterPattern: "{ $.a" })).toThrow("Invalid filter pattern");
  });
});

describe("a filter pattern", () => {
  const order = '{"level":"ERROR","order":{"id":7,"items":["x","y"]},"ok":false,"by":null}';
  const access = '127.0.0.1 - bob [10/Oct/2026 13:25:15] "GET /a HTTP/1.0" 404 1534';
  it.each<readonly [string, string, boolean]>([
    ["", "anything", true],
    ["ERROR", "an ERROR here", true],
    ["error", "an ERROR here", false],
    ["ERROR Exception", "ERROR: Exception", true],
    ["ERROR Exception", "ERROR alone", false],
    ["?ERROR ?WARN", "WARN", true],
    ["?ERROR ?WARN", "INFO", false],
    ["ERROR -Exiting", "ERROR Exiting", false],
    ["ERROR -Exiting", "ERROR staying", true],
    ['"INTERNAL SERVER ERROR"', "INTERNAL SERVER ERROR", true],
    ['"INTERNAL SERVER ERROR"', "INTERNAL ERROR SERVER", false],
    ["%[Ee]rr.r%", "an Errxr", true],
    ["%^ERROR%", "an ERROR", false],
    ['{ $.level = "ERROR" }', order, true],
    ['{ $.level = "ERR*" }', order, true],
    ['{ $.level != "ERROR" }', order, false],
    ["{ $.order.id > 6 }", order, true],
    ["{ $.order.id >= 8 }", order, false],
    ['{ $.order.items[1] = "y" }', order, true],
    ["{ $.ok IS FALSE }", order, true],
    ["{ $.by IS NULL }", order, true],
    ["{ $.gone NOT EXISTS }", order, true],
    ['{ ($.order.id = 1 || $.order.id = 7) && $.level = "ERROR" }', order, true],
    ["{ $.level = %^ERR% }", order, true],
    ["{ $.level = ERROR }", "no JSON", false],
    ["[ip, id, user, time, request, status, size]", access, true],
    ["[ip, id, user, time, request, status = 4*, size > 1000]", access, true],
    ["[ip, id, user, time, request, status = 5*, size]", access, false],
    ["[ip, ..., size > 2000]", access, false],
    ["[..., status = 404, size]", access, true],
    ["[ip, user]", access, false],
  ])("logs.filter.pattern: %s of %s: %s", (pattern, message, is) => {
    expect(filterPattern(pattern)!(message)).toBe(is);
  });

  it.each(["{ $.a }", "{ $.a = 1", "[a", "[..., ...]", '"open', "%(a)%"])(
    "refuses %s",
    (pattern) => {
      expect(filterPattern(pattern)).toBeNull();
    },
  );
});
