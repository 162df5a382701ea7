import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

// Runs a script in a page of Firefox without a window, and prints what the page logged.

const [, , firefox = "", file = ""] = process.argv;
const page = `<!doctype html><script>
const lines = [];
console.log = (line) => lines.push(line);
const send = () => fetch("/printed", { method: "POST", body: lines.join("\\n") });
addEventListener("error", ({ message }) => { lines.push(message); void send(); });
addEventListener("load", send);
</script><script src="/script.js"></script>`;

const profile = mkdtempSync(join(tmpdir(), "orrery-firefox-"));
writeFileSync(
  join(profile, "user.js"),
  [
    'user_pref("browser.shell.checkDefaultBrowser", false);',
    'user_pref("datareporting.policy.dataSubmissionEnabled", false);',
    'user_pref("dom.max_script_run_time", 0);',
    'user_pref("network.proxy.type", 0);',
    'user_pref("toolkit.telemetry.enabled", false);',
  ].join("\n"),
);

const server = createServer((request, response) => {
  if (request.method === "POST") {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      process.stdout.write(`${Buffer.concat(parts).toString("utf8")}\n`);
      response.end();
      browser.kill();
    });
  } else if (request.url === "/script.js") {
    response.setHeader("content-type", "text/javascript; charset=utf-8");
    response.end(readFileSync(file));
  } else {
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(page);
  }
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo; // It listens at a port, not at a path.

const browser = spawn(
  firefox,
  ["--headless", "--no-remote", "--profile", profile, `http://127.0.0.1:${port}/`],
  { stdio: "ignore", env: { ...process.env, MOZ_HEADLESS: "1", HOME: profile } },
);
process.on("SIGTERM", () => browser.kill());
browser.on("close", () => {
  server.close();
  server.closeAllConnections();
  rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
});
