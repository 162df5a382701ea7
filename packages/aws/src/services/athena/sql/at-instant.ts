import { formatWallClock } from "../../../text/wall-clock.ts";
import { isSign, isWord, tokensOf } from "./tokens.ts";

const drawn = ["RANDOM", "RAND", "UUID", "SHUFFLE", "TABLESAMPLE"];

/**
 * A statement with the present in place of what asks for it, so that it answers the same whenever it runs. `now`:
 * milliseconds since 1970.
 */
export function atInstant(
  sql: string,
  now: number,
): { readonly sql: string } | { readonly failure: string } {
  const tokens = tokensOf(sql);
  const shown = formatWallClock(now);
  const date = `DATE '${shown.slice(0, 10)}'`;
  const timestamp = `TIMESTAMP '${shown.replace("T", " ").replace("Z", "")}'`;
  let text = "";
  let from = 0;
  for (const [place, token] of tokens.entries()) {
    const isCalled = isSign(tokens[place + 1], "(");
    if (isWord(token, "TABLESAMPLE") || (isCalled && isWord(token, ...drawn))) {
      return { failure: `${token.text.toLowerCase()} answers something else each time` };
    }
    const isNow = isCalled && isWord(token, "NOW") && isSign(tokens[place + 2], ")");
    const value = isWord(token, "CURRENT_DATE")
      ? date
      : isNow || isWord(token, "CURRENT_TIMESTAMP", "LOCALTIMESTAMP")
        ? timestamp
        : null;
    if (value === null) continue;
    text += sql.slice(from, token.at) + value;
    from = isNow ? tokens[place + 2]!.at + 1 : token.at + token.text.length;
  }
  return { sql: text + sql.slice(from) };
}
