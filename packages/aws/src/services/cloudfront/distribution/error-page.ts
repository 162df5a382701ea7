import type { SlabId } from "@orrery/kernel";
import type { HttpHead } from "../../../service/http.ts";
import type { DistributionContext, OpenRequest } from "./declarations.ts";
import { behaviorOf } from "./judging.ts";
import { look, type Steps } from "./steps.ts";

/** Asks for the page of an error in the place of what failed. */
export function lookForPage(
  open: OpenRequest,
  id: SlabId | null,
  page: string,
  errorFor: NonNullable<OpenRequest["errorFor"]>,
  { settings }: DistributionContext,
): Steps {
  const http = pageHead(open.http, page);
  const behavior = behaviorOf(settings.behaviors, http.path);
  const fresh = { asked: null, answer: null, chosen: -1, next: null, last: null };
  return look({ ...open, http, behavior, errorFor, ...fresh }, id);
}

// A memo of a pure function: requests of a workload are one object.
const pages = new WeakMap<HttpHead, HttpHead>();

function pageHead(http: HttpHead, page: string): HttpHead {
  let head = pages.get(http);
  if (head?.path !== page) {
    pages.set(http, (head = { method: "GET", path: page, query: "", headers: http.headers }));
  }
  return head;
}
