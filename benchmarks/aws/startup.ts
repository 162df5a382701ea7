import { pathToFileURL } from "node:url";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parseOutcome, printOutcome } from "../outcome.ts";
import { packagesAsPublished } from "./packages-as-published.ts";

// The packages are bundled first, as they are published: reading TypeScript is no part of their start.
const url = JSON.stringify(
  pathToFileURL(join(packagesAsPublished(), "@orrery/aws/dist/node.js")).href,
);
const firstEvent = `
  const { simulate } = await import(${url});
  const simulation = simulate();
  const client = simulation.client();
  client.call("sqs", "CreateQueue", { QueueName: "orders" });`;
// What a test of a queue and a function does first.
const firstInvocation = `${firstEvent}
  client.call("lambda", "CreateFunction", {
    FunctionName: "worker",
    Role: "arn:aws:iam::123456789012:role/worker",
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Code: { ZipFile: "UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==" },
  });
  client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: "worker",
    EventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders",
  });
  client.call("sqs", "SendMessage", {
    QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/orders",
    MessageBody: "{}",
  });
  const invocations = () => simulation.metersOf("lambda.function:worker").Invocations?.count ?? 0;
  while (invocations() === 0) simulation.step();`;

const timed = (program: string): string => `
  const before = process.cpuUsage();${program}
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ value: (user + system) / 1_000, work: 1 }));`;

/** What is read of the packages until the first invocation: exact, so that it does not creep up. */
const most = { kilobytes: 1_550, files: 22 };
const counted = `
  const { createRequire } = await import("node:module");
  const { statSync } = await import("node:fs");${firstInvocation}
  const files = Object.keys(createRequire(${url}).cache).filter((file) => file.includes("@orrery"));
  const bytes = files.reduce((all, file) => all + statSync(file).size, 0);
  console.log(JSON.stringify({ value: bytes / 1_000, work: 1, count: files.length }));`;

function run(program: string): string {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", program],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** The least time on the wall of several: what else the machine does only adds. */
function wallTime(program: string): number {
  let least = Infinity;
  for (let left = 5; left > 0; left -= 1) {
    const started = performance.now();
    run(program);
    least = Math.min(least, performance.now() - started);
  }
  return least;
}

switch (process.argv[2]) {
  case "import":
    printOutcome(parseOutcome(run(timed(firstEvent))));
    break;
  case "invoked":
    printOutcome(parseOutcome(run(timed(firstInvocation))));
    break;
  case "read": {
    const outcome = parseOutcome(run(counted));
    const { value, count = 0 } = outcome;
    if (value > most.kilobytes || count > most.files) {
      throw new Error(
        `expected ${most.kilobytes} KB in ${most.files} files at most, read ${value} KB in ${count}`,
      );
    }
    printOutcome(outcome);
    break;
  }
  case "process":
    printOutcome({ value: wallTime(firstInvocation), work: 1 });
    break;
  default:
    printOutcome({ value: wallTime(""), work: 1 });
}
