import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { QueryFailure } from "../config.ts";
import { statementOf } from "../sql/statement.ts";
import { isSign, tokensOf } from "../sql/tokens.ts";
import { failing } from "./resolving.ts";

/** The statement that runs: that of a prepared one for EXECUTE, with values in the places of question marks. */
export function executed(
  sql: string,
  parameters: readonly string[],
  statements: readonly PlainObject[],
): { readonly sql: string } | QueryFailure {
  const run = statementOf(sql)?.executes ?? null;
  if (run === null) return filled(sql, parameters);
  const found = statements.find(
    ({ StatementName }) => textOf(StatementName)?.toLowerCase() === run.name.toLowerCase(),
  );
  const text = textOf(found?.["QueryStatement"]);
  if (text === undefined) return failing(`NOT_FOUND: Prepared statement not found: ${run.name}`);
  return filled(text, run.values.length > 0 ? run.values : parameters);
}

function filled(sql: string, values: readonly string[]): { readonly sql: string } | QueryFailure {
  const marks = tokensOf(sql).filter((token) => isSign(token, "?"));
  if (marks.length !== values.length) {
    return failing(
      `INVALID_PARAMETER_USAGE: Incorrect number of parameters: expected ${marks.length} but found ${values.length}`,
    );
  }
  let text = "";
  let from = 0;
  marks.forEach(({ at }, place) => {
    text += sql.slice(from, at) + values[place]!;
    from = at + 1;
  });
  return { sql: text + sql.slice(from) };
}
