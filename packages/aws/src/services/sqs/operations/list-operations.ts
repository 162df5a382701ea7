import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { pageByKey } from "../../../request/page.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { sourcesOf } from "../queue/dead-letter-connection.ts";
import { sqsLimits } from "../limits.ts";
import { queueOf } from "./queue-location.ts";
import { queueKind, queueUrlOf } from "./queue-record.ts";
import { textOf } from "../../../request/params.ts";
import { integerWithin, isRefused, type Checked } from "./refusals.ts";

/** Operations that list queues, page by page. */
export const listOperations: Operations = {
  ListQueues: { begin: listQueues },
  ListDeadLetterSourceQueues: { begin: listDeadLetterSourceQueues },
};

function listQueues(params: PlainObject, plane: ControlPlane): Step {
  const prefix = textOf(params["QueueNamePrefix"]) ?? "";
  const queues = plane.list(queueKind).filter(({ name }) => name.startsWith(prefix));
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

interface QueuePage {
  readonly urls: readonly string[];
  /** Where the next page begins; nothing where AWS gives no token. */
  readonly next: { readonly NextToken?: string };
}

/** A page of queues by name. A token is the name that the page before ended with. */
function pageOf(
  queues: readonly Resource[],
  params: PlainObject,
  plane: ControlPlane,
): Checked<QueuePage> {
  const { min, max } = sqsLimits.listPage;
  const size = integerWithin(
    params,
    "MaxResults",
    min,
    max,
    `MaxResults must be an integer between ${min} and ${max}.`,
  );
  if (isRefused(size)) return size;
  const token = textOf(params["NextToken"]);
  const after = token === undefined ? "" : nameIn(token);
  if (after === undefined) {
    return refused("InvalidParameterValue", "Invalid or expired next token.");
  }
  const { items, next } = pageByKey(queues, ({ name }) => name, after, size ?? max);
  return {
    urls: items.map(({ name }) => queueUrlOf(name, plane)),
    // Without MaxResults, AWS gives the first thousand and no token.
    next: size === undefined || next === null ? {} : { NextToken: base64Of(utf8Of(next)) },
  };
}

function nameIn(token: string): string | undefined {
  const bytes = bytesOfBase64(token);
  return (bytes === null ? null : textOfUtf8(bytes)) ?? undefined;
}
