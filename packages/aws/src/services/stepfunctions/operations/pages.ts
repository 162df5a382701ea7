import { numberOf, textOf } from "../../../request/params.ts";
import { page, type Page } from "../../../request/page.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { stepFunctionsLimits } from "../limits.ts";
import { invalidToken, type Checked } from "./records.ts";

/** How many items a page has at most; 0 is as good as nothing. */
export const mostOf = (
  params: PlainObject,
  usual: number = stepFunctionsLimits.page.default,
): number => {
  const most = numberOf(params["maxResults"]) ?? 0;
  return most === 0 ? usual : most;
};

/** A page of a listing, as a request asks for it. */
export function pageOf<Item>(items: readonly Item[], params: PlainObject): Checked<Page<Item>> {
  return page(items, tokenOf(params), mostOf(params)) ?? invalidToken;
}

/** Where a page begins, by what tokens say; `undefined`: at the beginning. */
export function tokenOf(params: PlainObject): string | undefined {
  return textOf(params["nextToken"]);
}

/** The token of the next page, where there is one. */
export const nextToken = (next: string | null): PlainObject =>
  next === null ? {} : { nextToken: next };
