import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { sourcesOf } from "../queue/dead-letter-connection.ts";
import { sqsLimits } from "../limits.ts";
import { queueOf } from "./queue-location.ts";
import { queueKind, queueUrlOf } from "./queue-record.ts";
import { integerWithin, isRefused, textOf, type Checked } from "./request-check.ts";

/** Operations that list queues, page by page. */
export const listOperations: Operations = {
  ListQueues: { begin: listQueues },
  ListDeadLetterSourceQueues: { begin: listDeadLetterSourceQueues },
};

function listQueues(params: PlainObject, plane: ControlPlane): Step {
  const prefix = textOf(params, "QueueNamePrefix");
  if (isRefused(prefix)) return prefix;
  const queues = plane.list(queueKind).filter(({ name }) => name.startsWith(prefix ?? ""));
  const page = pageOf(queues, params, plane);
  if (isRefused(page)) return page;
  const { urls, next } = page;
  return {
    type: "respond",
    response: { ...(urls.length === 0 ? {} : { QueueUrls: urls }), ...next },
  };
}

function listDeadLetterSourceQueues(params: PlainObject, plane: ControlPlane): Step {
  const queue = queueOf(params, plane);
  if (isRefused(queue)) return queue;
  const page = pageOf(sourcesOf(queue, plane), params, plane);
  if (isRefused(page)) return page;
  return { type: "respond", response: { queueUrls: page.urls, ...page.next } };
}

interface Page {
  readonly urls: readonly string[];
  /** Where the next page begins; nothing where AWS gives no token. */
  readonly next: { readonly NextToken?: string };
}

/** A page of queues by name. A token is the name that the page before ended with. */
function pageOf(
  queues: readonly Resource[],
  params: PlainObject,
  plane: ControlPlane,
): Checked<Page> {
  const { min, max } = sqsLimits.listPage;
  const size = integerWithin(
    params,
    "MaxResults",
    min,
    max,
    `MaxResults must be an integer between ${min} and ${max}.`,
  );
  if (isRefused(size)) return size;
  const token = textOf(params, "NextToken");
  if (isRefused(token)) return token;
  const after = token === undefined ? "" : nameIn(token);
  if (after === undefined) {
    return refused("InvalidParameterValue", "Invalid or expired next token.");
  }
  const names = queues.map(({ name }) => name).sort();
  const rest = names.filter((name) => name > after);
  const page = rest.slice(0, size ?? max);
  const last = page.at(-1);
  // Without MaxResults, AWS gives the first thousand and no token.
  const hasNext = size !== undefined && last !== undefined && rest.length > page.length;
  return {
    urls: page.map((name) => queueUrlOf(name, plane)),
    next: hasNext ? { NextToken: base64Of(utf8Of(last)) } : {},
  };
}

function nameIn(token: string): string | undefined {
  const bytes = bytesOfBase64(token);
  return (bytes === null ? null : textOfUtf8(bytes)) ?? undefined;
}
