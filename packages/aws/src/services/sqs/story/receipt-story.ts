import type { TraceEntry } from "@orrery/kernel";
import type { Copies } from "../../../service/copies.ts";
import type { Refused } from "../../../service/refusal.ts";
import { span, wordsOf, type Told } from "../../../service/story.ts";
import type { ChangeMessageVisibility, QueueInput, QueueReply, Receipt } from "../protocol.ts";

/** What is asked of a queue by receipts of a message, as far as no note of the queue tells it. */
export function* readReceiptRequest(
  { component, notes = [] }: TraceEntry,
  input: QueueInput,
  bodies: readonly QueueReply[],
  copies: Copies,
): Generator<Told> {
  for (const [place, { receipt, change }] of requestsIn(input).entries()) {
    const { message } = receipt;
    // What happens after its end is not its story.
    if (!copies.isAlive || !copies.isNamed(component, message)) continue;
    const refusal = refusalOf(bodies, place);
    if (change !== null) {
      yield* readChange(change, refusal, component, copies);
    } else if (refusal !== null) {
      yield { type: "withoutEffect", text: `is not deleted: ${wordsOf(refusal)}` };
    } else if (!notes.some(([, number]) => number === message)) {
      const copy = copies.in(component, message);
      const why =
        copy === undefined || copy.condition === "leaving"
          ? "too late: the queue has given it up"
          : "to no effect: it was received again since";
      yield { type: "withoutEffect", text: `is deleted ${why}` };
    }
  }
}

interface ReceiptRequest {
  readonly receipt: Receipt;
  /** `null`: a deletion. */
  readonly change: ChangeMessageVisibility | null;
}

function requestsIn(input: QueueInput): readonly ReceiptRequest[] {
  switch (input.type) {
    case "deleteMessage":
      return [{ receipt: input.receipt, change: null }];
    case "finish":
      return input.receipts.map((receipt) => ({ receipt, change: null }));
    case "changeMessageVisibility":
      return [{ receipt: input.receipt, change: input }];
    case "changeMessageVisibilityBatch":
      return input.entries.map((change) => ({ receipt: change.receipt, change }));
    default:
      return [];
  }
}

/** Why the request at a place was refused; `null`: it was not. */
function refusalOf(bodies: readonly QueueReply[], place: number): Refused | null {
  for (const body of bodies) {
    if (body.type === "refused") return body;
    if (body.type === "entryResults") return body.results[place] ?? null;
  }
  return null;
}

function* readChange(
  { receipt, visibilityTimeout }: ChangeMessageVisibility,
  refusal: Refused | null,
  component: string,
  copies: Copies,
): Generator<Told> {
  if (refusal !== null) {
    yield { type: "withoutEffect", text: `is not hidden any longer: ${wordsOf(refusal)}` };
    return;
  }
  const copy = copies.in(component, receipt.message);
  // A timeout of 0 makes it visible, which the queue notes.
  if (copy === undefined || visibilityTimeout === 0) return;
  const again = copy.condition === "visible" ? "is hidden again for" : "stays hidden for another";
  copy.condition = "inFlight";
  yield { type: "hidden", text: `${again} ${span(visibilityTimeout)}` };
}
