import {
  identifier,
  parseArguments,
  parseExpression,
  parseReference,
  referenceStart,
} from "./parse-expression.ts";
import type { Branch, TemplateNode } from "./template-node.ts";
import { TemplateReader } from "./template-reader.ts";

/** What is between two parts of a template that are not text. */
const plainText = /[^$#\\]+/y;
/** Directives that no macro is called as. */
const directives = "set|if|elseif|else|end|foreach|define|macro|break|stop|evaluate|include|parse";
const directive = new RegExp(
  `#(?:(?:${directives})(?![a-zA-Z0-9_-])|\\{(?:${directives})\\})`,
  "y",
);
/** Ends of blocks. */
const closing = /#(?:(?:end|else|elseif)(?![a-zA-Z0-9_-])|\{(?:end|else|elseif)\})/y;
/** What a directive takes with it behind itself: the rest of its line, where nothing stands on that. */
const restOfLine = /[ \t]*\r?\n/y;

/**
 * Parses a mapping template: the Velocity Template Language of version 1.7, as API Gateway has it.
 *
 * @throws TemplateError where it cannot be read.
 */
export function parseTemplate(text: string): readonly TemplateNode[] {
  const reader = new TemplateReader(text);
  const nodes = parseBlock(reader);
  if (!reader.isAtEnd) throw reader.wrong("the end of the template");
  return nodes;
}

/** Reads up to the end of the block that this is in, which stays. */
function parseBlock(reader: TemplateReader): TemplateNode[] {
  const nodes: TemplateNode[] = [];
  const say = (text: string): void => {
    const last = nodes.at(-1);
    if (last?.type === "text") nodes[nodes.length - 1] = { type: "text", text: last.text + text };
    else if (text !== "") nodes.push({ type: "text", text });
  };
  while (!reader.isAtEnd && !reader.sees(closing)) {
    const plain = reader.take(plainText) ?? escapedIn(reader);
    if (plain !== undefined) {
      say(plain);
      continue;
    }
    if (reader.sees(referenceStart)) {
      nodes.push(parseReferenceOr(reader, say));
      continue;
    }
    if (reader.sees(/#/y)) {
      const node = parseDirective(reader);
      if (typeof node === "string") say(node);
      else if (node !== null) nodes.push(node);
      continue;
    }
    say(reader.expect(/[\s\S]/y, "text"));
  }
  return nodes;
}

/** A reference; what only begins as one, such as `$a.b(`, is as much of it as there is. */
function parseReferenceOr(reader: TemplateReader, say: (text: string) => void): TemplateNode {
  const { at } = reader;
  try {
    return parseReference(reader, parseTemplate);
  } catch (error) {
    if (reader.text[at + 1] !== "{" && reader.text[at + 2] !== "{") throw error;
    // Braces that are none of a reference, such as in `${a b}`, are text.
    reader.at = at;
    const opening = reader.expect(/\$!?\{/y, "a reference");
    say(opening);
    return { type: "text", text: "" };
  }
}

/** Backslashes before a reference or a directive halve, and an odd one makes text of it; others are text. */
function escapedIn(reader: TemplateReader): string | undefined {
  const { at } = reader;
  const slashes = reader.take(/\\+/y);
  if (slashes === undefined) return undefined;
  const isReference = reader.sees(referenceStart);
  if (!isReference && !reader.sees(directive)) return slashes;
  const kept = "\\".repeat(Math.floor(slashes.length / 2));
  if (slashes.length % 2 === 0) return kept === "" ? undefined : kept;
  if (!isReference) return `${kept}${reader.expect(directive, "a directive")}`;
  const from = reader.at;
  try {
    parseReference(reader, parseTemplate);
  } catch {
    reader.at = at + slashes.length + 1;
  }
  return kept + reader.text.slice(from, reader.at);
}

/** A directive or a macro; a text where it is none; `null`: a comment. */
function parseDirective(reader: TemplateReader): TemplateNode | string | null {
  if (reader.take(/##[^\n]*\n?/y) !== undefined) return null;
  if (reader.take(/#\*[\s\S]*?(?:\*#|$)/y) !== undefined) return null;
  const raw = reader.take(/#\[\[[\s\S]*?\]\]#/y);
  if (raw !== undefined) return raw.slice(3, -3);
  const written = reader.take(directive);
  return written === undefined
    ? parseMacroCall(reader)
    : parseKnown(reader, written.replaceAll(/[#{}]/g, ""));
}

function parseKnown(reader: TemplateReader, name: string): TemplateNode {
  switch (name) {
    case "set":
      return parseSet(reader);
    case "if":
      return parseIf(reader);
    case "foreach":
      return parseForeach(reader);
    case "define": {
      open(reader);
      reader.expect(/\$!?\{?/y, "a reference");
      const defined = reader.expect(identifier, "a name");
      reader.take(/\}/y);
      close(reader);
      return { type: "define", name: defined, body: parseBody(reader) };
    }
    case "macro":
      return parseMacro(reader);
    case "evaluate": {
      open(reader);
      const template = parseExpression(reader, parseTemplate);
      reader.expect(/\)/y, ")");
      return { type: "evaluate", template };
    }
    case "break":
      return { type: "break" };
    case "stop":
      return { type: "stop" };
    default:
      throw reader.wrong(`no #${name}, which API Gateway does not have`);
  }
}

function parseSet(reader: TemplateReader): TemplateNode {
  open(reader);
  const to = parseReference(reader, parseTemplate);
  reader.expect(/\s*=/y, "=");
  const value = parseExpression(reader, parseTemplate);
  close(reader);
  return { type: "set", to, value };
}

function parseIf(reader: TemplateReader): TemplateNode {
  const branches: Branch[] = [{ condition: parseCondition(reader), body: parseBlock(reader) }];
  for (;;) {
    const name = reader.expect(closing, "#end").replaceAll(/[#{}]/g, "");
    if (name === "end") {
      reader.take(restOfLine);
      return { type: "if", branches };
    }
    if (name === "elseif") {
      branches.push({ condition: parseCondition(reader), body: parseBlock(reader) });
      continue;
    }
    reader.take(restOfLine);
    branches.push({ condition: null, body: parseBlock(reader) });
  }
}

function parseCondition(reader: TemplateReader) {
  open(reader);
  const condition = parseExpression(reader, parseTemplate);
  close(reader);
  return condition;
}

function parseForeach(reader: TemplateReader): TemplateNode {
  open(reader);
  reader.expect(/\$!?\{?/y, "a reference");
  const name = reader.expect(identifier, "a name");
  reader.take(/\}/y);
  reader.expect(/\s+in\b/y, "in");
  const over = parseExpression(reader, parseTemplate);
  close(reader);
  return { type: "foreach", name, over, body: parseBody(reader) };
}

function parseMacro(reader: TemplateReader): TemplateNode {
  open(reader);
  const name = reader.expect(identifier, "a name");
  const parameters: string[] = [];
  while (reader.take(/[\s,]*\$!?\{?/y) !== undefined) {
    parameters.push(reader.expect(identifier, "a name"));
    reader.take(/\}/y);
  }
  close(reader);
  return { type: "macro", name, parameters, body: parseBody(reader) };
}

/** A call such as `#hello("a")`, or `#@hello() body #end`; text where no parentheses follow. */
function parseMacroCall(reader: TemplateReader): TemplateNode | string {
  const from = reader.at;
  const hash = reader.expect(/#@?/y, "#");
  const name = reader.take(identifier);
  if (name === undefined || reader.take(/[ \t]*\(/y) === undefined) {
    return reader.text.slice(from, reader.at);
  }
  const behindName = reader.at;
  try {
    const args = parseArguments(reader, parseTemplate);
    const written = reader.text.slice(from, reader.at);
    const body = hash === "#@" ? parseBody(reader) : [];
    return { type: "callMacro", name, args, body, written };
  } catch {
    reader.at = behindName; // Words behind a hash that are no call.
    return reader.text.slice(from, behindName);
  }
}

/** What is up to the `#end` of a block, which is read. */
function parseBody(reader: TemplateReader): TemplateNode[] {
  const body = parseBlock(reader);
  reader.expect(/#(?:end(?![a-zA-Z0-9_-])|\{end\})/y, "#end");
  reader.take(restOfLine);
  return body;
}

function open(reader: TemplateReader): void {
  reader.expect(/\s*\(\s*/y, "(");
}

function close(reader: TemplateReader): void {
  reader.expect(/\s*\)/y, ")");
  reader.take(restOfLine);
}
