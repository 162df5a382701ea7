import { sha256 } from "@noble/hashes/sha2.js";
import { utf8Of } from "../../../text/utf8.ts";
/** Runtimes that functions can be made with, newest first in each family. Read 2026-10. */
const currentRuntimes = [
  ...["nodejs24.x", "nodejs22.x", "nodejs20.x"],
  ...["python3.14", "python3.13", "python3.12", "python3.11", "python3.10"],
  ...["java25", "java21", "java17", "java11", "java8.al2"],
  ...["dotnet10", "dotnet8"],
  ...["ruby3.4", "ruby3.3", "ruby3.2"],
  ...["provided.al2023", "provided.al2"],
] as const;

/** Runtimes that AWS refuses by now; a scenario may play in their time. */
const formerRuntimes = [
  ...["nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10"],
  ...["nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x", "nodejs18.x"],
  ...["python2.7", "python3.6", "python3.7", "python3.8", "python3.9"],
  "java8",
  ...["dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet5.0", "dotnet6"],
  ...["ruby2.5", "ruby2.7"],
  ...["go1.x", "provided"],
] as const;

/** A runtime that Lambda has, or had, such as `nodejs22.x`. */
export type RuntimeName = (typeof currentRuntimes)[number] | (typeof formerRuntimes)[number];

const known: ReadonlySet<string> = new Set<string>([...currentRuntimes, ...formerRuntimes]);

/** Whether Lambda has, or had, this runtime. */
export const isRuntime = (name: string): boolean => known.has(name);

/** What Lambda lists where a runtime is none. */
export const listedRuntimes = `[${currentRuntimes.join(", ")}]`;

/** The ARN of the version of a runtime that a function runs on: it follows from the runtime's name. */
export function runtimeVersionArn(runtime: string, functionArn: string): string {
  const [, partition, , region] = functionArn.split(":");
  const digits = Array.from(sha256(utf8Of(runtime)), (byte) => byte.toString(16).padStart(2, "0"));
  return `arn:${partition}:lambda:${region}::runtime:${digits.join("")}`;
}

/** Such as `nodejs:22.v1`: which patch of a runtime it is, is ours. */
export function runtimeVersion(runtime: string): string {
  const [, family = runtime, version = ""] = /^([a-z]+)(.*?)(?:\.x)?$/.exec(runtime) ?? [];
  return `${family}:${version === "" ? "1" : version}.v1`;
}
