import type { Plain } from "@orrery/kernel";
import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { snsLimits } from "../limits.ts";
import { invalid, isRefused, respond, textOf, type Checked } from "./request-check.ts";
import type { Step } from "../../../service/service-model.ts";

/** A page of a list: `key` tells its items apart, in the order of the list. */
export function pageOf<Item>(
  items: readonly Item[],
  params: PlainObject,
  {
    name,
    token = "NextToken",
    keyOf,
    show,
    most = snsLimits.listPage,
  }: {
    readonly name: string;
    readonly token?: string;
    keyOf(item: Item): string;
    show(item: Item): Plain;
    readonly most?: number;
  },
): Step {
  const start = startOf(items, textOf(params, token), token, keyOf);
  if (isRefused(start)) return start;
  const page = items.slice(start, start + most);
  const last = page.at(-1);
  const hasNext = last !== undefined && start + page.length < items.length;
  return respond({
    [name]: page.map(show),
    ...(hasNext ? { [token]: base64Of(utf8Of(keyOf(last))) } : {}),
  });
}

function startOf<Item>(
  items: readonly Item[],
  given: string | undefined,
  token: string,
  keyOf: (item: Item) => string,
): Checked<number> {
  if (given === undefined) return 0;
  const bytes = bytesOfBase64(given);
  const key = (bytes === null ? null : textOfUtf8(bytes)) ?? undefined;
  const place = items.findIndex((item) => keyOf(item) === key);
  return place < 0 ? invalid(`${token} Reason: Invalid pagination token`) : place + 1;
}
