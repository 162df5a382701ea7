import { base64Of, bytesOfBase64 } from "@orrery/kernel";
import type { TaskReference } from "./protocol.ts";
import { textOfUtf8, utf8Of } from "../../text/utf8.ts";

const mark = "AQCkAAAAKgAAAAMAAAAA";

/** The token by which a worker speaks of a task. */
export const taskToken = ({ stateMachine, strand, attempt }: TaskReference): string =>
  `${mark}${base64Of(utf8Of(`${stateMachine}/${strand}/${attempt}`))}`;

/** What a token names; `null`: it is none. */
export function taskNamed(token: string): TaskReference | null {
  if (!token.startsWith(mark)) return null;
  const bytes = bytesOfBase64(token.slice(mark.length));
  const text = bytes == null ? null : textOfUtf8(bytes);
  const [, stateMachine, strand, attempt] = /^(\d+)\/(\d+)\/(\d+)$/.exec(text ?? "") ?? [];
  return stateMachine === undefined
    ? null
    : { stateMachine: Number(stateMachine), strand: Number(strand), attempt: Number(attempt) };
}
