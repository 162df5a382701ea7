import { ConfigError, durationOf, shownValue, type Duration, type Plain } from "@orrery/kernel";
import {
  isObject,
  listOf,
  memberOf,
  numberOf,
  objectOf,
  spelled,
  textOf,
} from "../../request/params.ts";
import type { Extra } from "../../service/extras.ts";
import type { PlainObject } from "../../service/refusal.ts";

/** What a scenario says of some queries. */
export interface QuerySaid {
  readonly bytes: number | null;
  readonly time: Duration | null;
  readonly rows: number | null;
  readonly resultBytes: number | null;
  readonly written: number | null;
  readonly failures: number;
  readonly error: string;
  /** Names of columns with their rows; `null`: nothing is answered. */
  readonly answer: {
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | null)[])[];
  } | null;
}

const members = [
  "match",
  "named",
  "bytesScanned",
  "time",
  "rows",
  "resultBytes",
  "written",
  "failures",
  "error",
  "answer",
];

/** What queries of a workgroup read, take and answer. */
export const queryBehavior: Extra = {
  text: "What queries of a workgroup read, take and answer, where that does not follow from its tables.",
  form: { members: {}, optional: { queries: "value" } },
  section: {
    name: "workgroups",
    text: "What queries of Athena's workgroups read, take and answer, by logical id.",
    each: "What queries of a workgroup read, take and answer, where that does not follow from its tables.",
    settings: {
      queries: {
        kind: "value",
        text: "A list; the first that fits a query holds: `match`, a text that is in it, or an expression as /…/; or `named`, the name of a named query; with `bytesScanned`, `time`, `rows`, `resultBytes`, `written` (bytes that it writes into tables), `answer` (its rows as objects), `failures` (a share) and `error`.",
      },
    },
    read: (said) => said,
  },
  check(path, value) {
    const queries = memberOf(value, "queries") ?? [];
    if (!Array.isArray(queries)) {
      throw new ConfigError(`${path}.queries`, "a list", shownValue(queries));
    }
    listOf(queries).forEach((each, place) => {
      const at = `${path}.queries[${place}]`;
      if (!isObject(each)) throw new ConfigError(at, "a mapping", shownValue(each));
      for (const name of Object.keys(each)) {
        if (!members.includes(name))
          throw new ConfigError(at, `one of ${members.join(", ")}`, name);
      }
      saidIn(each, at);
    });
  },
};

const sizes: Readonly<Record<string, number>> = {
  B: 1,
  KB: 2 ** 10,
  MB: 2 ** 20,
  GB: 2 ** 30,
  TB: 2 ** 40,
};

function bytesIn(path: string, said: Plain | undefined): number | null {
  if (said === undefined) return null;
  const [, count, unit] = /^(\d+(?:\.\d+)?)\s*(B|KB|MB|GB|TB)?$/.exec(spelled(said)) ?? [];
  if (count === undefined) throw new ConfigError(path, "a size such as 10GB", shownValue(said));
  return Math.round(Number(count) * sizes[unit ?? "B"]!);
}

function shareIn(path: string, said: Plain | undefined): number {
  const share =
    typeof said === "string" && /^\d+(?:\.\d+)?%$/.test(said)
      ? Number(said.slice(0, -1)) / 100
      : said;
  if (said === undefined) return 0;
  if (typeof share === "number" && share >= 0 && share <= 1) return share;
  throw new ConfigError(path, "a share from 0 to 1, or a percentage", shownValue(said));
}

/** @throws ConfigError */
function saidIn(said: PlainObject, path: string): QuerySaid {
  const rows = numberOf(said["rows"]);
  return {
    bytes: bytesIn(`${path}.bytesScanned`, said["bytesScanned"]),
    time: said["time"] === undefined ? null : durationOf(`${path}.time`, said["time"]),
    rows: rows ?? null,
    resultBytes: bytesIn(`${path}.resultBytes`, said["resultBytes"]),
    written: bytesIn(`${path}.written`, said["written"]),
    failures: shareIn(`${path}.failures`, said["failures"]),
    error: textOf(said["error"]) ?? "GENERIC_INTERNAL_ERROR: the scenario has it fail",
    answer: said["answer"] === undefined ? null : answerIn(said["answer"]),
  };
}

function answerIn(said: Plain): QuerySaid["answer"] {
  const rows = listOf(said);
  const columns = [...new Set(rows.flatMap((row) => Object.keys(objectOf(row))))];
  const cell = (value: Plain | undefined): string | null =>
    value === undefined || value === null
      ? null
      : typeof value === "string"
        ? value
        : JSON.stringify(value);
  return { columns, rows: rows.map((row) => columns.map((name) => cell(memberOf(row, name)))) };
}

/** Of which a scenario says nothing. */
const nothingSaid: QuerySaid = saidIn({}, "");

/** What a scenario says of a query: of its text, or of the named query whose text it has. */
export function queryFor(sql: string, name: string | null, says: Plain): QuerySaid {
  const plain = (text: string): string => text.replaceAll(/\s+/g, " ").trim().toLowerCase();
  const found = listOf(memberOf(says, "queries")).find((each) => {
    const match = textOf(memberOf(each, "match"));
    const named = textOf(memberOf(each, "named"));
    if (named !== undefined) return named === name;
    if (match === undefined) return true;
    const pattern = /^\/(.*)\/([a-z]*)$/s.exec(match);
    return pattern === null
      ? plain(sql).includes(plain(match))
      : new RegExp(pattern[1]!, pattern[2] || "is").test(sql);
  });
  return found === undefined ? nothingSaid : saidIn(objectOf(found), "queries");
}
