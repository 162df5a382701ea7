import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run, type RunOptions } from "../run.ts";

/** A step of a text that shows what to write and what to type. */
export type Step =
  | {
      readonly type: "file";
      readonly line: number;
      readonly name: string;
      readonly text: string;
      readonly language: string;
    }
  | {
      readonly type: "change";
      readonly line: number;
      readonly name: string;
      readonly text: string;
    }
  | {
      readonly type: "command";
      readonly line: number;
      readonly command: string;
      /** What it prints, line by line; `…` stands for any lines, or for any part of one. */
      readonly prints: readonly string[];
    };

/**
 * The steps of a text: a block of code whose fence has the name of a file, such as `ts orders.test.ts`, is written
 * there; one of `diff` with a name changes that file; in a block of `console` each line that begins with `$ ` is typed, and prints the lines behind it.
 */
export function stepsOf(markdown: string): readonly Step[] {
  const steps: Step[] = [];
  const blocks = markdown.matchAll(/^```(\w+)(?: (\S+))?\n((?:(?!^```)[\s\S])*?)^```$/gm);
  for (const { 1: language = "", 2: name, 3: text = "", index } of blocks) {
    const line = markdown.slice(0, index).split("\n").length;
    if (name !== undefined && language === "diff") {
      steps.push({ type: "change", line, name, text });
    } else if (name !== undefined) steps.push({ type: "file", line, name, text, language });
    else if (language === "console") steps.push(...commandsIn(text, line));
  }
  return steps;
}

function commandsIn(text: string, line: number): readonly Step[] {
  const parts = text.split(/^\$ /m).slice(1);
  return parts.map((part): Step => {
    const [command = "", ...prints] = part.replace(/\n$/, "").split("\n");
    return { type: "command", line, command, prints };
  });
}

/** A text with a change: its lines that begin with `-` give way to those with `+`. @throws Error where they are not there once. */
export function changed(text: string, change: string): string {
  const linesOf = (mark: string) =>
    change
      .split("\n")
      .filter((line) => line.startsWith(mark))
      .map((line) => line.slice(1))
      .join("\n");
  const parts = text.split(linesOf("-"));
  if (parts.length !== 2) throw new Error(`not there once:\n${linesOf("-")}`);
  return parts.join(linesOf("+"));
}

/** Does the steps in a folder, one after the other. @throws Error with the first that prints something else. */
export async function walk(steps: readonly Step[], options: RunOptions): Promise<void> {
  const { cwd = "" } = options;
  for (const step of steps) {
    if (step.type !== "command") {
      const path = join(cwd, step.name);
      mkdirSync(dirname(path), { recursive: true });
      const text =
        step.type === "file" ? step.text : changed(readFileSync(path, "utf8"), step.text);
      writeFileSync(path, text);
      continue;
    }
    const { output, errors } = await run("sh", ["-c", step.command], { ...options, mayFail: true });
    const printed = `${output}${errors}`.split("\n").map((line) => line.trimEnd());
    const missing = firstMissing(step.prints, printed);
    if (missing === null) continue;
    throw new Error(
      `line ${step.line}: "${step.command}" does not print "${missing}" there:\n${printed.join("\n")}`,
    );
  }
}

/**
 * The first line that is not printed where it is said to be: at once behind the one before, or somewhere behind
 * it where a line `…` stands between.
 */
export function firstMissing(said: readonly string[], printed: readonly string[]): string | null {
  let at = 0;
  let mayPass = true; // What comes before the first line is no more than a heading.
  for (const line of said) {
    if (line.trim() === "…") {
      mayPass = true;
      continue;
    }
    if (line.trim() === "" && mayPass) continue;
    const pattern = new RegExp(`^${line.trimEnd().split("…").map(escaped).join(".*")}$`);
    const rest = printed.slice(at, mayPass ? undefined : at + 1);
    const found = rest.findIndex((each) => pattern.test(each));
    if (found < 0) return line;
    at += found + 1;
    mayPass = false;
  }
  return null;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
