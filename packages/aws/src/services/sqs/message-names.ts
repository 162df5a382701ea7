import { base64Of, bytesOfBase64, type SlabId } from "@orrery/kernel";
import { uuidOf } from "../../text/hexadecimal.ts";
import { mix } from "../../text/mix.ts";
import { textOfUtf8, utf8Of } from "../../text/utf8.ts";
import type { MessageIdentity, Receipt } from "./protocol.ts";

const unit = 2 ** 32;

/** A UUID for each message of a run, which follows from the message's identity alone. */
export function messageIdOf({ queue, message }: MessageIdentity): string {
  // Three words that the identity follows from, so that no two identities share a UUID.
  const high = Math.floor(message / unit);
  const first = mix((message % unit) ^ mix(queue + 0x5151));
  const second = mix((high + first) >>> 0);
  const third = mix(queue ^ first ^ second);
  const rest = mix(first ^ Math.imul(third, 3));
  return uuidOf(
    first,
    (second & 0xffff0000) | 0x4000 | ((second >>> 4) & 0xfff),
    ((0x8000 | ((second & 0xf) << 10) | (rest & 0x3ff)) << 16) | (third >>> 16),
    (third << 16) | (rest >>> 16),
  );
}

const handlePrefix = "AQEB";
const handleBytes = 27; // A multiple of 3: base64 leaves no bits over.

/** The name of one receive of a message, opaque to those who hold it. */
export function receiptHandleOf({ queue, id, message, receive }: Receipt): string {
  const bytes = new Uint8Array(handleBytes);
  writeNumber(bytes, 4, 4, queue);
  writeNumber(bytes, 8, 7, id);
  writeNumber(bytes, 15, 7, message);
  writeNumber(bytes, 22, 5, receive);
  const check = checkOf(bytes);
  writeNumber(bytes, 0, 4, check);
  whiten(bytes, check);
  return handlePrefix + base64Of(bytes);
}

/** The receipt that a handle names; `undefined` when no queue can have given it. */
export function receiptOf(handle: string): Receipt | undefined {
  if (!handle.startsWith(handlePrefix)) return undefined;
  const bytes = bytesOfBase64(handle.slice(handlePrefix.length));
  if (bytes?.length !== handleBytes) return undefined;
  const check = readNumber(bytes, 0, 4);
  whiten(bytes, check);
  if (checkOf(bytes) !== check) return undefined;
  return {
    queue: readNumber(bytes, 4, 4),
    id: readNumber(bytes, 8, 7) as SlabId, // As receiptHandleOf wrote it.
    message: readNumber(bytes, 15, 7),
    receive: readNumber(bytes, 22, 5),
  };
}

/** Twenty digits that grow with the number; not consecutive, as in AWS. */
export function sequenceNumberOf(sequenceNumber: number): string {
  return `${18_850_000_000_000_000_000n + BigInt(sequenceNumber) * 256n}`;
}

/** The unique id of the user of an account who sends all its messages. */
export function senderIdOf(accountId: string): string {
  let word = 0x811c9dc5;
  for (const byte of utf8Of(accountId)) word = Math.imul(word ^ byte, 0x01000193);
  let id = "AIDA";
  for (let letter = 0; letter < 17; letter += 1) {
    word = mix(word + letter);
    id += "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[word & 31]!;
  }
  return id;
}

/** A task that moves messages, and the ARN of the queue that it moves them from. */
export interface MoveTaskName {
  readonly taskId: string;
  readonly sourceArn: string;
}

/** The handle of a task that moves messages. */
export const taskHandleOf = ({ taskId, sourceArn }: MoveTaskName): string =>
  base64Of(utf8Of(JSON.stringify({ taskId, sourceArn })));

/** The task that a handle names; `undefined` when it cannot be one. */
export function moveTaskOf(handle: string): MoveTaskName | undefined {
  const bytes = bytesOfBase64(handle);
  const text = (bytes === null ? null : textOfUtf8(bytes)) ?? "";
  const [, taskId, sourceArn] =
    /^\{"taskId":"([\w-]+)","sourceArn":"([\w:.-]+)"\}$/.exec(text) ?? [];
  return taskId === undefined || sourceArn === undefined ? undefined : { taskId, sourceArn };
}

function writeNumber(bytes: Uint8Array, at: number, count: number, value: number): void {
  let rest = value;
  for (let place = at + count - 1; place >= at; place -= 1) {
    bytes[place] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

function readNumber(bytes: Uint8Array, at: number, count: number): number {
  let value = 0;
  for (let place = at; place < at + count; place += 1) value = value * 256 + bytes[place]!;
  return value;
}

/** Over all bytes but its own. */
function checkOf(bytes: Uint8Array): number {
  let check = 0x9747b28c;
  for (let place = 4; place < bytes.length; place += 1) check = mix(check ^ bytes[place]!);
  return check;
}

/** Makes handles of one message look unlike each other; doing it twice undoes it. */
function whiten(bytes: Uint8Array, check: number): void {
  for (let place = 4; place < bytes.length; place += 1) {
    bytes[place] = bytes[place]! ^ (mix(check + place) & 255);
  }
}
