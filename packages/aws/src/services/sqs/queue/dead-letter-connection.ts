import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { sqsQueueByArn } from "../operations/queue-location.ts";
import { plainRecord, queueKind, recordOf, redrivePolicyOf } from "../operations/queue-record.ts";

/** The queue that a queue gives messages up to; `undefined` for none. */
function deadLetterQueueOf(queue: Resource, plane: ControlPlane): Resource | undefined {
  const policy = redrivePolicyOf(recordOf(queue).attributes);
  return policy === undefined ? undefined : sqsQueueByArn(policy.deadLetterTargetArn, plane);
}

/** Lets the dead-letter queue of `source`, if it has one, move messages back to it. */
export function joinToDeadLetterQueue(source: Resource, plane: ControlPlane): void {
  const target = deadLetterQueueOf(source, plane);
  if (target !== undefined) joinForRedrive(target, source, plane);
}

/** Lets a queue whose name was used before move messages back to those who still name it. */
export function joinSources(target: Resource, plane: ControlPlane): void {
  for (const source of plane.list(queueKind)) {
    if (deadLetterQueueOf(source, plane)?.number !== target.number) continue;
    joinForRedrive(plane.findByNumber(target.number)!, source, plane);
  }
}

/** Connects a queue to one that its move tasks may move messages to, and remembers its ARN. */
export function joinForRedrive(queue: Resource, target: Resource, plane: ControlPlane): void {
  const record = recordOf(queue);
  if (record.peers[target.number] !== undefined) return;
  plane.change(queue, {
    record: plainRecord({ ...record, peers: { ...record.peers, [target.number]: target.arn } }),
    connections: [{ port: "redrive", to: target.number, target: target.number }],
  });
}

/** The queues that give messages up to this one now. */
export const sourcesOf = (queue: Resource, plane: ControlPlane): readonly Resource[] =>
  Object.keys(recordOf(queue).peers).flatMap((number) => {
    const peer = plane.findByNumber(Number(number));
    if (peer === undefined || deadLetterQueueOf(peer, plane)?.number !== queue.number) return [];
    return [peer];
  });
