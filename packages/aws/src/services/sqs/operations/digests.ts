import { bytesOfBase64 } from "@orrery/kernel";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { md5OfBytes, md5OfText } from "../../../text/md5.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { MessageAttribute, MessageContent } from "../protocol.ts";

/** The MD5 of a body, in hexadecimal digits. */
export const md5OfBody = (body: string): string => md5OfText(body);

/** The SHA-256 of a body, in hexadecimal digits. */
export const sha256OfBody = (body: string): string => bytesToHex(sha256(utf8Of(body)));

/**
 * The MD5 that SQS gives for message attributes, which are in order of their names; `null` where
 * there are none.
 */
export const md5OfAttributes = (attributes: readonly MessageAttribute[]): string | null =>
  attributes.length === 0 ? null : md5OfAll(attributes);

function md5OfAll(attributes: readonly MessageAttribute[]): string {
  const bytes: number[] = [];
  const appendSized = (part: Uint8Array) => {
    const { length } = part;
    bytes.push(length >>> 24, (length >>> 16) & 255, (length >>> 8) & 255, length & 255);
    for (const byte of part) bytes.push(byte);
  };
  for (const { name, dataType, value } of attributes) {
    const isBinary = isBinaryType(dataType);
    appendSized(utf8Of(name));
    appendSized(utf8Of(dataType));
    bytes.push(isBinary ? 2 : 1);
    appendSized(isBinary ? bytesOfBase64(value)! : utf8Of(value));
  }
  return md5OfBytes(Uint8Array.from(bytes));
}

/** Whether the value of an attribute of this type is base64 of bytes. */
export const isBinaryType = (dataType: string): boolean => dataType.startsWith("Binary");

// Memos of pure functions of values: computed when somebody looks, and once for each content.
const bodyDigests = new WeakMap<MessageContent, string>();
const bodyHashes = new WeakMap<MessageContent, string>();
const attributeDigests = new WeakMap<readonly MessageAttribute[], string | null>();

/** What is shorter is digested sooner than it is remembered. */
const shortBody = 512;

/** As {@link md5OfBody}, of the body of a content. */
export const md5OfContent = (content: MessageContent): string =>
  content.body.length < shortBody
    ? md5OfBody(content.body)
    : remembered(bodyDigests, content, ({ body }) => md5OfBody(body));

/** As {@link sha256OfBody}, of the body of a content. */
export const sha256OfContent = (content: MessageContent): string =>
  remembered(bodyHashes, content, ({ body }) => sha256OfBody(body));

/** As {@link md5OfAttributes}, of attributes that are asked for again and again. */
export const md5OfSameAttributes = (attributes: readonly MessageAttribute[]): string | null =>
  attributes.length === 0 ? null : remembered(attributeDigests, attributes, md5OfAttributes);

function remembered<Key extends object, Value>(
  memo: WeakMap<Key, Value>,
  key: Key,
  compute: (key: Key) => Value,
): Value {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const value = compute(key);
  memo.set(key, value);
  return value;
}
