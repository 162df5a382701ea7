import { describe, expect, it } from "vitest";
import { NotModeledError, type AwsOptions, type PlainObject } from "../../../index.ts";
import { beginning, LogAccount } from "../test/log-account.ts";

type Rows = readonly Readonly<Record<string, string>>[];

/** An account with a group of these messages, a second apart. */
function accountOf(messages: readonly string[], options: AwsOptions = {}): LogAccount {
  const account = new LogAccount(options).group();
  messages.forEach((message, second) => {
    account.to(second + 1).put([message]);
  });
  return account.to(messages.length + 1);
}

function start(account: LogAccount, queryString: string, more: PlainObject = {}): string {
  return account.logs("StartQuery", {
    logGroupName: "shop",
    startTime: beginning / 1_000,
    endTime: beginning / 1_000 + 3_600,
    queryString,
    ...more,
  })["queryId"] as string;
}

const resultOf = (account: LogAccount, queryId: string): PlainObject =>
  account.logs("GetQueryResults", { queryId });

function rowsOf(account: LogAccount, query: string, more: PlainObject = {}): Rows {
  const id = start(account, query, more);
  account.to(account.simulation.now / 1e6 + 3);
  const { results } = resultOf(account, id) as {
    results: readonly (readonly { field: string; value: string }[])[];
  };
  return results.map((row) =>
    Object.fromEntries(
      row.flatMap(({ field, value }) => (field === "@ptr" ? [] : [[field, value]])),
    ),
  );
}

const orders = [
  '{"level":"INFO","order":{"id":1,"items":[{"sku":"a"}]},"took":120,"paid":true}',
  '{"level":"ERROR","order":{"id":2},"took":80,"why":"card refused"}',
  '{"level":"INFO","order":{"id":3},"took":400,"paid":false}',
  "user=anna, method:GET, latency := 12",
  "user=ben, method:PUT, latency := 30",
  "user=anna, method:PUT, latency := 48",
];

describe("commands", () => {
  it("logs.insights.commands: fields, filter, sort, limit, display and dedup go one after another", () => {
    const account = accountOf(orders);
    expect(rowsOf(account, "limit 1")).toEqual([
      { "@timestamp": "2026-11-23 09:00:06.000", "@message": orders[5] },
    ]);
    expect(
      rowsOf(
        account,
        `fields order.id as id, took / 1000 as seconds # in seconds
         | filter level = "INFO" and ispresent(took)
         | sort took desc
         | limit 5`,
      ),
    ).toEqual([
      { id: "3", seconds: "0.4" },
      { id: "1", seconds: "0.12" },
    ]);
    expect(rowsOf(account, "filter @message like /(?i)USER=ANNA/ | display @logStream")).toEqual([
      { "@logStream": "one" },
      { "@logStream": "one" },
    ]);
    expect(
      rowsOf(
        account,
        "parse @message 'user=*,' as user | filter ispresent(user) | dedup user | limit 9",
      ),
    ).toHaveLength(2);
    const ids = rowsOf(
      account,
      "fields order.id | filter level in ['ERROR'] or took > 300 | sort order.id",
    );
    expect(ids).toEqual([{ "order.id": "2" }, { "order.id": "3" }]);
  });

  it("takes parts out of messages, by wildcards and by regular expressions", () => {
    const account = accountOf(orders);
    const found = [
      { user: "anna", method: "PUT", latency: "48" },
      { user: "ben", method: "PUT", latency: "30" },
      { user: "anna", method: "GET", latency: "12" },
    ];
    const globbed =
      'parse @message "user=*, method:*, latency := *" as user, method, latency | filter ispresent(user) | display user, method, latency';
    const matched =
      "parse @message /user=(?<user>\\w+), method:(?<method>\\w+), latency := (?<latency>\\d+)/ | filter user like /./ | display user, method, latency";
    expect(rowsOf(account, globbed)).toEqual(found);
    expect(rowsOf(account, matched)).toEqual(found);
  });

  it("logs.insights.functions: puts rows together, by fields and by time", () => {
    const account = accountOf(orders);
    const parsed = 'parse @message "user=*, method:*, latency := *" as user, method, latency';
    expect(
      rowsOf(
        account,
        `${parsed} | filter ispresent(user)
         | stats count(*) as requests, avg(latency), max(latency) as most, pct(latency, 50) by user
         | sort requests desc`,
      ),
    ).toEqual([
      { user: "anna", requests: "2", "avg(latency)": "30", most: "48", "pct(latency, 50)": "30" },
      { user: "ben", requests: "1", "avg(latency)": "30", most: "30", "pct(latency, 50)": "30" },
    ]);
    expect(rowsOf(account, "stats count(*) by bin(2s) | sort bin(2s) asc | limit 2")).toEqual([
      { "bin(2s)": "2026-11-23 09:00:00.000", "count(*)": "1" },
      { "bin(2s)": "2026-11-23 09:00:02.000", "count(*)": "2" },
    ]);
    expect(
      rowsOf(
        account,
        "stats sum(took) / count(took) as mean, count_distinct(level) as levels, earliest(order.id) as first, sortsLast(level) as last, stddev(took) as spread",
      ),
    ).toEqual(
      [{ mean: "200", levels: "2", first: "1", last: "INFO", spread: "142.3610" }].map((row) => ({
        ...row,
        spread: "142.361",
      })),
    );
    expect(
      rowsOf(
        account,
        "stats count(*) as n by level | filter ispresent(level) | stats max(n) as most",
      ),
    ).toEqual([{ most: "2" }]);
    expect(rowsOf(account, "filter level = 'none' | stats count(*) as n")).toEqual([{ n: "0" }]);
  });

  it("reckons with texts, numbers, times and addresses", () => {
    const account = accountOf(['{"ip":"10.0.1.7","name":" Ann ","n":-7.5}']);
    expect(
      rowsOf(
        account,
        `fields toupper(trim(name)) as said, strlen(name) as signs, concat(ip, "/", n) as both, abs(n) as size,
                floor(n) as low, n * 2 + 1 as sum, 2 ^ 3 as eight, 7 % 4 as rest, substr(ip, 0, 4) as start,
                replace(ip, ".", "-") as dashed, strcontains(ip, "1.7") as has, isIpInSubnet(ip, "10.0.0.0/16") as inside,
                isValidIpv6(ip) as six, coalesce(nothing, "none") as some, greatest(1, n, 3) as most,
                datefloor(@timestamp, 1h) as hour, dateceil(@timestamp, 1mo) as month, toMillis(@timestamp) as at,
                fromMillis(0) as epoch, -n as turned, not ispresent(ip) as absent`,
      ),
    ).toEqual([
      {
        said: "ANN",
        signs: "5",
        both: "10.0.1.7/-7.5",
        size: "7.5",
        low: "-8",
        sum: "-14",
        eight: "8",
        rest: "3",
        start: "10.0",
        dashed: "10-0-1-7",
        has: "1",
        inside: "1",
        six: "0",
        some: "none",
        most: "3",
        hour: "2026-11-23 09:00:00.000",
        month: "2026-12-01 00:00:00.000",
        at: `${beginning + 1_000}`,
        epoch: "1970-01-01 00:00:00.000",
        turned: "7.5",
        absent: "0",
      },
    ]);
  });
});

describe("queries", () => {
  it("logs.insights.fields: finds what Lambda reports, and members of JSON by their paths", () => {
    const account = accountOf(orders);
    account.scripted("worker", "prints");
    account.to(account.simulation.now / 1e6 + 10);
    account.client("lambda", "Invoke", {
      FunctionName: "worker",
      Payload: JSON.stringify({ say: "hello" }),
    });
    const group = { logGroupName: "/aws/lambda/worker" };
    const [report] = rowsOf(
      account,
      'filter @type = "REPORT" | stats max(@memorySize / 1000 / 1000) as size, count(@duration) as n, max(@billedDuration) > 0 as billed',
      group,
    );
    expect(report).toEqual({ size: "128", n: "1", billed: "1" });
    const { logGroupFields } = account.logs("GetLogGroupFields", { logGroupName: "shop" });
    expect(logGroupFields).toContainEqual({ name: "order.items.0.sku", percent: 17 });
    expect(logGroupFields).toContainEqual({ name: "@message", percent: 100 });
    const id = start(account, "filter took = 80");
    account.to(account.simulation.now / 1e6 + 3);
    const { results } = resultOf(account, id) as {
      results: readonly (readonly { field: string; value: string }[])[];
    };
    const logRecordPointer = results[0]!.find(({ field }) => field === "@ptr")!.value;
    expect(account.logs("GetLogRecord", { logRecordPointer })["logRecord"]).toMatchObject({
      why: "card refused",
      "@log": "123456789012:shop",
    });
  });

  it("logs.insights.status: runs for a while, may be stopped, and is kept for seven days", () => {
    const account = accountOf(orders);
    const id = start(account, "fields @message");
    expect(resultOf(account, id)).toMatchObject({ status: "Scheduled", results: [] });
    account.to(8);
    expect(resultOf(account, id)["status"]).toBe("Running");
    account.to(10);
    expect(resultOf(account, id)).toMatchObject({
      status: "Complete",
      statistics: { recordsMatched: 6, recordsScanned: 6, logGroupsScanned: 1 },
    });
    expect(account.logRefusal("StopQuery", { queryId: id })).toContain("InvalidParameterException");
    const other = start(account, "fields @message");
    expect(account.logs("StopQuery", { queryId: other })).toEqual({ success: true });
    expect(resultOf(account, other)["status"]).toBe("Cancelled");
    const { queries } = account.logs("DescribeQueries", { status: "Complete" });
    expect(queries).toMatchObject([{ queryId: id, logGroupName: "shop" }]);
    account.to(8 * 86_400);
    expect(account.logRefusal("GetQueryResults", { queryId: id })).toContain(
      "ResourceNotFoundException",
    );
  });

  it("logs.insights.quotas: so many run at once, and no more", () => {
    const account = accountOf(orders, { quotas: { "logs.concurrentQueries": 2 } });
    start(account, "fields a");
    start(account, "fields a");
    expect(() => start(account, "fields a")).toThrow(
      "Account maximum query concurrency limit of [2] reached.",
    );
    account.to(account.simulation.now / 1e6 + 3);
    start(account, "fields a");
  });

  it("logs.insights.refusals: says what cannot be read, and where", () => {
    const account = accountOf(orders);
    const refusal = (queryString: string, more: PlainObject = {}): string =>
      account.logRefusal("StartQuery", {
        logGroupName: "shop",
        startTime: beginning / 1_000,
        endTime: beginning / 1_000 + 60,
        queryString,
        ...more,
      }); // Parameters of AWS.
    expect(refusal("fields @message | fitler a = 1")).toBe(
      "MalformedQueryException: unexpected symbol found fitler at line 1 and position 19",
    );
    for (const wrong of [
      "",
      "filter a =",
      "stats level",
      "parse @message 'a*b' as c, d",
      "fields nosuch(a)",
      "filter a like /(/",
      "limit 0",
      "dedup a | sort b",
      "fields 'open",
    ]) {
      expect(refusal(wrong), wrong).toContain("MalformedQueryException");
    }
    expect(refusal("fields a", { logGroupName: "none" })).toBe(
      "ResourceNotFoundException: Log group 'none' does not exist for account ID '123456789012'",
    );
    expect(refusal("fields a", { logGroupNames: ["shop"] })).toContain("InvalidParameterException");
    expect(refusal("fields a", { endTime: 0 })).toContain("InvalidParameterException");
    expect(() => start(account, "fields a | pattern @message")).toThrow(NotModeledError);
  });

  it("logs.insights.cost: is billed by what it scans", () => {
    const account = accountOf(orders);
    rowsOf(account, "limit 1");
    const bytes = orders.reduce((sum, message) => sum + message.length, 0);
    expect(account.meter("InsightsBytesScanned", "logs.account:account")).toBe(bytes);
  });

  it("logs.insights.definitions: are kept by name, and put anew by id", () => {
    const account = new LogAccount();
    const put = (params: PlainObject): unknown =>
      account.logs("PutQueryDefinition", {
        name: "errors",
        queryString: "filter a",
        ...params,
      })["queryDefinitionId"]; // Parameters of AWS.
    const id = put({});
    put({ name: "others" });
    expect(put({ queryDefinitionId: id as string, queryString: "filter b" })).toBe(id);
    const { queryDefinitions } = account.logs("DescribeQueryDefinitions", {
      queryDefinitionNamePrefix: "err",
    });
    expect(queryDefinitions).toMatchObject([{ name: "errors", queryString: "filter b" }]);
    account.logs("DeleteQueryDefinition", { queryDefinitionId: id as string });
    expect(
      account.logRefusal("DeleteQueryDefinition", { queryDefinitionId: id as string }),
    ).toContain("ResourceNotFoundException");
  });

  it("logs.insights.values: what is not there is unequal, and numbers have four digits", () => {
    const account = accountOf(['{"a":1}', '{"b":"x"}']);
    expect(rowsOf(account, "fields a, b | filter b != 'x'")).toEqual([{ a: "1" }]);
    expect(rowsOf(account, "fields 1 / 3 as third | limit 1")).toEqual([{ third: "0.3333" }]);
  });
});
